"""Ctrl-C in the middle of a run leaves no server, no browser and no worker behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.whole_run import ROOT, command

MARK = "AHSP_INTERRUPTION_TEST"
PATIENCE_SECONDS = 60


@pytest.mark.usefixtures("heeds_ctrl_c")
@pytest.mark.parametrize("workers", ["0", "2"])
def test_ctrl_c_leaves_nothing_running(tmp_path: Path, workers: str) -> None:
    mark = f"{MARK}={tmp_path.name}-{workers}-{os.getpid()}"
    name, _, value = mark.partition("=")
    process = subprocess.Popen(  # noqa: S603  # our own suite
        command(tmp_path, "e2e/dashboard", "--browser", "chromium", "-n", workers),
        cwd=ROOT,
        env={**os.environ, name: value},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _wait_until(lambda: _running(mark, "app.serve") and _running(mark, "chromium"), "server and browser to run")

    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the whole foreground group

    process.wait(PATIENCE_SECONDS)
    _wait_until(lambda: not _running(mark, ""), "everything to end")


def _wait_until(holds: object, what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline, f"waited {PATIENCE_SECONDS} s in vain for {what}"
        time.sleep(0.2)


def _running(mark: str, words: str) -> list[str]:
    """Processes that inherited ``mark`` in their environment and have ``words`` in their command line."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            environ = (folder / "environ").read_bytes()
            command_line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it ended while we looked
        if mark.encode() in environ and words in command_line and command_line:
            found.append(command_line)
    return found
