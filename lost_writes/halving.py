"""*Half*: the view's work is stored but for one row of many, or but for one field of a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import DatabaseError, models, transaction
from django.http import HttpRequest

from lost_writes.answers import GetResponse, Mutated, whole
from lost_writes.rows import Change, Row, changes_between, is_stamp, snapshot
from lost_writes.signing import HALF, Order
from lost_writes.transactions import held, is_readable

_TRIES = 5  # rows of a table that are tried before the next table is


class _Half(NamedTuple):
    """What is taken back: the change ``of`` a whole row, or of one of its columns, which gets ``value``."""

    of: Change
    column: int | None
    value: Any
    said: str


def halve(order: Order, request: HttpRequest, get_response: GetResponse) -> Mutated:
    """Answer ``request`` and take back a part of what it stored, which ``reverted`` names; nothing if there is no part.

    Taken back is what the database still finds consistent: the last row of the table of which most rows changed, else a
    field of a row, else one of the rows that changed in several tables.
    """
    with held():
        before = snapshot()
        response = whole(get_response(request))
        changes = changes_between(before, snapshot()) if is_readable() else []
        reverted = next((half.said for half in _halves(changes) if _taken_back(half)), "")
    return Mutated(response, f"{HALF}; changed={len(changes)}; reverted={reverted}")


def _halves(changes: Sequence[Change]) -> Iterator[_Half]:
    counts = Counter((change.table, change.kind) for change in changes)
    for (table, kind), count in counts.most_common():
        if count > 1:
            rows = [change for change in changes if (change.table, change.kind) == (table, kind)]
            for change in rows[::-1][:_TRIES]:
                yield _Half(change, None, None, f"{kind} of 1 row of {count} in {table}")
    for change in changes:
        fields = list(change.changed())
        if change.before is not None and len(fields) > 1:
            for index in fields[::-1]:
                yield _Half(change, index, change.before[index], f"update of {_name(change, index)}")
    for change in changes:
        if change.after is not None and change.kind == "insert":
            for index, value in _could_be_empty(change, change.after):
                yield _Half(change, index, value, f"value of {_name(change, index)}")
    if len(changes) > 1:
        for change in sorted(changes, key=_says_more_than_when)[::-1]:
            yield _Half(change, None, None, f"{change.kind} of 1 row of {len(changes)}, the one in {change.table}")


def _says_more_than_when(change: Change) -> bool:
    """Whether anything but moments was changed in a row: one of them alone is missed least, and taken back last."""
    fields = [change.at.fields[index] for index in change.changed()]
    return not fields or not all(isinstance(field, models.DateTimeField) for field in fields)


def _could_be_empty(change: Change, row: Row) -> Iterator[tuple[int, object]]:
    """Return the fields of a new ``row`` that are filled in and need not be, last first, and what they are then."""
    for index, field in reversed(list(enumerate(change.at.fields))):
        if field.primary_key or field.unique or field.is_relation or is_stamp(field):
            continue
        if field.null:
            empty: object = None
        elif isinstance(field, models.CharField | models.TextField):
            empty = ""
        elif isinstance(field, models.IntegerField | models.DecimalField | models.FloatField | models.BooleanField):
            empty = 0
        else:
            continue
        if row[index] not in (empty, None, ""):
            yield index, empty


def _name(change: Change, index: int) -> str:
    return f"{change.table}.{change.at.columns[index]}"


def _taken_back(half: _Half) -> bool:
    """Take the half back; say whether the database agreed, and leave no trace where it did not."""
    table = half.of.at
    try:
        with transaction.atomic(using=table.alias):
            _take_back(half)
            table.connection.check_constraints()
    except DatabaseError:
        return False
    return True


def _take_back(half: _Half) -> None:
    change, table = half.of, half.of.at
    quote = table.connection.ops.quote_name
    name, columns = quote(table.name), [quote(column) for column in table.columns]
    key = columns[table.key]
    values = change.before if half.column is None else (half.value,)
    with table.connection.cursor() as cursor:
        if values is None:
            cursor.execute(f"DELETE FROM {name} WHERE {key} = %s", [change.key])  # noqa: S608  # the models' own names
        elif change.after is None:
            marks = ", ".join(["%s"] * len(columns))
            cursor.execute(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", list(values))  # noqa: S608
        else:
            written = columns if half.column is None else [columns[half.column]]
            assigned = ", ".join(f"{column} = %s" for column in written)
            cursor.execute(f"UPDATE {name} SET {assigned} WHERE {key} = %s", [*values, change.key])  # noqa: S608
