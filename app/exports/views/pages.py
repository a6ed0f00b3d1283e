"""Pages that a browser uploads and gets back as one document (CONTRACT 6.3, W44 to W46)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET, require_POST

from app.accounts.users import user_of
from app.core.http import InvalidBodyError, parse_json
from app.core.ids import is_id
from app.dashboard.models import Project, get_owned_project
from app.exports import pages
from app.exports.answers import PDF, error, file_response, refused
from app.exports.formats import FORMATS
from app.exports.models import ExportSession
from app.exports.pages import RefusedError
from app.exports.texts import safe_name

Body = dict[str, Any]
MAX_ESTIMATE = 10_000


def _posted(view: Callable[[HttpRequest, Body], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Make a view of a JSON object that is posted by somebody whose tier has exports."""

    @login_required
    @require_POST
    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponseBase:
        refusal = refused(request, PDF)
        if refusal is not None:
            return refusal
        try:
            body = parse_json(request, exact=False)
        except InvalidBodyError:
            return error("Invalid JSON")
        if not isinstance(body, dict):
            return error("Invalid JSON")
        try:
            return view(request, body)
        except RefusedError as refusal_error:
            return error(refusal_error.text, refusal_error.status)

    return wrapped


@_posted
def init(request: HttpRequest, body: Body) -> HttpResponseBase:
    """Begin a session (W44)."""
    report_type = _choice(body, "reportType", pages.REPORT_TYPES)
    form = _choice(body, "format", pages.PAGE_FORMATS)
    metadata = body.get("metadata") or {}
    if not isinstance(metadata, dict):
        raise RefusedError("Invalid metadata")
    estimate = body.get("estimatedPages", 0)
    if isinstance(estimate, bool) or not isinstance(estimate, int) or not 0 <= estimate <= MAX_ESTIMATE:
        raise RefusedError("Invalid estimatedPages")
    name = body.get("projectName") or ""
    session = ExportSession.objects.create(
        user=user_of(request),
        project=_project(request, metadata),
        report_type=report_type,
        format=form,
        estimated_pages=estimate,
        project_name=name[:200] if isinstance(name, str) else "",
        metadata=metadata,
    )
    answer = {"exportId": str(session.pk), "expiresAt": session.expires_at.isoformat()}
    return JsonResponse(answer, status=HTTPStatus.CREATED)


@_posted
def upload(request: HttpRequest, body: Body) -> HttpResponseBase:
    """Take a batch of pages (W45)."""
    session = _own_session(request, body.get("exportId"))
    pages.check_open(session)
    uploads = pages.read_pages(body.get("pages"))
    session = pages.take_pages(session, body.get("batchIndex", session.next_batch), uploads)
    received = session.pages.count()
    progress = min(100, received * 100 // session.estimated_pages) if session.estimated_pages else 0
    return JsonResponse({"received": len(uploads), "totalReceived": received, "progress": progress})


@_posted
def finalize(request: HttpRequest, body: Body) -> HttpResponseBase:
    """Make the document (W46)."""
    session = pages.finalize(_own_session(request, body.get("exportId")))
    return JsonResponse(
        {"downloadUrl": session.output_file.url, "fileSize": session.file_size, "pagesGenerated": session.pages.count()}
    )


@login_required
@require_GET
def status(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """How far a session is."""
    refusal = refused(request, PDF)
    if refusal is not None:
        return refusal
    try:
        session = _own_session(request, str(export_id))
    except RefusedError as unknown:
        return error(unknown.text, unknown.status)
    received = session.pages.count()
    answer: dict[str, Any] = {
        "status": session.status,
        "progress": min(100, received * 100 // session.estimated_pages) if session.estimated_pages else 0,
        "pagesReceived": received,
        "estimatedPages": session.estimated_pages,
    }
    if session.status == ExportSession.Status.COMPLETED:
        answer["downloadUrl"] = session.output_file.url
    if session.error:
        answer["error"] = session.error
    return JsonResponse(answer)


@login_required
@require_GET
def download(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """The finished document."""
    sessions = ExportSession.objects.filter(user=user_of(request), status=ExportSession.Status.COMPLETED)
    return _file(request, sessions.filter(pk=export_id).first())


@login_required
@require_GET
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A finished document by the address that W46 answers; other files of the folder have no address."""
    sessions = ExportSession.objects.filter(user=user_of(request), status=ExportSession.Status.COMPLETED)
    return _file(request, sessions.filter(output_file=path).first())


def _file(request: HttpRequest, session: ExportSession | None) -> HttpResponseBase:
    if session is None or (session.project is not None and not session.project.is_active):
        raise Http404
    form = FORMATS[session.format]
    refusal = refused(request, form)
    if refusal is not None:
        return refusal
    name = f"{safe_name(session.project_name)}_{session.report_type}.{form.extension}"
    return file_response(request, session.output_file.open("rb"), name, form)


def _choice(body: Body, name: str, known: tuple[str, ...]) -> str:
    value = body.get(name)
    if not value:
        raise RefusedError(f"{name} is required")
    if value not in known:
        raise RefusedError(f"Invalid {name}. Must be one of: {', '.join(known)}")
    return str(value)


def _project(request: HttpRequest, metadata: Body) -> Project | None:
    key = metadata.get("projectId")
    if key is None:
        return None
    if not is_id(key):
        raise RefusedError("Invalid metadata.projectId")
    try:
        return get_owned_project(request.user, key, active_only=True)
    except Http404:
        raise RefusedError("Project not found", HTTPStatus.NOT_FOUND) from None


def _own_session(request: HttpRequest, export_id: object) -> ExportSession:
    if not export_id:
        raise RefusedError("exportId is required")
    try:
        key = UUID(str(export_id))
    except ValueError:
        key = None
    session = ExportSession.objects.filter(pk=key, user=user_of(request)).first() if key else None
    if session is None:
        raise RefusedError("Export not found", HTTPStatus.NOT_FOUND)
    return session
