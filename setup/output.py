"""What setup says while it works, and how it runs a command quietly with its output kept in a log."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

TICK = 1.0  # seconds between two updates of the clock on a terminal
LINES_SHOWN = 25


class SetupError(Exception):
    """Setup cannot go on; the message says what to do about it."""


def say(text: str) -> None:
    """Write one line of progress."""
    sys.stdout.write(f"setup: {text}\n")
    sys.stdout.flush()


class Log:
    """Runs commands; their output goes to ``path``, and its end to the screen if one fails."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def run(
        self, what: str, command: Sequence[str], *, environment: Mapping[str, str] | None = None, must: bool = True
    ) -> None:
        """Run ``command`` and say ``what`` is done and in how many seconds; fail loudly if it ``must`` succeed."""
        say(f"{what} …")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        with self.path.open("ab") as log:
            log.write(f"\n$ {' '.join(command)}\n".encode())
            log.flush()
            start = log.tell()
            with subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=environment
            ) as process:
                status = self._wait(process, what, began)
        took = time.monotonic() - began
        if status == 0:
            say(f"{what}: done in {took:.0f} s")
        elif must:
            with self.path.open("rb") as log_again:
                log_again.seek(start)
                lines = log_again.read().decode(errors="replace").splitlines()
            tail = "\n".join(f"    {line}" for line in lines[-LINES_SHOWN:])
            raise SetupError(f"{what} failed (exit status {status}); whole output in {self.path}\n{tail}")

    def _wait(self, process: subprocess.Popen[bytes], what: str, began: float) -> int:
        while True:
            try:
                status = process.wait(TICK)
            except subprocess.TimeoutExpired:
                if sys.stdout.isatty():
                    sys.stdout.write(f"\rsetup: {what} … {time.monotonic() - began:.0f} s")
                    sys.stdout.flush()
            else:
                if sys.stdout.isatty():
                    sys.stdout.write("\r\x1b[K")
                return status
