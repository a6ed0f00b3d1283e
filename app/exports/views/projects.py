"""Lists of projects and single projects as files, offered by the dashboard and a project's own page (CONTRACT 6.1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from app.accounts.users import user_of
from app.dashboard.forms import ProjectFilterForm
from app.dashboard.listing import filtered
from app.dashboard.models import Project, get_owned_project
from app.exports.answers import document_response, refused
from app.exports.documents.projects import list_document, project_document, selected_document
from app.exports.formats import FORMATS, Format
from app.exports.tables import Document

View = Callable[..., HttpResponseBase]
MAX_ID_DIGITS = 18


def _guarded(form: Format) -> Callable[[View], View]:
    """Make a view of somebody who is signed in and whose tier has the format."""

    def decorate(view: View) -> View:
        @login_required
        @require_GET
        @wraps(view)
        def wrapped(request: HttpRequest, pk: int | None = None) -> HttpResponseBase:
            arguments = () if pk is None else (get_owned_project(request.user, pk, active_only=True),)
            return refused(request, form) or view(request, *arguments)

        return wrapped

    return decorate


@_guarded(FORMATS["xlsx"])
def dashboard_xlsx(request: HttpRequest) -> HttpResponseBase:
    """All projects that the dashboard's filter lists, in its order."""
    return document_response(request, _listed(request), FORMATS["xlsx"])


@_guarded(FORMATS["csv"])
def dashboard_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as CSV."""
    return document_response(request, _listed(request), FORMATS["csv"])


@_guarded(FORMATS["xlsx"])
def selected_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The caller's own projects among those named by ``ids``, in that order."""
    texts = request.GET.getlist("ids")
    ids = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= MAX_ID_DIGITS]
    if not texts:
        return _text("No projects selected", HTTPStatus.BAD_REQUEST)
    found = Project.objects.owned_by(request.user).in_bulk(ids)
    projects = [found[key] for key in dict.fromkeys(ids) if key in found]
    if not projects:
        return _text("No valid projects found", HTTPStatus.NOT_FOUND)
    document = selected_document(projects, user_of(request).username, timezone.localdate())
    return document_response(request, document, FORMATS["xlsx"])


@_guarded(FORMATS["pdf"])
def project_pdf(request: HttpRequest, project: Project) -> HttpResponseBase:
    """One project on paper."""
    return document_response(request, project_document(project), FORMATS["pdf"])


def _listed(request: HttpRequest) -> Document:
    wishes = request.GET.copy()
    wishes.setdefault("is_active", "true")  # as on the dashboard: absent means active ones only, empty means all
    form = ProjectFilterForm(wishes)
    form.is_valid()
    today = timezone.localdate()
    projects = filtered(Project.objects.owned_by(request.user), form.cleaned_data, today)
    return list_document(projects, user_of(request).username, today)


def _text(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
