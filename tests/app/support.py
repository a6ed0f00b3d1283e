"""What the application's unit tests share besides fixtures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import connection
from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project

PASSWORD = "benteng-kuat-27"
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
