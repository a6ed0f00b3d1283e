"""Jobs of the library as files: one, several, what a search finds; large ones by the worker."""

from __future__ import annotations

import io
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from app.accounts.users import user_of
from app.core.http import InvalidBodyError, parse_json
from app.core.ids import MAX_DB_ID, is_id
from app.exports.answers import document_response, file_response, refused
from app.exports.formats import FORMATS, Format
from app.referensi.access import library_api
from app.referensi.documents import MAX_JOBS, library_document
from app.referensi.events import Category, note
from app.referensi.models import AHSPReferensi, LibraryExport
from app.referensi.queue import chosen

TYPES = ("single", "multiple", "search")
MAX_WAITING = 10
Status = LibraryExport.Status


class _RefusedError(Exception):
    """The wish cannot be fulfilled; carries the answer's text."""


@library_api("GET")
def export_single(request: HttpRequest, pk: int, format: str) -> HttpResponseBase:  # the route's name
    """One job."""
    if format not in FORMATS:
        return _error("Invalid format")
    job = get_object_or_404(AHSPReferensi, pk=min(pk, MAX_DB_ID))
    return _answer(request, [job], FORMATS[format])


@library_api("POST")
def export_multiple(request: HttpRequest, format: str) -> HttpResponseBase:  # the route's name
    """The jobs of ``{"job_ids": [...]}``."""
    if format not in FORMATS:
        return _error("Invalid format")
    try:
        found = chosen({"job_ids": _ids(_body(request))})
    except _RefusedError as wrong:
        return _error(str(wrong))
    return _answer(request, found, FORMATS[format]) if found else _error("No jobs selected")


@library_api("GET")
def export_search(request: HttpRequest, format: str) -> HttpResponseBase:  # the route's name
    """What a search of the database page finds."""
    if format not in FORMATS:
        return _error("Invalid format")
    found = chosen(dict(request.GET.items()))
    return _answer(request, found, FORMATS[format]) if found else _error("No jobs found", HTTPStatus.NOT_FOUND)


def _answer(request: HttpRequest, found: list[AHSPReferensi], form: Format) -> HttpResponseBase:
    refusal = refused(request, form)
    if refusal is not None:
        return refusal
    note(request, Category.EXPORT, "library_export", f"{len(found)} pekerjaan diekspor ({form.name})")
    return document_response(request, library_document(found), form)


@library_api("POST")
def export_start(request: HttpRequest) -> HttpResponseBase:
    """Have the worker make a file: ``{"export_type", "format", "job_ids" | "q", "sumber"}``; 202 with its address."""
    try:
        body = _body(request)
        kind, form = body.get("export_type"), body.get("format")
        if kind not in TYPES:
            return _error("Invalid export_type")
        if not isinstance(form, str) or form not in FORMATS:
            return _error("Invalid format")
        query = {"job_ids": _ids(body)} if kind != "search" else _search(body)
    except _RefusedError as wrong:
        return _error(str(wrong))
    refusal = refused(request, FORMATS[form])
    if refusal is not None:
        return refusal
    user = user_of(request)
    waiting = LibraryExport.objects.filter(owner=user, status__in=[Status.PENDING, Status.PROCESSING])
    if waiting.count() >= MAX_WAITING:
        return _error("Terlalu banyak export yang menunggu. Coba lagi sebentar.", HTTPStatus.TOO_MANY_REQUESTS)
    export = LibraryExport.objects.create(owner=user, format=form, query=query)
    address = reverse("referensi:export_task_status", args=[export.pk])
    return JsonResponse({"task_id": str(export.pk), "status_url": address}, status=HTTPStatus.ACCEPTED)


@library_api("GET")
def export_status(request: HttpRequest, task_id: str) -> HttpResponseBase:
    """How far the caller's own file is; the file itself with ``?download=1`` once it is done."""
    try:
        export = LibraryExport.objects.filter(pk=UUID(task_id), owner=user_of(request)).first()
    except ValueError:
        export = None
    if export is None:
        raise Http404
    if request.GET.get("download"):
        if export.status != Status.SUCCESS:
            return _error(f"Export not ready. Status: {export.status}")
        form = FORMATS[export.format]
        return file_response(request, io.BytesIO(bytes(export.content)), f"AHSP.{form.extension}", form)
    answer: dict[str, object] = {"task_id": str(export.pk), "status": export.status}
    if export.status == Status.SUCCESS:
        address = f"{reverse('referensi:export_task_status', args=[export.pk])}?download=1"
        answer["result"] = {"format": export.format, "file_size": len(export.content), "download_url": address}
    elif export.status == Status.FAILURE:
        answer["error"] = "Dokumen gagal dibuat. Silakan coba lagi."
    return JsonResponse(answer)


def _body(request: HttpRequest) -> dict[str, object]:
    try:
        body = parse_json(request)
    except InvalidBodyError:
        raise _RefusedError("Invalid JSON") from None
    if not isinstance(body, dict):
        raise _RefusedError("Invalid JSON")
    return body


def _ids(body: dict[str, object]) -> list[int]:
    ids = body.get("job_ids")
    if not isinstance(ids, list) or not 0 < len(ids) <= MAX_JOBS:
        raise _RefusedError("No jobs selected")
    numbers = [number for number in ids if is_id(number)]
    if len(numbers) < len(ids):
        raise _RefusedError("Invalid job_ids")
    return numbers


def _search(body: dict[str, object]) -> dict[str, object]:
    texts = {name: body.get(name, "") for name in ("q", "sumber")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise _RefusedError("Invalid search")
    return {name: str(text).replace("\0", "")[:200] for name, text in texts.items()}


def _error(text: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)
