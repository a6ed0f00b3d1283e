"""Documents of one project, made while the browser waits (CONTRACT 6.1)."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from app.core.http import InvalidBodyError, fail, project_page
from app.dashboard.models import Project, get_owned_project
from app.exports.answers import document_response, refused
from app.exports.documents.registry import KINDS, build
from app.exports.formats import Format

View = Callable[..., HttpResponseBase]


@project_page
def overview(request: HttpRequest, project: Project) -> HttpResponse:
    """Every document of the project on one page: for trying them (CONTRACT 3.12)."""
    return render(request, "exports/overview.html", {"project": project, "kinds": list(KINDS)})


def document_view(kind: str, form: Format) -> View:
    """Return the view that answers one document in one format; projects that are out of use have none."""

    @login_required
    @require_GET
    def view(request: HttpRequest, project_id: int) -> HttpResponseBase:
        project = get_owned_project(request.user, project_id, active_only=True)
        refusal = refused(request, form)
        if refusal is not None:
            return refusal
        try:
            document = build(kind, form, project, request.GET)
        except InvalidBodyError as invalid:
            return fail(invalid.errors)
        return document_response(request, document, form)

    return view
