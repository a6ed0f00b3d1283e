"""A start that begins with the database that an earlier one has migrated."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.core import migrated
from tests.app.serving import end, start

TABLES = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
MARK = ("tanda", "CREATE TABLE tanda (id integer)")


def _tables_after_a_start(data: Path, *, kept: Path | None = None) -> set[tuple[str, str]]:
    """Start and end a server there; return its database's tables and indexes."""
    process = start(data, *([] if kept is None else ["--migrated", str(kept)]))
    assert process.stdout is not None
    assert process.stdout.readline(), (data / "server.log").read_text("utf-8")
    assert end(process) == 0
    with closing(sqlite3.connect(data / "db.sqlite3")) as database:
        return set(database.execute(TABLES))


def _mark(kept: Path) -> None:
    """Give the one kept database a table that no migration makes."""
    [file] = kept.iterdir()
    with closing(sqlite3.connect(file)) as database:
        database.execute(MARK[1])


def test_the_second_start_begins_with_what_the_first_has_migrated_and_both_have_every_table(tmp_path: Path) -> None:
    every = _tables_after_a_start(tmp_path / "own")
    first = _tables_after_a_start(tmp_path / "first", kept=tmp_path / "kept")
    _mark(tmp_path / "kept")

    second = _tables_after_a_start(tmp_path / "second", kept=tmp_path / "kept")

    assert len(every) > 50
    assert first == every
    assert second == every | {MARK}


def test_a_database_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    data, kept = tmp_path / "data", tmp_path / "kept"
    before = _tables_after_a_start(data, kept=kept)
    _mark(kept)

    assert _tables_after_a_start(data, kept=kept) == before


def test_changed_code_takes_no_outdated_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrated, "APP", tmp_path)
    (tmp_path / "models.py").write_text("a = 1")
    before = migrated.kept_database(tmp_path)
    (tmp_path / "models.py").write_text("a = 2")

    assert migrated.kept_database(tmp_path) != before
