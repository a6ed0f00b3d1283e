"""Copies of a project, and a project from a backup file (W37 to W39)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from app.accounts.users import user_of
from app.core.http import (
    InvalidBodyError,
    fail_text,
    method_not_allowed,
    ok,
    parse_json,
    parse_json_object,
)
from app.dashboard.models import Project, get_owned_project
from app.detail_project.services import backup
from app.detail_project.services.copies import CopyError, batch_copy, deep_copy, not_found
from app.detail_project.services.restore import NotABackupError, Restored, restore
from app.detail_project.services.uploads import UploadError, json_of

MULTIPART = "multipart/form-data"
SHOWN_ERRORS = 20
COPIED = {
    "klasifikasi_copied": backup.KLASIFIKASI.name,
    "subklasifikasi_copied": backup.SUB.name,
    "pekerjaan_copied": backup.PEKERJAAN.name,
    "volume_copied": backup.VOLUMES.name,
    "harga_item_copied": backup.HARGA_ITEMS.name,
    "ahsp_template_copied": backup.DETAILS.name,
    "rincian_ahsp_copied": "detail_expanded",
    "parameter_copied": backup.PARAMETERS.name,
    "tahapan_copied": backup.TAHAPAN.name,
    "jadwal_copied": backup.PROGRESS.name,
}


@login_required
def api_deep_copy_project(request: HttpRequest, project_id: int) -> HttpResponse:
    """W37: one complete copy."""
    if request.method != "POST":
        return method_not_allowed("POST")
    try:
        copied = deep_copy(_source(request, project_id), _payload(request))
    except CopyError as error:
        return _refused(error)
    stats = {name: copied.counts.get(section, 0) for name, section in COPIED.items()}
    more: dict[str, Any] = {"warnings": copied.warnings} if copied.warnings else {}
    return ok(HTTPStatus.CREATED, new_project=_project(copied.project), stats=stats, **more)


@login_required
def api_batch_copy_project(request: HttpRequest, project_id: int) -> HttpResponse:
    """W38: up to fifty complete copies; 207 where some of them could not be made, 400 where none could."""
    if request.method != "POST":
        return method_not_allowed("POST")
    try:
        payload = _payload(request)
        batch = batch_copy(_source(request, project_id), payload)
    except CopyError as error:
        return _refused(error)
    summary = {
        "requested": payload["count"],
        "successful": len(batch.made),
        "failed": len(batch.errors),
        "errors": batch.errors,
    }
    projects = [_project(project) for project in batch.made]
    if not batch.made:
        return fail_text("; ".join(batch.errors[:SHOWN_ERRORS]), projects=[], summary=summary)
    status = HTTPStatus.MULTI_STATUS if batch.errors else HTTPStatus.CREATED
    return JsonResponse({"ok": not batch.errors, "projects": projects, "summary": summary}, status=status)


@login_required
def import_project_from_json(request: HttpRequest) -> HttpResponse:
    """W39: a new project from a full backup, sent as the body or as the ``file`` of a form."""
    if request.method != "POST":
        return method_not_allowed("POST")
    try:
        if request.content_type == MULTIPART:
            content = json_of(request.FILES.get("file"))
            with_progress = request.POST.get("import_progress") in {"1", "true", "on"}
        else:
            content = parse_json(request)
            with_progress = isinstance(content, dict) and content.get("include_progress") is True
        restored = restore(user_of(request), content, with_progress=with_progress)
    except UploadError as error:
        return _not_imported(str(error))
    except NotABackupError as error:
        return _not_imported(str(error))
    except InvalidBodyError as invalid:
        return _not_imported(_reasons(invalid), errors=invalid.errors)
    return JsonResponse(_imported(restored))


def _source(request: HttpRequest, project_id: int) -> Project:
    try:
        return get_owned_project(request.user, project_id)
    except Http404:
        raise not_found() from None


def _payload(request: HttpRequest) -> dict[str, Any]:
    try:
        return parse_json_object(request)
    except InvalidBodyError as invalid:
        raise CopyError(1008, "INVALID_JSON_PAYLOAD", invalid.errors[0]["message"]) from None


def _refused(error: CopyError) -> JsonResponse:
    return fail_text(str(error), error.status, error_code=error.code, error_type=error.kind, details={})


def _project(project: Project) -> dict[str, Any]:
    return {
        "id": project.pk,
        "nama": project.nama,
        "owner_id": project.owner_id,
        "lokasi_project": project.lokasi_project,
        "sumber_dana": project.sumber_dana,
        "nama_client": project.nama_client,
        "tanggal_mulai": project.tanggal_mulai.isoformat(),
        "tanggal_selesai": project.tanggal_selesai and project.tanggal_selesai.isoformat(),
        "durasi_hari": project.durasi_hari,
        "is_active": project.is_active,
    }


def _imported(restored: Restored) -> dict[str, Any]:
    sections = (backup.KLASIFIKASI, backup.SUB, backup.PEKERJAAN, backup.HARGA_ITEMS)
    return {
        "status": "success",
        "message": f"Project berhasil diimport: {restored.project.nama}",
        "project_id": restored.project.pk,
        "project_index": restored.project.index_project,
        "stats": {section.name: restored.counts[section.name] for section in sections},
        "warnings": restored.warnings,
    }


def _reasons(invalid: InvalidBodyError) -> str:
    if invalid.errors[0]["path"] == "$":
        return f"Invalid JSON: {invalid.errors[0]['message']}"
    named = [f"{error['path']}: {error['message']}" for error in invalid.errors[:SHOWN_ERRORS]]
    more = len(invalid.errors) - len(named)
    return f"Import gagal: {'; '.join(named)}" + (f"; dan {more} kesalahan lain" if more > 0 else "")


def _not_imported(message: str, **more: Any) -> JsonResponse:
    return JsonResponse({"status": "error", "message": message, **more}, status=HTTPStatus.BAD_REQUEST)
