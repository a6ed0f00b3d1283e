"""What every format is read into, and how two tables are compared, to the last row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

Cell = str | Decimal
Line = tuple[Cell, ...]

# Headings of columns that hold numbers; what stands there and is no number stays a text, and differs from the number.
NUMBERS = re.compile(
    r"Volume|Qty|Koefisien|Nilai.*|Harga Satuan.*|Jumlah Harga.*|Total Harga|Total Items|Progress.*|Anggaran.*|Tahun"
    r"|Durasi.*|Biaya.*|Bobot.*|Kumulatif.*|(Week|Month) \d+.*|subtotal|koefisien|volume|harga_satuan"
)
_INDONESIAN = re.compile(r"-?\d{1,3}(\.\d{3})*(,\d+)?|-?\d+(,\d+)?")
MOST_SHOWN = 20


@dataclass(frozen=True)
class Table:
    """One table: its title, its headings, and its rows as typed cells; an empty cell is an empty text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Line, ...]

    def column(self, heading: str) -> list[Cell]:
        """All cells below a heading."""
        index = self.headings.index(heading)
        return [row[index] for row in self.rows]


@dataclass(frozen=True)
class ReadDocument:
    """A document as it was read. ``reflowed``: its texts were broken into lines, so that spaces do not count.

    ``pages`` is the number of pages where the format has any, else 0; ``watermarks`` is the slanted text of each page;
    ``loose`` are the sheets whose headings scroll away.
    """

    format: str
    identity: dict[str, str]
    tables: tuple[Table, ...]
    reflowed: bool = False
    pages: int = 0
    text: str = field(default="", repr=False)
    watermarks: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()

    def table(self, title: str) -> Table:
        """The table called ``title``. Raises ``AssertionError`` when there is none."""
        for table in self.tables:
            if table.title == title:
                return table
        raise AssertionError(f"the {self.format} holds no table {title!r}, but {[t.title for t in self.tables]}")


def indonesian(text: str) -> Cell:
    """Return the number that ``text`` writes as Indonesians do (``1.234,5``), or the text itself."""
    plain = text.strip()
    if not _INDONESIAN.fullmatch(plain):
        return text
    return Decimal(plain.replace(".", "").replace(",", "."))


def typed(headings: Sequence[str], texts: Iterable[str]) -> Line:
    """Return a row of texts with numbers where the headings promise them."""
    return tuple(
        indonesian(text) if text and NUMBERS.fullmatch(heading) else text
        for heading, text in zip_longest(headings, texts, fillvalue="")
    )


def expect_tables(document: ReadDocument, expected: Sequence[Table]) -> int:
    """Expect exactly these tables in this order, cell by cell; return how many rows were compared.

    Raises ``AssertionError`` with every difference.
    """
    found = [table.title for table in document.tables]
    wanted = [table.title for table in expected]
    wrong = [] if found == wanted else [f"tables {found}, expected {wanted}"]
    for table, other in zip(document.tables, expected, strict=False):
        wrong += differences(table, other, reflowed=document.reflowed)
    wrong += [f"the headings of sheet {sheet!r} scroll away" for sheet in document.loose]
    if wrong:
        shown = "\n  ".join(wrong[:MOST_SHOWN])
        raise AssertionError(f"the {document.format} differs in {len(wrong)} places:\n  {shown}")
    return sum(len(table.rows) for table in expected)


def differences(found: Table, expected: Table, *, reflowed: bool = False) -> list[str]:
    """Say where ``found`` is not ``expected``: headings, number of rows, order, cells."""
    wrong = []
    if not _same_line(found.headings, expected.headings, reflowed=reflowed):
        wrong.append(f"{expected.title}: headings {found.headings}, expected {expected.headings}")
    if len(found.rows) != len(expected.rows):
        wrong.append(f"{expected.title}: {len(found.rows)} rows, expected {len(expected.rows)}")
    for number, (row, other) in enumerate(zip_longest(found.rows, expected.rows), start=1):
        if row is None or other is None or not _same_line(row, other, reflowed=reflowed):
            wrong.append(f"{expected.title}, row {number}: {_written(row)}, expected {_written(other)}")
    return wrong


def _same_line(found: Line, expected: Line, *, reflowed: bool) -> bool:
    if len(found) != len(expected):
        return False
    return all(_same(cell, other, reflowed=reflowed) for cell, other in zip(found, expected, strict=True))


def _same(found: Cell, expected: Cell, *, reflowed: bool) -> bool:
    if isinstance(found, Decimal) or isinstance(expected, Decimal):
        return isinstance(found, Decimal) and isinstance(expected, Decimal) and found == expected
    if reflowed:
        return "".join(found.split()) == "".join(expected.split())
    return found.strip() == expected.strip()


def _written(row: Line | None) -> str:
    """The row as a failure shows it, with quotes around a text that looks like a number."""
    if row is None:
        return "no row"
    return " | ".join(repr(cell) if isinstance(cell, str) and indonesian(cell) != cell else str(cell) for cell in row)
