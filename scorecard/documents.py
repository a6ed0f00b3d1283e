"""Which documents a run opened and compared: by operation and format, how many rows, on which engines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contract.inventory import Contract, Kind
from scorecard.records import DocumentRecord, TestRecord

BY_THE_PAGE = "made by the page"
"""What a page writes of data that it holds already: no export was asked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One document: the operation that answers it and its format.

    ``rows`` is the most rows that one test compared on one engine; None where each test looked at parts of its own
    choice. ``tests`` counts the tests that opened it.
    """

    operation: str
    route: str
    format: str
    rows: int | None
    engines: tuple[str, ...]
    tests: int


@dataclass(frozen=True, slots=True)
class Documents:
    """The table, and the export operations of which no document was opened."""

    lines: tuple[Line, ...]
    not_opened: tuple[str, ...]


def documents(opened: Iterable[DocumentRecord], tests: Iterable[TestRecord], contract: Contract) -> Documents:
    """Return the table of what passing tests opened."""
    passed = {(test.run, test.test, test.engine, test.attempt) for test in tests if test.outcome == "passed"}
    found: dict[tuple[str, str], list[DocumentRecord]] = {}
    for record in opened:
        if (record.run, record.test, record.engine, record.attempt) in passed:
            found.setdefault((record.operation or BY_THE_PAGE, record.format), []).append(record)
    lines = [_line(operation, form, found[operation, form], contract) for operation, form in sorted(found)]
    seen = {line.operation for line in lines}
    kept = (operation.id for operation in contract.of_kind(Kind.EXPORT))
    return Documents(tuple(lines), tuple(name for name in kept if name not in seen))


def _line(operation: str, form: str, records: Sequence[DocumentRecord], contract: Contract) -> Line:
    known = contract.operation(operation) if operation in contract else None
    return Line(
        operation=operation,
        route=f"{known.method} {known.route}" if known else "",
        format=form,
        rows=max((record.rows for record in records if record.rows is not None), default=None),
        engines=tuple(sorted({record.engine for record in records})),
        tests=len({record.test.partition("[")[0] for record in records}),
    )
