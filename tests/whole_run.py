"""Run the suite as a user does, in a process of its own, and look at what it leaves."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from scorecard.records import Records, read_records

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 400


@dataclass(frozen=True)
class WholeRun:
    """A finished run: exit code, everything printed, and the folder of its reports."""

    exit_code: int
    output: str
    folder: Path

    @property
    def records(self) -> Records:
        """What was recorded."""
        return read_records(self.folder / "reports" / "records")

    @property
    def server_log(self) -> Path:
        """The server's own log of requests."""
        return self.folder / "reports" / "server-requests.jsonl"

    @property
    def allure_results(self) -> Path:
        """The results for Allure."""
        return self.folder / "allure-results"


def command(folder: Path, *arguments: str) -> list[str]:
    """Return the command of a run whose results go to ``folder``."""
    return [
        *(sys.executable, "-m", "pytest", *arguments),
        # Hypothesis, which no test in e2e/ needs, would take a second of each run.
        *("-p", "no:hypothesispytest"),
        *("-p", "no:cacheprovider", "--reports", str(folder / "reports"), "--output", str(folder / "test-results")),
        f"--alluredir={folder / 'allure-results'}",
    ]


def run_suite(folder: Path, *arguments: str) -> WholeRun:
    """Run the suite with ``arguments`` and wait for its end."""
    ours = ("PYTEST_", "DJANGO_", "AHSP_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(  # noqa: S603  # our own interpreter and suite
        command(folder, *arguments),
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return WholeRun(done.returncode, done.stdout, folder)


def expect_red(folder: Path, test: str, settings: str, evidence: Sequence[str]) -> None:
    """Run one test on Chromium against a faulty application; expect it to fail in words that match ``evidence``."""
    run = run_suite(folder, test, "--browser", "chromium", f"--server-settings={settings}")
    assert run.exit_code == pytest.ExitCode.TESTS_FAILED, run.output
    for words in evidence:
        assert re.search(words, run.output), f"{words!r} is not in:\n{run.output}"
