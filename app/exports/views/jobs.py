"""Documents that the worker makes: start, ask how far it is, fetch (CONTRACT 6.4, W47)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from app.accounts.models import CustomUser
from app.accounts.users import user_of
from app.core.http import InvalidBodyError, parse_json_object
from app.dashboard.models import Project, get_owned_project
from app.exports.answers import PDF, error, file_response, refused
from app.exports.documents.registry import KINDS
from app.exports.formats import FORMATS
from app.exports.jobs import enqueue
from app.exports.models import ExportJob
from app.exports.pages import RefusedError

ASYNC_FORMATS = ("pdf", "word")
MAX_RUNNING = 10
UNDER_WAY = (ExportJob.Status.PENDING, ExportJob.Status.STARTED, ExportJob.Status.PROCESSING)
MESSAGES = {
    ExportJob.Status.PENDING: "Menunggu giliran…",
    ExportJob.Status.STARTED: "Membaca data project…",
    ExportJob.Status.PROCESSING: "Menyusun dokumen…",
    ExportJob.Status.SUCCESS: "Dokumen siap diunduh.",
}


@login_required
@require_POST
def start(request: HttpRequest, project_id: int) -> HttpResponseBase:
    """Put a PDF or Word document into the queue; 202 with the address that says how far it is."""
    refusal = refused(request, PDF)
    if refusal is not None:
        return refusal
    try:
        project = get_owned_project(request.user, project_id, active_only=True)
        kind, form, options = _wish(parse_json_object(request))
        job = _enqueue(user_of(request), project, kind, form, options)
    except Http404:
        return error("Project not found", HTTPStatus.NOT_FOUND)
    except InvalidBodyError:
        return error("Invalid JSON")
    except RefusedError as unknown:
        return error(unknown.text, unknown.status)
    answer = {"task_id": str(job.pk), "status_url": reverse("detail_project:api_export_status_async", args=[job.pk])}
    return JsonResponse(answer, status=HTTPStatus.ACCEPTED)


def _enqueue(owner: CustomUser, project: Project, kind: str, form: str, options: dict[str, str]) -> ExportJob:
    if ExportJob.objects.filter(owner=owner, status__in=UNDER_WAY).count() >= MAX_RUNNING:
        text = "Terlalu banyak export yang menunggu. Coba lagi sebentar."
        raise RefusedError(text, HTTPStatus.TOO_MANY_REQUESTS)
    return enqueue(owner, project, kind, form, options)


def _wish(body: dict[str, Any]) -> tuple[str, str, dict[str, str]]:
    """What is to be made: document, format, and the query that the page would send."""
    kind, form, options = body.get("export_type"), body.get("format"), body.get("options", {})
    if not isinstance(kind, str) or kind not in KINDS:
        raise RefusedError(f"Invalid export_type. Must be one of: {', '.join(KINDS)}")
    if form not in ASYNC_FORMATS or form not in KINDS[kind].formats:
        raise RefusedError(f"Invalid format. Must be one of: {', '.join(ASYNC_FORMATS)}")
    if not isinstance(options, dict) or not all(isinstance(value, str) for value in options.values()):
        raise RefusedError("Invalid options: an object of texts is expected")
    return kind, str(form), options


@login_required
@require_GET
def status(request: HttpRequest, task_id: str) -> HttpResponseBase:
    """How far the caller's own job is, in percent; what it made once it is done."""
    job = _own_job(request, task_id)
    answer: dict[str, Any] = {"task_id": str(job.pk), "status": job.status, "progress": job.progress}
    if job.status == ExportJob.Status.FAILURE:
        answer["error"] = job.error
    else:
        answer["message"] = MESSAGES[ExportJob.Status(job.status)]
    if job.status == ExportJob.Status.SUCCESS:
        answer["result"] = {
            "export_type": job.export_type,
            "format": job.format,
            "file_size": job.file_size,
            "download_url": reverse("detail_project:api_export_download_async", args=[job.pk]),
        }
    return JsonResponse(answer)


@login_required
@require_GET
def download(request: HttpRequest, task_id: str) -> HttpResponseBase:
    """The document, as long as its project is in use; 400 while there is none."""
    job = _own_job(request, task_id)
    form = FORMATS[job.format]
    refusal = refused(request, form)
    if refusal is not None:
        return refusal
    if job.status != ExportJob.Status.SUCCESS:
        return error(f"Export not ready. Status: {job.status}")
    return file_response(request, job.file.open("rb"), job.filename, form)


def _own_job(request: HttpRequest, task_id: str) -> ExportJob:
    """The caller's job; another's, a made-up one and one of a project out of use are all unknown."""
    try:
        key = UUID(task_id)
    except ValueError:
        raise Http404 from None
    job = ExportJob.objects.filter(pk=key, owner=user_of(request), project__is_active=True).first()
    if job is None:
        raise Http404
    return job
