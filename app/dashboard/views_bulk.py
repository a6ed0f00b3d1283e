"""The writes of the dashboard's bulk mode (W33 to W36), and the upload of a sheet (W32)."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from app.accounts.models import CustomUser
from app.accounts.users import user_of
from app.core.http import InvalidBodyError, parse_json_object
from app.dashboard.bulk import BulkError, edit, set_active
from app.dashboard.sheet import COLUMNS, MAX_BYTES, MAX_ROWS, REQUIRED, SheetError, store_sheet

Write = Callable[[CustomUser, dict[str, Any]], dict[str, Any]]


def _answer(request: HttpRequest, write: Write, nothing: str = "") -> HttpResponse:
    """Run ``write`` and answer in the dashboard's dialect; ``nothing`` replaces the text where no project fits."""
    if request.method != "POST":
        return _refusal("Invalid request method")
    try:
        return JsonResponse({"success": True, **write(user_of(request), parse_json_object(request))})
    except InvalidBodyError:
        return _refusal("Invalid JSON data")
    except BulkError as error:
        if error.missing:
            return _refusal(nothing or str(error), HTTPStatus.NOT_FOUND)
        return _refusal(str(error), errors=error.errors)


def _refusal(text: str, status: int = HTTPStatus.BAD_REQUEST, **more: Any) -> JsonResponse:
    return JsonResponse({"success": False, "error": text, **more}, status=status)


@login_required
def mass_edit_bulk(request: HttpRequest) -> HttpResponse:
    """W33: change several projects, all or none."""

    def write(owner: CustomUser, payload: dict[str, Any]) -> dict[str, Any]:
        edited = edit(owner, payload.get("changes"))
        text = f"{edited.count} project(s) successfully updated"
        return {"updated_count": edited.count, "message": text, "restarted": edited.restarted}

    return _answer(request, write)


@login_required
def bulk_delete(request: HttpRequest) -> HttpResponse:
    """W34: take projects out of use; their data stays."""

    def write(owner: CustomUser, payload: dict[str, Any]) -> dict[str, Any]:
        count = set_active(owner, payload, active=False, among=None)
        return {"deleted_count": count, "message": f"{count} project(s) successfully deleted"}

    return _answer(request, write)


@login_required
def bulk_archive(request: HttpRequest) -> HttpResponse:
    """W35: take projects that are in use out of it."""

    def write(owner: CustomUser, payload: dict[str, Any]) -> dict[str, Any]:
        count = set_active(owner, payload, active=False, among=True)
        return {"archived_count": count, "message": f"{count} project(s) successfully archived"}

    return _answer(request, write, "No active projects found to archive")


@login_required
def bulk_unarchive(request: HttpRequest) -> HttpResponse:
    """W36: put archived projects into use again."""

    def write(owner: CustomUser, payload: dict[str, Any]) -> dict[str, Any]:
        count = set_active(owner, payload, active=True, among=False)
        return {"unarchived_count": count, "message": f"{count} project(s) successfully unarchived"}

    return _answer(request, write, "No archived projects found to unarchive")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def project_upload(request: HttpRequest) -> HttpResponse:
    """W32: projects from the first sheet of a workbook, all or none."""
    refusal: SheetError | None = None
    if request.method == "POST":
        try:
            count = store_sheet(user_of(request), request.FILES.get("file"))
        except SheetError as error:
            refusal = error
        else:
            messages.success(request, f"{count} proyek berhasil diupload.")
            return redirect("dashboard:dashboard")
    context = {
        "refusal": refusal,
        "required": REQUIRED,
        "optional": [name for name in COLUMNS if name not in REQUIRED],
        "max_rows": MAX_ROWS,
        "max_megabytes": MAX_BYTES // 1024**2,
    }
    return render(request, "dashboard/upload.html", context)
