"""The way into the library: convert, check, upload, review, commit (CONTRACT 3.14)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from app.accounts.users import user_of
from app.core.http import InvalidBodyError, parse_json
from app.exports.texts import attachment
from app.referensi import pdf, staging
from app.referensi.access import back_to, library_page
from app.referensi.columns import FIELDS, HEADINGS, OPTIONAL, faults_of, import_rows
from app.referensi.events import Category, Severity, note
from app.referensi.forms import StagedFormSet
from app.referensi.models import AHSPReferensi, LibraryFile, StagedRow
from app.referensi.sheets import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    XLSX,
    UploadRefusedError,
    checked_bytes,
    read_rows,
    workbook,
)

PER_PAGE = 50
PREFIX = "form"
RECENT = 10
TITLES = [*HEADINGS.values(), *OPTIONAL.values()]
CONFIRMATION = "HAPUS"


@library_page("GET", "HEAD", importing=True)
def import_options(request: HttpRequest) -> HttpResponse:
    """Show the steps."""
    return render(request, "referensi/import.html", {"staged": StagedRow.objects.count()})


@library_page("GET", "HEAD", "POST", importing=True)
def import_excel(request: HttpRequest) -> HttpResponse:
    """Put the rows of an uploaded sheet into the staging area, whatever is still wrong with them."""
    if request.method == "POST":
        try:
            rows = import_rows(read_rows(checked_bytes(request.FILES.get("excel_file"), ".xlsx")))
            count = staging.stage(rows, _file_name(request, "excel_file"), user_of(request))
        except (UploadRefusedError, staging.NotReadyError) as refused:
            _refuse(request, "excel_file", str(refused))
        else:
            note(request, Category.IMPORT, "library_staged", f"{count} baris masuk staging")
            messages.success(request, f"{count} baris masuk staging.")
            return back_to("import_staging")
    return render(request, "referensi/import_excel.html", {"titles": TITLES})


@library_page("GET", "HEAD", "POST", importing=True)
def import_staging(request: HttpRequest) -> HttpResponse:
    """Show what waits, with what is wrong with it, and store corrections."""
    if request.method == "POST":
        return _correct(request)
    page = Paginator(StagedRow.objects.all(), PER_PAGE).get_page(request.GET.get("page", "1")[:9])
    formset = StagedFormSet(queryset=StagedRow.objects.filter(pk__in=[row.pk for row in page]), prefix=PREFIX)
    return _staging_page(request, formset, page)


def _correct(request: HttpRequest) -> HttpResponse:
    ids = [str(value) for name, value in request.POST.items() if name.startswith(PREFIX) and name.endswith("-id")]
    known = [int(text) for text in ids if text.isascii() and text.isdecimal() and len(text) < 19]
    formset = StagedFormSet(request.POST, queryset=StagedRow.objects.filter(pk__in=known), prefix=PREFIX)
    if not formset.is_valid():
        return _staging_page(request, formset, None)
    with transaction.atomic():
        changed = len(formset.save()) + len(formset.deleted_objects)
        staging.check_again()
    messages.success(request, f"{changed} baris staging diperbarui.")
    return back_to("import_staging")


def _staging_page(request: HttpRequest, formset: Any, page: Any) -> HttpResponse:
    context = {
        "formset": formset,
        "page": page,
        "total": StagedRow.objects.count(),
        "faulty": StagedRow.objects.exclude(faults=[]).count(),
    }
    return render(request, "referensi/import_staging.html", context)


@library_page("POST", importing=True)
def staging_clear(request: HttpRequest) -> HttpResponse:
    """Throw away what waits."""
    count = staging.clear()
    note(request, Category.IMPORT, "staging_cleared", f"Staging dikosongkan: {count} baris", rows=count)
    messages.success(request, f"Staging dikosongkan: {count} baris.")
    return back_to("import_staging")


@library_page("POST", importing=True)
def staging_commit(request: HttpRequest) -> HttpResponse:
    """Take what waits into the library, whole or not at all."""
    try:
        jobs, rows = staging.commit()
    except staging.NotReadyError as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('referensi:import_staging')}?refused=1")
    text = f"{jobs} pekerjaan dan {rows} rincian disimpan ke pustaka."
    note(request, Category.IMPORT, "library_import", text, jobs=jobs, rows=rows)
    messages.success(request, text)
    return back_to("import_staging")


@library_page("GET", "HEAD", "POST", importing=True)
def import_validate(request: HttpRequest) -> HttpResponse:
    """Check a sheet without staging it; the report stays for a day."""
    if request.method == "POST":
        try:
            kept = _validate(request)
        except UploadRefusedError as refused:
            _refuse(request, "excel_file", str(refused))
        else:
            return back_to("import_validate_report", kept.pk)
    files = LibraryFile.objects.filter(kind=LibraryFile.Kind.VALIDATION).defer("content")[:RECENT]
    return render(request, "referensi/import_validate.html", {"files": files})


def _validate(request: HttpRequest) -> LibraryFile:
    content = checked_bytes(request.FILES.get("excel_file"), ".xlsx")
    rows = import_rows(read_rows(content))
    lines = [
        {"number": number, "cells": [row[name] for name in FIELDS], "faults": faults}
        for number, (row, faults) in enumerate(zip(rows, faults_of(rows), strict=True), start=2)
    ]
    return LibraryFile.objects.create(
        kind=LibraryFile.Kind.VALIDATION,
        name=_file_name(request, "excel_file"),
        content=content,
        report={"lines": lines, "faulty": sum(bool(line["faults"]) for line in lines)},
        created_by=user_of(request),
    )


@library_page("GET", "HEAD", importing=True)
def validate_report(request: HttpRequest, file_id: str) -> HttpResponse:
    """Show what a check found."""
    kept = _kept(file_id, LibraryFile.Kind.VALIDATION)
    page = Paginator(kept.report["lines"], PER_PAGE).get_page(request.GET.get("page", "1")[:9])
    return render(request, "referensi/import_validate_report.html", {"file": kept, "titles": TITLES, "page": page})


@library_page("GET", "HEAD", importing=True)
def validate_download(request: HttpRequest, file_id: str) -> HttpResponse:
    """The checked rows with a last column that says what is wrong."""
    kept = _kept(file_id, LibraryFile.Kind.VALIDATION)
    return _sheet(f"validasi_{kept.pk}.xlsx", kept.report["lines"])


@library_page("GET", "HEAD", importing=True)
def export_valid(request: HttpRequest) -> HttpResponse:
    """The good rows of the user's latest check."""
    return _latest(request, "baris_valid.xlsx", faulty=False)


