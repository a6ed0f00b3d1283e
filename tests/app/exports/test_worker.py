"""The worker beside a running server: it is there, comes again when it is killed, and ends with the server."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

SECONDS = 60.0


def workers_of(pid: int) -> list[int]:
    """The server's children that are workers."""
    children = [
        int(text)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for text in task.read_text(encoding="ascii").split()
    ]
    return [child for child in children if b"app.exports.worker" in _command(child)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def old_files(folder: Path, statement: str = "SELECT 1") -> int:
    """Execute ``statement`` in the application's database; return how many files the library keeps then."""
    with closing(sqlite3.connect(folder / "db.sqlite3", timeout=SECONDS)) as database, database:
        database.execute(statement)
        return int(database.execute("SELECT count(*) FROM referensi_libraryfile").fetchone()[0])


OLD_FILE = """
    INSERT INTO referensi_libraryfile (id, kind, name, content, report, created_by_id, created_at)
    SELECT '00000000000040008000000000000000', 'validation', '', x'00', '{}', id, '2020-01-01' FROM accounts_customuser
    LIMIT 1
"""


def test_a_killed_worker_comes_again_tidies_up_and_ends_with_its_server(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app.serve", "--port", "0", "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  # our own interpreter
        try:
            assert server.stdout is not None
            json.loads(server.stdout.readline())
            wait_until(lambda: len(workers_of(server.pid)) == 1)
            (first,) = workers_of(server.pid)
            old_files(tmp_path, OLD_FILE)

            os.kill(first, signal.SIGKILL)

            wait_until(lambda: old_files(tmp_path) == 0)

            wait_until(lambda: workers_of(server.pid) not in ([], [first]))
            (second,) = workers_of(server.pid)
        finally:
            server.terminate()
            server.wait(SECONDS)
    wait_until(lambda: not _command(second))
