"""The five formats: ending, content type, who may have it, and how a document becomes a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO

from app.exports.tables import Document, Progress, unheard
from app.exports.writers.as_csv import csv_lines
from app.exports.writers.as_docx import write_docx
from app.exports.writers.as_json import json_bytes
from app.exports.writers.as_pdf import write_pdf
from app.exports.writers.as_xlsx import write_xlsx
from app.subscriptions.guards import ExportFormat

OFFICE = "application/vnd.openxmlformats-officedocument"
Write = Callable[[Document, IO[bytes], Progress], None]


@dataclass(frozen=True)
class Format:
    """One format; ``name`` is what routes call it."""

    name: str
    tier: ExportFormat
    extension: str
    content_type: str
    write: Write


def _write_csv(document: Document, file: IO[bytes], progress: Progress) -> None:
    file.writelines(line.encode() for line in csv_lines(document))
    progress(document.row_count, document.row_count)


def _write_json(document: Document, file: IO[bytes], progress: Progress) -> None:
    file.write(json_bytes(document))
    progress(document.row_count, document.row_count)


FORMATS = {
    form.name: form
    for form in (
        Format("csv", ExportFormat.CSV, "csv", "text/csv; charset=utf-8-sig", _write_csv),
        Format("pdf", ExportFormat.PDF, "pdf", "application/pdf", write_pdf),
        Format("word", ExportFormat.WORD, "docx", f"{OFFICE}.wordprocessingml.document", write_docx),
        Format("xlsx", ExportFormat.EXCEL, "xlsx", f"{OFFICE}.spreadsheetml.sheet", write_xlsx),
        Format("json", ExportFormat.JSON, "json", "application/json", _write_json),
    )
}


def open_written(document: Document, form: Format, progress: Progress = unheard) -> IO[bytes]:
    """Write the document into a nameless temporary file and return it, at its beginning.

    Nobody has to tidy up: the file goes with the process, even with one that is killed.
    """
    with ExitStack() as until_written:
        file: IO[bytes] = until_written.enter_context(tempfile.TemporaryFile())
        form.write(document, file, progress)
        file.seek(0)
        until_written.pop_all()
    return file
