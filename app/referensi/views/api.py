"""What the database page's scripts ask and change (CONTRACT 4.8: W53, W54, bulk deletion)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from app.core.http import InvalidBodyError, parse_json
from app.core.ids import MAX_DB_ID
from app.referensi.access import library_api
from app.referensi.catalogue import item_row, items, job_row, jobs, page_of, stats
from app.referensi.editing import RefusedError, change, delete_matching, matching
from app.referensi.events import Category, Severity, note
from app.referensi.models import AHSPReferensi, RincianReferensi

MAX_FILTER = 255
FILTER_TEXT = "Minimal satu filter (sumber atau source_file) harus diisi"
CONFIRM_TEXT = "Konfirmasi diperlukan untuk menghapus data"


@library_api("GET")
def list_jobs(request: HttpRequest) -> JsonResponse:
    """One page of the jobs."""
    rows, pagination = page_of(jobs(request.GET), request.GET)
    return JsonResponse({"status": "success", "data": [job_row(job) for job in rows], "pagination": pagination})


@library_api("GET")
def list_items(request: HttpRequest) -> JsonResponse:
    """One page of the items."""
    rows, pagination = page_of(items(request.GET), request.GET)
    return JsonResponse({"status": "success", "data": [item_row(item) for item in rows], "pagination": pagination})


@library_api("GET")
def get_stats(request: HttpRequest) -> JsonResponse:
    """How large the library is."""
    return JsonResponse({"status": "success", "data": stats()})


@library_api("PATCH")
def update_job(request: HttpRequest, pk: int) -> JsonResponse:
    """Change one field of a job (W53)."""
    return _update(request, AHSPReferensi, pk)


@library_api("PATCH")
def update_item(request: HttpRequest, pk: int) -> JsonResponse:
    """Change one field of an item (W54)."""
    return _update(request, RincianReferensi, pk)


def _update(request: HttpRequest, model: type[AHSPReferensi] | type[RincianReferensi], pk: int) -> JsonResponse:
    try:
        body = parse_json(request)
    except InvalidBodyError:
        return _refuse("Payload JSON tidak valid")
    if pk > MAX_DB_ID:
        return _refuse("Data tidak ditemukan", HTTPStatus.NOT_FOUND)
    with transaction.atomic():
        entry: Any = get_object_or_404(model.objects.select_for_update(), pk=pk)
        try:
            changed = change(entry, body)
        except RefusedError as refused:
            return _refuse(str(refused))
        note(request, Category.DATA_CHANGE, "library_edit", f"{model.__name__} {pk}: {changed['field']}", **changed)
    return JsonResponse({"status": "success", "message": "Berhasil disimpan", "data": changed})


def _refuse(message: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> JsonResponse:
    return JsonResponse({"status": "error", "message": message}, status=status)


@library_api("GET")
def preview_delete(request: HttpRequest) -> JsonResponse:
    """Count what a bulk deletion would take."""
    wanted = _filters(request.GET)
    if wanted is None:
        return JsonResponse({"error": FILTER_TEXT}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"success": True, "preview": matching(*wanted)})


@library_api("POST")
def delete(request: HttpRequest) -> JsonResponse:
    """Delete by source, by file, or by both; only with ``"confirm": true``."""
    try:
        body = parse_json(request)
    except InvalidBodyError:
        return JsonResponse({"error": "Payload JSON tidak valid"}, status=HTTPStatus.BAD_REQUEST)
    if not isinstance(body, dict) or body.get("confirm") is not True:
        return JsonResponse({"error": CONFIRM_TEXT}, status=HTTPStatus.BAD_REQUEST)
    wanted = _filters(body)
    if wanted is None:
        return JsonResponse({"error": FILTER_TEXT}, status=HTTPStatus.BAD_REQUEST)
    with transaction.atomic():
        result = delete_matching(*wanted)
        text = f"{result['jobs_deleted']} pekerjaan dan {result['rincian_deleted']} rincian dihapus dari pustaka"
        note(request, Category.DATA_CHANGE, "library_bulk_delete", text, Severity.WARNING, **result)
    return JsonResponse({"success": True, "result": result})


def _filters(source: Any) -> tuple[str, str] | None:
    values = [source.get(name, "") for name in ("sumber", "source_file")]
    texts = [value.replace("\0", "")[:MAX_FILTER] for value in values if isinstance(value, str)]
    return (texts[0], texts[1]) if len(texts) == len(values) and any(texts) else None
