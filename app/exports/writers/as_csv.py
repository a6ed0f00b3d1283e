"""CSV as Indonesian Excel opens it: semicolons, decimal commas, one byte-order mark; written line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from app.exports.tables import Document, Row, Style, Table
from app.exports.texts import neutral

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
INDENT = "  "
PIECE = 16_384  # letters: a piece a line would cost the server more than the lines themselves


class _Line:
    """Takes what :func:`csv.writer` writes and hands it back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(document: Document) -> Iterator[str]:
    """Yield the file line by line: identity, then each table with its title and headings.

    The byte-order mark is part of the first line: whoever encodes as ``utf-8-sig`` piece by piece would repeat it.
    """
    line = csv.writer(_Line(), delimiter=";", lineterminator="\n").writerow
    yield BOM + line([neutral(document.title)])
    for label, value in document.identity:
        yield line([label, neutral(value)])
    for table in document.tables:
        yield "\n"
        yield line([table.title])
        yield line([column.title for column in table.columns])
        for row in table.rows:
            yield line(_cells(table, row))


def plain_csv(rows: Iterator[list[str]]) -> Iterator[str]:
    """Yield a bare CSV of ready texts, semicolons between them."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    for row in rows:
        writer.writerow([neutral(text) for text in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def in_pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Encode lines as they come, many to a piece."""
    piece: list[str] = []
    letters = 0
    for line in lines:
        piece.append(line)
        letters += len(line)
        if letters >= PIECE:
            yield "".join(piece).encode()
            piece.clear()
            letters = 0
    if piece:
        yield "".join(piece).encode()


def _cells(table: Table, row: Row) -> list[str]:
    texts = [
        text if column.is_number else neutral(text)
        for column, text in zip(table.columns, table.texts(row), strict=True)
    ]
    if row.style is not Style.TOTAL and row.indent:
        first = next(index for index, column in enumerate(table.columns) if not column.is_number)
        texts[first] = INDENT * row.indent + texts[first]
    return texts
