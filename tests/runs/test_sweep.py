"""A run against a deployment that is killed half-way: after the sweep its users see nothing of it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from api import projects, upkeep
from api.accounts import sign_in
from api.client import ApiClient
from fixtures.accounts import Account, Accounts
from fixtures.data import Fake
from fixtures.leftovers import LAST, run_ids
from fixtures.run import Attempt, Run
from fixtures.server import EmbeddedServer
from tests.whole_run import ROOT, WholeRun, command, run_suite

PATIENCE_SECONDS = 90
OTHERS = "Rumah e2e-selesai"  # looks like ours, and is not


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    server = EmbeddedServer.start(ROOT)
    yield server
    server.stop()


@pytest.fixture
def user(server: EmbeddedServer, playwright: Playwright) -> ApiClient:
    """The owner himself, who made a project of his own."""
    run = Run("000000", "s", str(ROOT), "", server.url, str(server.data / "accounts.json"), "")
    account: Account = Accounts.load(run).get("owner")
    client = ApiClient(playwright.request.new_context(), server.url, lambda _exchange: None)
    sign_in(client, account.email, account.password)
    his = replace(Fake(run, Attempt("000000", "his own")).project(), nama=OTHERS)
    kept = projects.create(client, his)
    upkeep.append_works(client, kept.id, {"Struktur": ["Galian"]})
    upkeep.create_template(client, kept.id, OTHERS)
    return client


def test_a_sweep_after_a_killed_run_leaves_nothing_of_it_to_its_users(
    tmp_path: Path, server: EmbeddedServer, user: ApiClient
) -> None:
    left = _killed_half_way(tmp_path, server, user)
    assert left, "the run was killed before it had made anything: nothing to sweep"

    swept = _sweep(tmp_path, server)

    assert swept.exit_code == 0, swept.output
    assert list(projects.listed(user, {})) == [OTHERS]
    assert [template["name"] for template in upkeep.templates_named(user, "")] == [OTHERS]
    hidden = {number for numbers in projects.listed(user, {"is_active": "false"}).values() for number in numbers}
    assert hidden
    assert all(f"hidden project {number}:" in swept.output for number in hidden)


def test_a_sweep_after_another_run_leaves_this_ones_things_alone(
    tmp_path: Path, server: EmbeddedServer, user: ApiClient
) -> None:
    left = _killed_half_way(tmp_path, server, user)

    swept = _sweep(tmp_path, server, "=abcdef")

    assert "removed: 0" in swept.output
    assert set(projects.listed(user, {})) >= left


def _of_deployment(server: EmbeddedServer) -> list[str]:
    return ["--base-url", server.url, f"--accounts={server.data / 'accounts.json'}"]


def _sweep(folder: Path, server: EmbeddedServer, run: str = "") -> WholeRun:
    return run_suite(folder, "e2e", *_of_deployment(server), f"--sweep{run}")


def _killed_half_way(folder: Path, server: EmbeddedServer, user: ApiClient) -> set[str]:
    """Start a run, kill all of it once it has made a project, and return the names that it left on the dashboard."""
    chosen = ("e2e/dashboard/test_several_projects.py", "-n", "0", "--browser", "chromium")
    process = subprocess.Popen(  # noqa: S603  # our own suite
        command(folder, *chosen, *_of_deployment(server)),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_", "AHSP_"))},
    )
    deadline = time.monotonic() + PATIENCE_SECONDS
    left: set[str] = set()
    while not left and process.poll() is None and time.monotonic() < deadline:
        left = set(projects.listed(user, {})) - {OTHERS}
        time.sleep(0.2)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert run_ids(LAST, folder / "reports" / "records")
    return set(projects.listed(user, {})) - {OTHERS}
