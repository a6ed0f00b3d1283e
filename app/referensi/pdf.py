"""Turn the tables of a PDF into a workbook, one sheet for each page that has any."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import pdfplumber
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from app.referensi.columns import HEADINGS, OPTIONAL
from app.referensi.sheets import MEGABYTE, UploadRefusedError

MAX_BYTES = 20 * MEGABYTE
MAX_PAGES = 200
MODES = {
    "import": "Siap impor: satu lembar dengan kolom standar",
    "source": "Sumber mentah: satu lembar per halaman",
}
_UNREADABLE = (
    PdfminerException,
    PSException,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    struct.error,
    zlib.error,
    RecursionError,
)
_TITLES = [*HEADINGS.values(), *OPTIONAL.values()]
Rows = list[list[str]]


@dataclass(frozen=True)
class Part:
    """The rows of one page (its number counts from 1)."""

    page: int
    rows: Rows


def tables_of(content: bytes) -> list[Part]:
    """Return the rows of all tables by page. Raises :exc:`UploadRefusedError` where there are none to be read."""
    if not content.startswith(b"%PDF-"):
        raise UploadRefusedError("File bukan file PDF.")
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            pages = len(pdf.pages)
            parts = [_part(number, page) for number, page in enumerate(pdf.pages[:MAX_PAGES], start=1)]
    except _UNREADABLE as error:
        raise UploadRefusedError("File PDF tidak dapat dibaca (rusak atau terkunci).") from error
    if pages > MAX_PAGES:
        raise UploadRefusedError(f"Terlalu banyak halaman: paling banyak {MAX_PAGES}.")
    found = [part for part in parts if part.rows]
    if not found:
        raise UploadRefusedError("PDF tidak berisi tabel.")
    return found


def _part(number: int, page: Page) -> Part:
    rows = [[_text(cell) for cell in row] for table in page.extract_tables() for row in table]
    page.close()  # a page keeps all it has read
    return Part(number, [row for row in rows if any(row)])


def sheets_of(parts: Sequence[Part], mode: str) -> list[tuple[str, Rows]]:
    """Lay the rows out as ``mode`` asks: for importing (one sheet, standard columns, headings once) or as they came."""
    if mode == "source":
        return [(f"Halaman {part.page}", part.rows) for part in parts]
    rows: Rows = []
    places: list[int | None] | None = None
    for row in (row for part in parts for row in part.rows):
        headings = _places(row)
        if headings is not None:
            places = headings
        elif places is not None:
            rows.append([row[place] if place is not None and place < len(row) else "" for place in places])
    if places is None:
        raise UploadRefusedError("Tabel tanpa kolom standar. Gunakan mode Sumber mentah.")
    return [("Data", [_TITLES, *rows])]


def _places(row: Sequence[str]) -> list[int | None] | None:
    """Where the standard columns stand, if this is a heading row."""
    words = [_word(cell) for cell in row]
    if not all(_word(title) in words for title in HEADINGS.values()):
        return None
    return [words.index(_word(title)) if _word(title) in words else None for title in _TITLES]


def _word(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").split())


def _text(cell: str | None) -> str:
    return " ".join((cell or "").split())
