"""A project's data for other tools: JSON files, and the bare rows of the RAB (CONTRACT 6.1)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from app.dashboard.models import Project, get_owned_project
from app.exports.answers import csv_response, refused
from app.exports.documents.identity import moment
from app.exports.documents.works import analyses_data, rincian_rows, works_data
from app.exports.formats import FORMATS
from app.exports.texts import attachment, safe_name
from app.exports.writers.as_csv import plain_csv

Data = Callable[[Project, HttpRequest], dict[str, Any]]
View = Callable[..., HttpResponseBase]


def json_view(prefix: str, data: Data) -> View:
    """Return the view that answers ``data`` as a file called by the project and the moment."""

    @login_required
    @require_GET
    def view(request: HttpRequest, project_id: int) -> HttpResponseBase:
        project = get_owned_project(request.user, project_id, active_only=True)
        refusal = refused(request, FORMATS["json"])
        if refusal is not None:
            return refusal
        content = json.dumps(data(project, request), ensure_ascii=False, indent=2)
        response = HttpResponse(content, content_type=FORMATS["json"].content_type)
        response["Content-Disposition"] = attachment(f"{prefix}_{safe_name(project.nama)}_{moment()}.json")
        return response

    return view


list_json = json_view("list_pekerjaan", lambda project, _: works_data(project))
template_ahsp_json = json_view("template_ahsp", lambda project, _: analyses_data(project))


@login_required
@require_GET
def rincian_rab_csv(request: HttpRequest, project_id: int) -> HttpResponseBase:
    """Every priced row of every work, for other programs."""
    project = get_owned_project(request.user, project_id, active_only=True)
    refusal = refused(request, FORMATS["csv"])
    if refusal is not None:
        return refusal
    rows = rincian_rows(project, canonical=request.GET.get("canon") == "1")
    return csv_response(plain_csv(rows), f"rincian_rab_{project.pk}.csv", "text/csv; charset=utf-8")
