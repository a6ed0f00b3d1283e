"""`make serve`: what a person is told, and that nothing stays behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def served(tmp_path: Path, heeds_ctrl_c: None) -> Iterator[subprocess.Popen[str]]:
    """The real application, served the way `make serve` does, in a process group of its own."""
    command = [sys.executable, "-m", "tools.serve", "--data", str(tmp_path / "the data")]
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment, start_new_session=True
    ) as process:
        yield process
        process.kill()


def lines_until_ready(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line.strip())
        if "Ctrl-C" in line:
            return lines
    raise AssertionError(f"ended with {process.wait()} and said only {lines}")


@pytest.mark.parametrize("to_the_group", [True, False], ids=["as a terminal does", "to us only"])
def test_it_tells_address_and_accounts_and_ctrl_c_leaves_nothing(
    served: subprocess.Popen[str], tmp_path: Path, to_the_group: bool
) -> None:
    lines = lines_until_ready(served)

    (address,) = [line for line in lines if line.startswith("http://127.0.0.1:")]
    accounts = json.loads((tmp_path / "the data" / "accounts.json").read_text())
    told = [line.split()[:3] for line in lines]
    assert [role for role, entry in accounts.items() if entry["password"]] != []
    for role, entry in accounts.items():
        if entry["password"]:
            assert [role, entry["email"], entry["password"]] in told
    with urllib.request.urlopen(f"{address}/", timeout=10) as answer:  # noqa: S310
        assert answer.status == 200

    if to_the_group:
        os.killpg(served.pid, signal.SIGINT)
    else:
        served.send_signal(signal.SIGINT)

    assert served.wait(20) == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(served.pid, 0)  # nobody is left in the group


def test_an_application_that_does_not_start_says_where_the_reason_is(tmp_path: Path) -> None:
    (tmp_path / "db.sqlite3").mkdir()  # where the database should be

    ended = subprocess.run(
        [sys.executable, "-m", "tools.serve", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )

    assert ended.returncode != 0
    assert f"did not start; the reason is in {tmp_path / 'server.log'}" in ended.stderr
    assert "unable to open database file" in (tmp_path / "server.log").read_text()
