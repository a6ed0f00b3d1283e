"""What every exported document is made of: titled tables of typed cells, which each writer lays out in its own way.

Numbers are :class:`~decimal.Decimal` until they are written. A column says to how many decimals it rounds (half up,
once: the rule of the screen), so that all formats show the same figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property
from itertools import islice
from typing import Any, overload

from app.core.numbers import display, half_up

Cell = str | Decimal | None
SHEET_NAME_LENGTH = 31  # what Excel allows


class Style(Enum):
    """What a row is, which says how it looks."""

    BODY = "body"
    GROUP = "group"
    SUBGROUP = "subgroup"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; ``decimals`` makes it a column of numbers, ``trim`` drops their trailing zeros.

    ``width`` is a share of the page's width.
    """

    title: str
    width: float
    decimals: int | None = None
    trim: bool = False

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.decimals is not None

    def rounded(self, value: Decimal) -> Decimal:
        """The figure that every format shows."""
        return value if self.decimals is None else half_up(value, self.decimals)

    def text(self, cell: Cell) -> str:
        """Write a cell as an Indonesian reader expects it."""
        if cell is None:
            return ""
        if isinstance(cell, Decimal):
            return display(cell, self.decimals or 0, trim=self.trim)
        return cell


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line; ``indent`` moves the first text cell to the right, level by level."""

    cells: tuple[Cell, ...]
    style: Style = Style.BODY
    indent: int = 0


class Rows(Sequence[Row]):
    """Rows that are made while somebody goes through them, so that a stream holds one at a time.

    Each passage makes them anew, and so does their number when it is first asked for.
    """

    def __init__(self, make: Callable[[], Iterator[Row]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Row]:
        return self._make()

    @cached_property
    def _count(self) -> int:
        return sum(1 for _ in self)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return list(self)[index]


@dataclass(frozen=True)
class Table:
    """One table: on a sheet of its own in a workbook, on a page of its own on paper where ``new_page``."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    sheet: str = ""
    new_page: bool = True

    @property
    def sheet_name(self) -> str:
        """A name that Excel accepts."""
        name = "".join(" " if letter in r"[]:*?/\'" else letter for letter in self.sheet or self.title)
        return name[:SHEET_NAME_LENGTH].strip() or "Data"

    def texts(self, row: Row) -> list[str]:
        """The row as its reader sees it."""
        return [column.text(cell) for column, cell in zip(self.columns, row.cells, strict=True)]


@dataclass(frozen=True)
class Signature:
    """Somebody who signs the last page."""

    role: str
    name: str
    organisation: str


@dataclass(frozen=True)
class Picture:
    """A PNG or a JPEG on a page of its own, under its title."""

    title: str
    png: bytes


@dataclass(frozen=True)
class Document:
    """A document, whatever the format. ``stem`` is its file's name without the format's ending."""

    title: str
    stem: str
    identity: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    landscape: bool = False
    signatures: Sequence[Signature] = ()
    pictures: Sequence[Picture] = ()
    data: dict[str, Any] | None = field(default=None)
    """What the JSON format holds instead of the tables' texts, where scripts read it."""

    @property
    def row_count(self) -> int:
        """How large it is, for progress."""
        return sum(len(table.rows) for table in self.tables)


Progress = Callable[[int, int], None]
"""Called with rows done and rows in all while a document is being written."""


def unheard(done: int, total: int) -> None:
    """Progress that nobody follows."""


def batches(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """Cut ``rows`` into pieces of at most ``size``."""
    coming = iter(rows)
    while batch := list(islice(coming, size)):
        yield batch
