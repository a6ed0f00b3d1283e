"""A digest of everything that a database holds, to tell a write that changes nothing from one that was lost."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from django.db.backends.base.base import BaseDatabaseWrapper

_CHUNK = 1000
_MODULUS = 1 << 256


def state_of(connection: BaseDatabaseWrapper, ignored: Collection[str] = ()) -> str:
    """Return a digest over all rows of all tables but ``ignored``; the order of rows does not matter.

    Reads every table whole: for databases of tests.
    """
    whole = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - set(ignored)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # the database's own names
            rows = 0
            while chunk := cursor.fetchmany(_CHUNK):
                rows = (rows + sum(_of(row) for row in chunk)) % _MODULUS
            whole.update(f"{table}:{rows:x}\n".encode())
    return whole.hexdigest()


def _of(row: object) -> int:
    return int.from_bytes(hashlib.sha256(repr(row).encode()).digest(), "big")
