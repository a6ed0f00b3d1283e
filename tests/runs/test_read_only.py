"""A run for production: it looks, and the server's own log says that it did nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.safety import SAFE
from fixtures.server import EmbeddedServer
from tests.whole_run import ROOT, run_suite


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    server = EmbeddedServer.start(ROOT)
    yield server
    server.stop()


def test_a_read_only_run_passes_and_writes_nothing_but_its_own_sign_ins(tmp_path: Path, server: EmbeddedServer) -> None:
    deployment = ("--base-url", server.url, f"--accounts={server.data / 'accounts.json'}")
    run = run_suite(tmp_path, "e2e", *deployment, "--read-only", "--browser", "chromium", "-n", "2")

    assert run.exit_code == pytest.ExitCode.OK, run.output
    assert {test.outcome for test in run.records.tests} == {"passed"}
    log = [json.loads(line) for line in (server.data / "requests.jsonl").read_text("utf-8").splitlines()]
    assert {(line["method"], line["path"]) for line in log if line["method"] not in SAFE} == {
        ("POST", "/accounts/login/")
    }
    looked_at = {line["path"] for line in log if line["method"] == "GET" and line["status"] == 200}
    assert {"/dashboard/", "/accounts/email/", "/health/"} <= looked_at