@library_page("GET", "HEAD", importing=True)
def export_anomaly(request: HttpRequest) -> HttpResponse:
    """The faulty rows of the user's latest check."""
    return _latest(request, "baris_anomali.xlsx", faulty=True)


def _latest(request: HttpRequest, name: str, *, faulty: bool) -> HttpResponse:
    kept = LibraryFile.objects.filter(kind=LibraryFile.Kind.VALIDATION, created_by=user_of(request)).first()
    if kept is None:
        messages.info(request, "Belum ada hasil validasi.")
        return back_to("import_validate")
    return _sheet(name, [line for line in kept.report["lines"] if bool(line["faults"]) is faulty])


@library_page("POST", importing=True)
def export_rows(request: HttpRequest) -> HttpResponse:
    """The rows that were chosen on the page: ``{"rows": [[text, …], …]}``, as JSON or in the field ``payload``."""
    try:
        body = json.loads(request.POST["payload"]) if "payload" in request.POST else parse_json(request)
        rows: Any = body.get("rows") if isinstance(body, dict) else None
        texts = [[_cell_text(cell) for cell in row] for row in rows] if _is_table(rows) else []
    except (InvalidBodyError, ValueError):
        texts = []
    if not texts:
        return HttpResponse("Tidak ada baris yang dipilih.", status=HTTPStatus.BAD_REQUEST, content_type="text/plain")
    return _download("baris_terpilih.xlsx", workbook([("Data", [TITLES, *texts])]))


def _is_table(rows: object) -> bool:
    return (
        isinstance(rows, list)
        and 0 < len(rows) <= MAX_ROWS
        and all(isinstance(row, list) and len(row) <= MAX_COLUMNS for row in rows)
    )


def _cell_text(cell: object) -> str:
    if not isinstance(cell, str | int | float):
        raise ValueError(cell)  # noqa: TRY004  # one kind of refusal for all that is no text
    return str(cell)[:MAX_CELL].encode(errors="replace").decode()


