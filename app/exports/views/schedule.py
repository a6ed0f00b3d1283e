"""The schedule's documents, which pages ask for by GET or, with pictures of their own, by POST (CONTRACT 6.1, 6.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from app.core.http import InvalidBodyError, error_item, parse_json_object
from app.dashboard.models import Project, get_owned_project
from app.exports.answers import document_response, refused
from app.exports.documents.identity import day
from app.exports.documents.registry import build
from app.exports.documents.schedule import professional_document
from app.exports.formats import FORMATS, Format
from app.exports.pages import RefusedError, read_picture
from app.exports.tables import Document, Picture
from app.exports.texts import safe_name

View = Callable[..., HttpResponseBase]
KIND = "jadwal-pekerjaan"
MAX_ATTACHMENTS = 20
PROFESSIONAL_FORMATS = ("pdf", "word", "xlsx")


def schedule_view(form: Format) -> View:
    """Return the view of the schedule in one format."""

    def make(project: Project, query: QueryDict) -> tuple[Document, Format]:
        return build(KIND, form, project, query), form

    return _view(lambda query: form, make)


def professional_view() -> View:
    """Return the view of the report for the client; ``format`` says in which format, PDF by default."""

    def make(project: Project, query: QueryDict) -> tuple[Document, Format]:
        form = _chosen(query)
        document = professional_document(project, query)
        kind = query.get("report_type") or "rekap"
        if form.name == "xlsx":
            return replace(document, stem=f"Laporan_{kind}_{timezone.localdate():%Y-%m-%d}"), form
        return replace(document, stem=f"{document.stem}_{safe_name(project.nama)}_{day()}"), form

    return _view(_chosen, make)


def _chosen(query: QueryDict) -> Format:
    name = query.get("format") or "pdf"
    if name not in PROFESSIONAL_FORMATS:
        raise InvalidBodyError([error_item("format", f"Invalid format: {name}")])
    return FORMATS[name]


def _view(
    format_of: Callable[[QueryDict], Format], make: Callable[[Project, QueryDict], tuple[Document, Format]]
) -> View:
    @login_required
    @require_http_methods(["GET", "POST"])
    def view(request: HttpRequest, project_id: int) -> HttpResponseBase:
        project = get_owned_project(request.user, project_id, active_only=True)
        try:
            query, pictures = _wishes(request)
            refusal = refused(request, format_of(query))
            if refusal is not None:
                return refusal
            document, form = make(project, query)
        except InvalidBodyError as invalid:
            return _refuse(invalid.errors[0]["message"], HTTPStatus.BAD_REQUEST)
        except RefusedError as refusal_error:
            return _refuse(refusal_error.text, refusal_error.status)
        return document_response(request, replace(document, pictures=[*document.pictures, *pictures]), form)

    return view


def _refuse(message: str, status: int) -> JsonResponse:
    return JsonResponse({"status": "error", "message": message}, status=status)


def _wishes(request: HttpRequest) -> tuple[QueryDict, list[Picture]]:
    """What is asked for, as a query whatever the method, and the pictures that a page sent along."""
    if request.method == "GET":
        return request.GET, []
    body = parse_json_object(request) if request.body else {}
    query = QueryDict(mutable=True)
    for name, value in body.items():
        if isinstance(value, list) and name in {"weeks", "months"}:
            query[name] = ",".join(str(item) for item in value)
        elif isinstance(value, str | int) and not isinstance(value, bool):
            query[name] = str(value)
    return query, _pictures(body.get("attachments", []))


def _pictures(entries: Any) -> list[Picture]:
    if not isinstance(entries, list) or len(entries) > MAX_ATTACHMENTS:
        raise RefusedError(f"Invalid attachments: a list of {MAX_ATTACHMENTS} at most is expected")
    pictures = []
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            raise RefusedError(f"Invalid attachment {number}")
        raw = entry.get("data_url") or f"data:image/{entry.get('format') or 'png'};base64,{entry.get('bytes', '')}"
        title = entry.get("title")
        name = title[:200] if isinstance(title, str) and title else f"Lampiran {number}"
        pictures.append(Picture(name, read_picture(f"Attachment {number}", raw)[1]))
    return pictures
