"""What the application's unit tests share besides fixtures."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import connection
from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project

PASSWORD = "benteng-kuat-27"
NODE = Path(sys.prefix) / "bin" / "node"
SERVED = Path(__file__).parent / "served.mjs"
MakeUser = Callable[..., CustomUser]
MakeProject = Callable[..., Project]


class SignIn(Protocol):
    """Make a client that is signed in as somebody."""

    def __call__(self, who: CustomUser, *, enforce_csrf_checks: bool = False) -> Client: ...


@contextmanager
def written_before_the_lock(write: Callable[[], object]) -> Iterator[None]:
    """Let another session ``write`` just before the block's first transaction begins: what was read by then is old."""
    done = False

    def wrapper(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal done
        if sql.startswith("SAVEPOINT") and not done:  # a test's own transaction surrounds all others
            done = True
            write()
        return execute(sql, *rest)

    with connection.execute_wrapper(wrapper):
        yield
    assert done, "no transaction was begun"


class WrittenBehind:
    """Another session's ``write``, which falls behind the query that ``after`` counts (from 1); a context manager.

    ``done`` says whether there were so many.
    """

    def __init__(self, after: int, write: Callable[[], object]) -> None:
        self.done = False
        self._left = after
        self._write = write
        self._wrapper = connection.execute_wrapper(self._execute)

    def __enter__(self) -> WrittenBehind:
        self._wrapper.__enter__()
        return self

    def __exit__(self, *failure: Any) -> None:
        self._wrapper.__exit__(*failure)

    def _execute(self, execute: Callable[..., Any], *query: Any) -> Any:
        result = execute(*query)
        self._left -= 1
        if self._left == 0:
            self.done = True
            self._write()
        return result


def run_script_tests(suite: Path) -> None:
    """Run a file of node:test, in which scripts find each other as the server serves them. Fails with its output."""
    run = subprocess.run(  # noqa: S603  # our own scripts
        [NODE, "--import", SERVED, "--test", "--test-timeout=30000", suite],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
