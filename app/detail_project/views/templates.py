"""The template library (W40 to W43)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse

from app.accounts.models import CustomUser
from app.accounts.users import user_of
from app.core.http import InvalidBodyError, method_not_allowed, ok, parse_json, parse_json_object, project_api
from app.dashboard.models import Project
from app.detail_project.models import PekerjaanTemplate
from app.detail_project.services.project_template import (
    Applied,
    TemplateError,
    apply_content,
    apply_template,
    create_template,
)

MISSING = "Template tidak ditemukan"
SHOWN_ERRORS = 10


@login_required
def api_list_templates(request: HttpRequest) -> HttpResponse:
    """The templates that the user may see, by name; ``search`` and ``category`` narrow."""
    if request.method != "GET":
        return method_not_allowed("GET")
    user = user_of(request)
    templates = visible_to(user)
    search, category = request.GET.get("search", "").replace("\0", "").strip(), request.GET.get("category", "")
    if search:
        templates = templates.filter(Q(name__icontains=search) | Q(description__icontains=search))
    if category:
        templates = templates.filter(category=category.replace("\0", ""))
    rows = [_summary(template, user) for template in templates.defer("content")]
    return ok(templates=rows, total=len(rows))


@login_required
def api_get_template_detail(request: HttpRequest, template_id: int) -> HttpResponse:
    """One template with all that it holds."""
    if request.method != "GET":
        return method_not_allowed("GET")
    user = user_of(request)
    template = visible_to(user).filter(pk=template_id).first()
    if template is None:
        return _refusal(MISSING, HTTPStatus.NOT_FOUND)
    return ok(template={**_summary(template, user), "content": template.content})


@login_required
def api_delete_template(request: HttpRequest, template_id: int) -> HttpResponse:
    """W43: its creator, or a superuser, takes a template out of the library."""
    if request.method != "POST":
        return method_not_allowed("POST")
    user = user_of(request)
    template = visible_to(user).filter(pk=template_id).first()
    if template is None:
        return _refusal(MISSING, HTTPStatus.NOT_FOUND)
    if not may_delete(user, template):
        return _refusal("Anda tidak memiliki izin untuk menghapus template ini", HTTPStatus.FORBIDDEN)
    template.delete()
    return ok(message=f'Template "{template.name}" berhasil dihapus')


@project_api("POST")
def api_create_template(request: HttpRequest, project: Project) -> HttpResponse:
    """W40: the project's works as a template."""
    payload = parse_json_object(request)
    try:
        template = create_template(user_of(request), project, payload)
    except TemplateError as error:
        return _refusal(str(error))
    message = f'Template "{template.name}" berhasil dibuat'
    return ok(message=message, template_id=template.pk, stats=template.content["stats"])


@project_api("POST")
def api_import_template(request: HttpRequest, project: Project, template_id: int) -> HttpResponse:
    """W41: append a template of the library."""
    template = visible_to(user_of(request)).filter(pk=template_id).first()
    if template is None:
        return _refusal(MISSING, HTTPStatus.NOT_FOUND)
    return _applied(f'Template "{template.name}"', lambda: apply_template(project, template))


@project_api("POST")
def api_import_template_from_file(request: HttpRequest, project: Project) -> HttpResponse:
    """W42: append a template that the user has as a file."""
    body = parse_json(request)
    content = body.get("content") if isinstance(body, dict) else None
    return _applied("Template", lambda: apply_content(project, content))


def visible_to(user: CustomUser) -> QuerySet[PekerjaanTemplate]:
    """The library's public templates and the user's own."""
    return PekerjaanTemplate.objects.filter(Q(is_public=True) | Q(created_by=user))


def may_delete(user: CustomUser, template: PekerjaanTemplate) -> bool:
    """Say whether ``user`` made it, or is a superuser."""
    return user.is_superuser or template.created_by_id == user.pk


def _applied(name: str, apply: Any) -> JsonResponse:
    try:
        applied: Applied = apply()
    except TemplateError as error:
        return _refusal(str(error))
    except InvalidBodyError as invalid:
        reasons = "; ".join(f"{each['path']}: {each['message']}" for each in invalid.errors[:SHOWN_ERRORS])
        return _refusal(f"Template tidak dapat diimport: {reasons}", errors=invalid.errors)
    more: dict[str, Any] = {"warnings": applied.warnings} if applied.warnings else {}
    return ok(message=f"{name} berhasil diimport", stats=applied.counts, **more)


def _summary(template: PekerjaanTemplate, user: CustomUser) -> dict[str, Any]:
    return {
        "id": template.pk,
        "name": template.name,
        "description": template.description,
        "category": template.category,
        "category_display": template.get_category_display(),
        "total_klasifikasi": template.total_klasifikasi,
        "total_sub": template.total_sub,
        "total_pekerjaan": template.total_pekerjaan,
        "usage_count": template.usage_count,
        "created_at": template.created_at.isoformat(),
        "can_delete": may_delete(user, template),
    }


def _refusal(message: str, status: int = HTTPStatus.BAD_REQUEST, **more: Any) -> JsonResponse:
    return JsonResponse({"ok": False, "message": message, **more}, status=status)
