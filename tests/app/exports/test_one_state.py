"""While a document is read, others go on writing: it shows one state, and nobody waits for it."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from app.config.settings import SQLITE_OPTIONS
from app.exports import one_state as module
from app.exports.one_state import one_state


def opened(path: Path) -> DatabaseWrapper:
    """Another connection, as another request has it, with the application's own options."""
    settings = copy.deepcopy(connection.settings_dict)
    settings |= {"NAME": str(path), "ENGINE": "django.db.backends.sqlite3", "OPTIONS": SQLITE_OPTIONS}
    return DatabaseWrapper(settings)


def value_in(database: DatabaseWrapper) -> int:
    with database.cursor() as cursor:
        cursor.execute("SELECT value FROM price")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_what_others_store_meanwhile_is_not_seen_and_they_need_not_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = opened(tmp_path / "x.sqlite3"), opened(tmp_path / "x.sqlite3")
    monkeypatch.setattr(module, "connection", reader)
    with writer.cursor() as cursor:
        cursor.execute("CREATE TABLE price (value INTEGER)")
        cursor.execute("INSERT INTO price VALUES (1)")

    with one_state():
        before = value_in(reader)
        with writer.cursor() as cursor:
            cursor.execute("UPDATE price SET value = 2")
        during, stored = value_in(reader), value_in(writer)

    assert (before, during, stored) == (1, 1, 2)
    assert value_in(reader) == 2
    reader.close()
    writer.close()
