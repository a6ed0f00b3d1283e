"""Ctrl-C in the middle of a run leaves no server, no browser and no worker behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import uuid
from pathlib import Path

import pytest

from tests.whole_run import ROOT, command

MARK = "AHSP_INTERRUPTION_TEST"
PATIENCE_SECONDS = 60
#: What the command line of a browser has, not that of the run itself (Chromium's renderers hide their environment).
BROWSERS = {"chromium": "--remote-debugging-pipe", "firefox": "-contentproc", "webkit": "WebProcess"}


@pytest.mark.usefixtures("heeds_ctrl_c")
@pytest.mark.parametrize(("engine", "workers"), [("chromium", "2"), ("firefox", "2"), ("webkit", "0")])
def test_ctrl_c_leaves_nothing_running(tmp_path: Path, engine: str, workers: str) -> None:
    _interrupt(command(tmp_path, "e2e/dashboard", "--browser", engine, "-n", workers), engine)


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_leaves_nothing_of_make_running(tmp_path: Path) -> None:
    results = tmp_path / "allure-results"
    results.mkdir()
    kept = f"--reports {tmp_path / 'reports'} --output {tmp_path / 'test-results'} -p no:cacheprovider"
    # The way of WebKit and two workers. PYTHON is what sets the machine up, which it is.
    given = ("PYTHON=true", f"RESULTS={results}", f"ARGS={kept}")
    _interrupt(["make", "e2e", "BROWSERS=webkit", "TESTS=e2e/dashboard", *given], "webkit")


def _interrupt(run: list[str], engine: str) -> None:
    """Press Ctrl-C when the browser of ``run`` is there; wait until nothing of it is left."""
    mark = f"{MARK}={uuid.uuid4()}"
    name, _, value = mark.partition("=")
    process = subprocess.Popen(  # noqa: S603  # our own suite
        run,
        cwd=ROOT,
        env={**os.environ, name: value},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_until(
            lambda: _running(mark, "app.serve") and _running(mark, BROWSERS[engine]), "server and browser to run"
        )

        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the whole foreground group

        process.wait(PATIENCE_SECONDS)
        _wait_until(lambda: not _running(mark, ""), "everything to end")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


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
