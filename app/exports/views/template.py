"""The works of a project as a template file (CONTRACT 6.1)."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from app.dashboard.models import get_owned_project
from app.detail_project.services.project_template import EmptyProjectError, template_content
from app.exports.answers import refused
from app.exports.documents.identity import moment
from app.exports.formats import FORMATS
from app.exports.one_state import one_state
from app.exports.texts import attachment, safe_name

EMPTY_TEXT = "Project tidak memiliki data Pekerjaan untuk di-export"


@login_required
@require_GET
def template_json(request: HttpRequest, project_id: int) -> HttpResponseBase:
    """The template, called as ``name`` says or as the project is; 400 while there are no works."""
    project = get_owned_project(request.user, project_id, active_only=True)
    refusal = refused(request, FORMATS["json"])
    if refusal is not None:
        return refusal
    wish = {name: request.GET.get(name, "") for name in ("description", "category")}
    try:
        with one_state(project):
            name = request.GET.get("name") or project.nama
            content = template_content(project, name=name, **wish)
    except EmptyProjectError:
        return JsonResponse({"ok": False, "message": EMPTY_TEXT}, status=HTTPStatus.BAD_REQUEST)
    response = HttpResponse(
        json.dumps(content, ensure_ascii=False, indent=2), content_type=FORMATS["json"].content_type
    )
    response["Content-Disposition"] = attachment(f"template_{safe_name(name)}_{moment()}.json")
    return response
