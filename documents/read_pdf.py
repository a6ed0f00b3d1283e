"""PDFs: tables by their ruled lines, put together again where they go on overleaf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page

from documents.tables import ReadDocument, Table, typed

SLANT = 0.01
NUMBERED = re.compile(r"Halaman (\d+) dari (\d+)")
_IDENTITY = re.compile(r"([A-Z][\w ]{2,30}?) ?: (.*)")


def read_pdf(content: bytes) -> ReadDocument:
    """Read identity, tables and text.

    Raises ``AssertionError`` for pages that are not numbered, fonts that are not embedded, letters beyond the paper.
    """
    if not content.rstrip().endswith(b"%%EOF"):
        raise AssertionError("the PDF ends before its end")
    with pdfplumber.open(BytesIO(content)) as pdf:
        watermarks = tuple("".join(char["text"] for char in page.chars if _is_slanted(char)) for page in pdf.pages)
        pages = [page.filter(lambda thing: not _is_slanted(thing)) for page in pdf.pages]
        texts = [page.extract_text() or "" for page in pages]
        _expect_numbers(texts)
        tables: list[tuple[str, list[list[str]]]] = []
        identity: dict[str, str] = {}
        for page in pages:
            _expect_whole(page)
            for above, rows in _tables(page):
                if above or not tables:
                    title, facts = _head(above)
                    identity |= facts
                    tables.append((title, rows))
                else:
                    _go_on(tables[-1][1], rows)
        fonts = {name: embedded for page in pdf.pages for name, embedded in _fonts(page)}
    loose = sorted(name for name, embedded in fonts.items() if not embedded)
    if loose:
        raise AssertionError(f"fonts are not embedded: {loose}")
    read = tuple(Table(title, tuple(rows[0]), tuple(typed(rows[0], row) for row in rows[1:])) for title, rows in tables)
    return ReadDocument(
        "pdf", identity, read, reflowed=True, pages=len(texts), text="\n".join(texts), watermarks=watermarks
    )


def _is_slanted(thing: dict[str, Any]) -> bool:
    """Whether a letter stands across the page, as those of a watermark do."""
    matrix = thing.get("matrix")
    return matrix is not None and abs(matrix[1]) > SLANT


def _expect_numbers(texts: list[str]) -> None:
    for number, text in enumerate(texts, start=1):
        if (str(number), str(len(texts))) not in NUMBERED.findall(text):
            raise AssertionError(f"page {number} of {len(texts)} is not numbered so: {NUMBERED.findall(text)}")


def _expect_whole(page: Page) -> None:
    for letter in page.chars:
        if letter["x0"] < 0 or letter["x1"] > page.width + 1 or letter["top"] < 0 or letter["bottom"] > page.height:
            raise AssertionError(f"page {page.page_number}: {letter['text']!r} stands beyond the paper's edge")


def _tables(page: Page) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Each table of the page with the lines of text between it and what stands above it."""
    above = 0.0
    for table in sorted(page.find_tables(), key=lambda table: table.bbox[1]):
        _left, top, _right, bottom = table.bbox
        gap = page.crop((0, above, page.width, top)).extract_text() if top > above + 1 else ""
        rows = [[_joined(cell) for cell in row] for row in table.extract()]
        yield [line for line in (gap or "").splitlines() if line.strip()], rows
        above = bottom


def _head(above: list[str]) -> tuple[str, dict[str, str]]:
    """The title, and the identity below it; a line without a label goes on with the value before it."""
    title: list[str] = []
    facts: dict[str, str] = {}
    label = ""
    for line in above:
        if found := _IDENTITY.fullmatch(line):
            label = found[1]
            facts[label] = found[2]
        elif label:
            facts[label] += f" {line}"
        else:
            title.append(line)
    return " ".join(title), facts


def _go_on(rows: list[list[str]], more: list[list[str]]) -> None:
    """Add what stands overleaf; its headings must be the same again."""
    if more[0] != rows[0]:
        raise AssertionError(f"headings are not repeated overleaf: {more[0]}, expected {rows[0]}")
    rows += more[1:]


def _joined(cell: str | None) -> str:
    return " ".join((cell or "").split("\n"))


def _fonts(page: Page) -> Iterator[tuple[str, bool]]:
    fonts: dict[str, Any] = resolve1(resolve1(page.page_obj.resources).get("Font")) or {}
    for reference in fonts.values():
        font = resolve1(reference)
        name = str(resolve1(font.get("BaseFont")))
        descendant = [resolve1(entry) for entry in resolve1(font.get("DescendantFonts")) or [font]]
        for entry in descendant:
            descriptor = resolve1(entry.get("FontDescriptor")) or {}
            yield name, any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
