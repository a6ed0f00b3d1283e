"""Read uploaded workbooks without trusting them, and write workbooks of rows."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import IO, Any

import openpyxl
from django.core.files.uploadedfile import UploadedFile
from openpyxl.utils.exceptions import InvalidFileException

from app.exports.texts import neutral, xml_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_UNPACKED = 100 * MEGABYTE
MAX_RATIO = 200  # what a member may grow to, times; honest sheets stay below 50
MAX_MEMBERS = 2000
MAX_ROWS = 5000
MAX_COLUMNS = 40
MAX_CELL = 2000
# What a broken file makes the library raise; the XML parser raises a SyntaxError.
_UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
    zlib.error,
)
_MACRO = ("xl/vbaproject.bin", "xl/macrosheets/")


class UploadRefusedError(Exception):
    """The file is not taken; the message says why."""


def checked_bytes(upload: UploadedFile[Any] | None, ending: str, limit: int = MAX_BYTES) -> bytes:
    """Return an upload's content if its name ends in ``ending`` and it is neither empty nor larger than ``limit``.

    Raises :exc:`UploadRefusedError`.
    """
    if upload is None or not upload.name:
        raise UploadRefusedError("Pilih file terlebih dahulu.")
    if upload.name.lower().endswith((".xlsm", ".xltm", ".xlsb")):
        raise UploadRefusedError("File berisi makro. Simpan ulang sebagai .xlsx tanpa makro.")
    if not upload.name.lower().endswith(ending):
        raise UploadRefusedError(f"Format file tidak didukung. Gunakan file {ending}.")
    if not upload.size:
        raise UploadRefusedError("File kosong.")
    if upload.size > limit:
        raise UploadRefusedError(f"Ukuran file melebihi {limit // MEGABYTE} MB.")
    return bytes(upload.read())


def read_rows(content: bytes) -> list[list[str]]:
    """Return the first sheet's rows as texts, empty rows left out. Raises :exc:`UploadRefusedError`."""
    _check_archive(content)
    try:
        rows = _first_sheet(content)
    except _UNREADABLE as error:
        raise UploadRefusedError("File Excel tidak dapat dibaca.") from error
    if not rows:
        raise UploadRefusedError("File tidak berisi data.")
    if len(rows) > MAX_ROWS + 1:
        raise UploadRefusedError(f"Terlalu banyak baris: paling banyak {MAX_ROWS}.")
    return rows


def _first_sheet(content: bytes) -> list[list[str]]:
    """Stops at the first row too many."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    rows: list[list[str]] = []
    for values in book.worksheets[0].iter_rows(max_col=MAX_COLUMNS, values_only=True):
        texts = [_text(value) for value in values]
        if any(texts):
            rows.append(texts)
        if len(rows) > MAX_ROWS + 1:
            break
    book.close()
    return rows


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UploadRefusedError("File bukan file Excel (.xlsx).") from error
    names = [member.filename.lower() for member in members]
    if any(name.startswith(_MACRO) for name in names):
        raise UploadRefusedError("File berisi makro. Simpan ulang sebagai .xlsx tanpa makro.")
    if "xl/workbook.xml" not in names:
        raise UploadRefusedError("File bukan file Excel (.xlsx).")
    unpacked = sum(member.file_size for member in members)
    bloated = any(member.file_size > MAX_RATIO * max(1, member.compress_size) for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or (bloated and unpacked > MEGABYTE):
        raise UploadRefusedError("Isi file terlalu besar setelah dibuka (kemungkinan zip bomb).")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return xml_text(str(value)).strip()[:MAX_CELL]


def workbook(sheets: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> bytes:
    """Write sheets of texts; what Excel would take for a formula is neutral."""
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title[:31] or "Data")
        for row in rows:
            sheet.append([neutral(xml_text(text)) for text in row])
    if not book.worksheets:
        book.create_sheet("Data")
    out: IO[bytes] = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out.read()
