"""Excel workbooks: a table on each sheet, below headings that stay in sight. Numbers must be stored as numbers."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents.tables import NUMBERS, Cell, ReadDocument, Table


def read_xlsx(content: bytes) -> ReadDocument:
    """Read every sheet. Raises ``AssertionError`` for an empty sheet and for a cell that is a formula."""
    book = load_workbook(BytesIO(content))
    identity: dict[str, str] = {}
    tables = []
    loose = []
    for sheet in book.worksheets:
        if sheet._images:
            continue  # a picture has the sheet to itself (documents.pictures)
        rows = [_row(sheet, row) for row in sheet.iter_rows()]
        start = _heading_line(sheet, rows)
        if sheet.freeze_panes is None:
            loose.append(sheet.title)
        headings = tuple(str(cell) for cell in rows[start])
        head = [[cell for cell in row if cell != ""] for row in rows[1:start]]
        identity |= {str(row[0]): str(row[1]) for row in head if len(row) > 1}
        body = tuple(
            tuple(_checked(sheet, heading, cell) for heading, cell in zip(headings, row, strict=True))
            for row in rows[start + 1 :]
        )
        title = str(rows[0][0]) if start else sheet.title
        tables.append(Table(title, headings, body))
    return ReadDocument("xlsx", identity, tuple(tables), loose=tuple(loose))


def _heading_line(sheet: Worksheet, rows: list[list[Cell]]) -> int:
    """Which line (from 0) the headings are: the last one above the freeze, else the first of the fullest lines."""
    frozen = sheet.freeze_panes
    filled = [sum(cell != "" for cell in row) for row in rows]
    if not any(filled):
        raise AssertionError(f"sheet {sheet.title!r} is empty")
    if frozen is None:
        return filled.index(max(filled))
    line = int("".join(letter for letter in str(frozen) if letter.isdigit())) - 2
    if not 0 <= line < len(rows):
        raise AssertionError(f"sheet {sheet.title!r} has no headings")
    return line


def _row(sheet: Worksheet, row: Any) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row:
        if cell.data_type == "f":
            raise AssertionError(f"{sheet.title}!{cell.coordinate} is a formula: {cell.value!r}")
        value = cell.value
        if isinstance(value, int | float) and not isinstance(value, bool):
            cells.append(Decimal(str(value)))
        else:
            cells.append("" if value is None else str(value))
    return cells


def _checked(sheet: Worksheet, heading: str, cell: Cell) -> Cell:
    if isinstance(cell, Decimal) and not NUMBERS.fullmatch(heading):
        raise AssertionError(f"{sheet.title}: {cell} under {heading!r} is a number, a text is expected")
    return cell
