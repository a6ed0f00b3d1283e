"""Projects from a workbook (W32): what may be read, and how its rows become forms."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.accounts.models import CustomUser
from app.dashboard.forms import BUDGET, ProjectForm

COLUMNS = tuple(ProjectForm.base_fields)
REQUIRED = tuple(name for name, field in ProjectForm.base_fields.items() if field.required)
DATES = ("tanggal_mulai", "tanggal_selesai")
MAX_ROWS = 2000
MAX_COLUMNS = 200
MAX_BYTES = 5 * 1024**2
MAX_UNPACKED = 40 * 1024**2  # a workbook of 2,000 rows has some 2 MB; more is a bomb
SHOWN_ERRORS = 50
_MACROS = re.compile(r"vbaproject|activex|\.bin$", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


class SheetError(Exception):
    """The workbook was refused and nothing was stored; ``details`` are the complaints by row."""

    def __init__(self, message: str, details: list[str] | None = None) -> None:
        super().__init__(message)
        self.details = details or []


@transaction.atomic
def store_sheet(owner: CustomUser, file: UploadedFile[bytes] | None) -> int:
    """Store the projects of an uploaded workbook, all or none; return how many. Raises `SheetError`."""
    if file is None:
        raise SheetError("Pilih file Excel (.xlsx).")
    if not (file.name or "").lower().endswith(".xlsx"):
        raise SheetError("Format file tidak didukung. Gunakan file .xlsx.")
    if (file.size or 0) > MAX_BYTES:
        raise SheetError(f"File terlalu besar. Maksimal {MAX_BYTES // 1024**2} MB.")
    _check_archive(file)
    forms = [(number, ProjectForm(data)) for number, data in _rows(file)]
    if not forms:
        raise SheetError("Tidak ada baris data di dalam file.")
    complaints = [
        f"Baris {number} – {name}: {text}"
        for number, form in forms
        for name, texts in form.errors.items()
        for text in texts
    ]
    if complaints:
        text = f"{len(complaints)} kesalahan ditemukan. Tidak ada proyek yang disimpan."
        raise SheetError(text, complaints[:SHOWN_ERRORS])
    for _, form in forms:
        project = form.save(commit=False)
        project.owner = owner
        project.save()
    return len(forms)


def _check_archive(file: UploadedFile[bytes]) -> None:
    """Refuse what is no plain workbook: macros, declarations of entities, and archives that unpack without end."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise SheetError("File bukan workbook Excel (.xlsx).")
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise SheetError("Isi file terlalu besar setelah dibuka.")
            if any(_MACROS.search(part.filename) for part in parts):
                raise SheetError("File berisi makro. Simpan sebagai .xlsx tanpa makro.")
            for part in parts:
                with archive.open(part) as content:
                    # No more than declared is unpacked: a part that lies about its size ends here.
                    if b"<!DOCTYPE" in content.read(part.file_size + 1):
                        raise SheetError("File berisi deklarasi yang tidak diizinkan.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise SheetError("File rusak atau bukan workbook Excel (.xlsx).") from error


def _rows(file: UploadedFile[bytes]) -> Iterator[tuple[int, dict[str, str | float]]]:
    """Number (as the user sees it) and form data of every row that is not blank."""
    try:
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        rows = [
            row
            for _, row in zip(range(MAX_ROWS + 2), sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), strict=False)
        ]
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        SyntaxError,
        OSError,
    ) as error:
        raise SheetError("File rusak atau bukan workbook Excel (.xlsx).") from error
    header = [str(cell or "").strip().lower() for cell in rows[0]] if rows else []
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise SheetError(f"Header Excel tidak sesuai. Kolom belum ada: {', '.join(missing)}")
    if len(rows) > MAX_ROWS + 1:
        raise SheetError(f"Maksimal {MAX_ROWS} baris data per upload.")
    places = {name: header.index(name) for name in COLUMNS}
    for number, row in enumerate(rows[1:], start=2):
        data = {name: _value(name, row[place] if place < len(row) else None) for name, place in places.items()}
        if any(value != "" for value in data.values()):
            yield number, data


def _value(name: str, value: Any) -> str | float:
    """A cell as a browser would send the field; an amount that is no whole number stays one."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[: len("2026-01-05")]  # Excel gives a day its midnight
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float) and name == BUDGET:
        return value
    text = str(value).strip()
    if name in DATES and (match := _DAY_FIRST.fullmatch(text)):
        day, month, year = match.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return text
