"""Transactions around a whole request, in every configured database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections, transaction


@contextmanager
def held(*, rolled_back: bool = False) -> Iterator[None]:
    """Hold a transaction in each database; nothing of it stays where it is to be ``rolled_back``."""
    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(_held(alias, rolled_back=rolled_back))
        yield


def is_readable() -> bool:
    """Whether no database error has left a transaction in which nothing can be read any more."""
    return not any(connections[alias].needs_rollback for alias in connections)


@contextmanager
def _held(alias: str, *, rolled_back: bool) -> Iterator[None]:
    block = transaction.atomic(using=alias)
    # A view may ask for a durable block; this one is no reason to refuse it, as that of a test case is none.
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        connection = connections[alias]
        if connection.vendor == "postgresql" and len(connection.atomic_blocks) == 1:
            with connection.cursor() as cursor:  # what others commit meanwhile must not look like this request's change
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
        if rolled_back:
            transaction.set_rollback(True, using=alias)
