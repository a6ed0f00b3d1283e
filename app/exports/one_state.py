"""Read a project as it was at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from app.dashboard.models import Project


@contextmanager
def one_state(project: Project | None = None) -> Iterator[None]:
    """Answer all queries of the block from the state at its first one; nothing may be written inside.

    ``project`` was read before, to see whose it is. It is read again: its name and budget are of that state, too.

    SQLite reads from a snapshot once a plain transaction has begun, and keeps no writer waiting (Django's own blocks
    would take the lock for writing, see settings). PostgreSQL does so at its level REPEATABLE READ.
    """
    with _snapshot():
        if project is not None:
            project.refresh_from_db()
        yield


@contextmanager
def _snapshot() -> Iterator[None]:
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
