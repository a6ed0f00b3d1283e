"""All rows of all models' tables, and what has changed between two looks at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]
Rows = Mapping[Any, Row]


@dataclass(frozen=True)
class Table:
    """A model's table in the database ``alias``: its columns in order, as fields."""

    alias: str
    name: str
    fields: tuple[models.Field[Any, Any], ...]
    key: int
    """Which of the fields is the primary key."""

    @property
    def connection(self) -> BaseDatabaseWrapper:
        """The connection of this thread."""
        return connections[self.alias]

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields' columns."""
        return tuple(str(field.column) for field in self.fields)


@dataclass(frozen=True)
class Change:
    """A row that was inserted (``before`` is None), deleted (``after`` is None) or updated."""

    at: Table
    key: Any
    before: Row | None
    after: Row | None

    @property
    def table(self) -> str:
        """Its table's name."""
        return self.at.name

    @property
    def kind(self) -> str:
        """``insert``, ``delete`` or ``update``."""
        return "insert" if self.before is None else "delete" if self.after is None else "update"

    def changed(self) -> Iterator[int]:
        """Indices of the fields that an update changed, but those that only say when."""
        if self.before is not None and self.after is not None:
            for index, field in enumerate(self.at.fields):
                if self.before[index] != self.after[index] and not is_stamp(field):
                    yield index


def is_stamp(field: models.Field[Any, Any]) -> bool:
    """Whether a field is a date that the model sets by itself."""
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def snapshot() -> dict[Table, Rows]:
    """Return all rows by table and primary key, as the database drivers give them. For databases of tests."""
    return {table: _rows(table) for table in _tables()}


def changes_between(before: Mapping[Table, Rows], after: Mapping[Table, Rows]) -> list[Change]:
    """Return the rows that differ in more than stamps, by table and in the order of the database."""
    changes = []
    for table, old in before.items():
        new = after[table]
        for key in dict.fromkeys((*old, *new)):
            change = Change(table, key, old.get(key), new.get(key))
            if change.kind != "update" or list(change.changed()):
                changes.append(change)
    return changes


def _tables() -> Iterator[Table]:
    ignored = getattr(settings, "LOST_WRITES_IGNORED_TABLES", ())
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.db_table not in ignored:
            fields = tuple(meta.local_concrete_fields)
            key = next(index for index, field in enumerate(fields) if field.primary_key)
            yield Table(router.db_for_write(model) or DEFAULT_DB_ALIAS, meta.db_table, fields, key)


def _rows(table: Table) -> Rows:
    quote = table.connection.ops.quote_name
    columns = ", ".join(map(quote, table.columns))
    with table.connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quote(table.name)}")  # noqa: S608  # the models' own names
        return {row[table.key]: tuple(row) for row in cursor.fetchall()}
