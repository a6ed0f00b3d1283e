"""CSV files: semicolons, one byte-order mark, sections separated by empty lines."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import groupby

from documents.tables import ReadDocument, Table, typed

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_csv(content: bytes) -> ReadDocument:
    """Read identity and tables. Raises ``AssertionError`` for a wrong encoding, a stream that ends early, a formula."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise AssertionError(f"the CSV is not UTF-8: {error}") from error
    if not text.startswith(BOM) or text.count(BOM) != 1:
        raise AssertionError(f"the CSV has {text.count(BOM)} byte-order marks; one is expected, at its beginning")
    if not text.endswith("\n"):
        raise AssertionError(f"the CSV ends in the middle of a line: {text[-80:]!r}")
    lines = list(csv.reader(StringIO(text.removeprefix(BOM)), delimiter=";", strict=True))
    sections = [list(group) for filled, group in groupby(lines, key=bool) if filled]
    head = sections[0]
    identity = {line[0]: _plain(line[1]) for line in head[1:]}
    return ReadDocument("csv", identity, tuple(_table(section) for section in sections[1:]))


def _table(section: list[list[str]]) -> Table:
    (title, *_), headings, *rows = section
    return Table(title, tuple(headings), tuple(typed(headings, [_plain(cell) for cell in row]) for row in rows))


def _plain(text: str) -> str:
    """Take the apostrophe away that keeps a text from being a formula, and refuse a text that is one."""
    bare = text.strip(" ")
    if bare.startswith("'") and bare[1:].startswith(FORMULA):
        return bare[1:]
    if bare.startswith(FORMULA):
        raise AssertionError(f"a spreadsheet takes this cell for a formula: {text!r}")
    return bare