@library_page("GET", "HEAD", "POST", importing=True)
def pdf_convert(request: HttpRequest) -> HttpResponse:
    """Turn the tables of a PDF into a workbook that can be fetched."""
    if request.method == "POST":
        try:
            kept = _convert(request)
        except UploadRefusedError as refused:
            _refuse(request, "pdf_file", str(refused))
        else:
            messages.success(request, f"{kept.name} dikonversi.")
            return back_to("import_pdf_convert")
    files = LibraryFile.objects.filter(kind=LibraryFile.Kind.CONVERSION).defer("content")[:RECENT]
    return render(request, "referensi/import_pdf.html", {"files": files, "modes": pdf.MODES})


def _convert(request: HttpRequest) -> LibraryFile:
    mode = request.POST.get("import_mode", "import")
    if mode not in pdf.MODES:
        raise UploadRefusedError("Mode konversi tidak dikenal.")
    parts = pdf.tables_of(checked_bytes(request.FILES.get("pdf_file"), ".pdf", pdf.MAX_BYTES))
    return LibraryFile.objects.create(
        kind=LibraryFile.Kind.CONVERSION,
        name=_file_name(request, "pdf_file"),
        content=workbook(pdf.sheets_of(parts, mode)),
        report={"parts": [{"page": part.page, "rows": part.rows} for part in parts]},
        created_by=user_of(request),
    )


@library_page("GET", "HEAD", importing=True)
def pdf_download(request: HttpRequest, file_id: str) -> HttpResponse:
    """The workbook of a converted PDF."""
    kept = _kept(file_id, LibraryFile.Kind.CONVERSION)
    return _download(f"{kept.name.rpartition('.')[0] or kept.name}.xlsx", bytes(kept.content))


@library_page("GET", "HEAD", importing=True)
def pdf_download_part(request: HttpRequest, file_id: str, part_number: int) -> HttpResponse:
    """The rows of one page of it, as they came."""
    kept = _kept(file_id, LibraryFile.Kind.CONVERSION)
    for part in kept.report["parts"]:
        if part["page"] == part_number:
            return _download(f"halaman_{part_number}.xlsx", workbook([(f"Halaman {part_number}", part["rows"])]))
    raise Http404


@library_page("GET", "HEAD", "POST", importing=True)
def clear_data(request: HttpRequest) -> HttpResponse:
    """Empty the whole library and the staging area, for who types the word that the page shows."""
    if request.method == "POST" and request.POST.get("confirm", "").strip() == CONFIRMATION:
        with transaction.atomic():
            jobs = AHSPReferensi.objects.count()
            AHSPReferensi.objects.all().delete()
            staging.clear()
            text = f"Pustaka dikosongkan: {jobs} pekerjaan"
            note(request, Category.DATA_CHANGE, "library_cleared", text, Severity.CRITICAL, jobs=jobs)
        messages.success(request, f"{text}.")
        return back_to("admin_portal")
    if request.method == "POST":
        messages.error(request, f"Ketik {CONFIRMATION} untuk mengosongkan pustaka.")
    context = {"jobs": AHSPReferensi.objects.count(), "word": CONFIRMATION}
    return render(request, "referensi/clear_data.html", context)


def _kept(file_id: str, kind: LibraryFile.Kind) -> LibraryFile:
    try:
        found = LibraryFile.objects.filter(pk=UUID(file_id), kind=kind).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _file_name(request: HttpRequest, field: str) -> str:
    upload = request.FILES.get(field)
    return (upload.name or "")[:200].replace("\0", "") if upload is not None else ""


def _refuse(request: HttpRequest, field: str, reason: str) -> None:
    file = _file_name(request, field)
    note(request, Category.FILE_UPLOAD, "upload_refused", reason, Severity.WARNING, file=file)
    messages.error(request, reason)


def _sheet(name: str, lines: Sequence[dict[str, Any]]) -> HttpResponse:
    rows = [[*line["cells"], "; ".join(line["faults"])] for line in lines]
    return _download(name, workbook([("Data", [[*TITLES, "Masalah"], *rows])]))


def _download(name: str, content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": attachment(name)})
