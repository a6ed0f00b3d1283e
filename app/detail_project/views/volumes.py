"""Volumes, formulas and parameters: page and APIs (CONTRACT 3.4, W3-W8)."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from app.core.http import fail, ok, parse_json, parse_json_object, project_api, project_page
from app.dashboard.models import Project
from app.detail_project.models import ProjectParameter
from app.detail_project.services.conflict import ConflictError
from app.detail_project.services.parameters import (
    as_data,
    create_parameter,
    list_parameters,
    sync_parameters,
    update_parameter,
)
from app.detail_project.services.tree_read import read_tree
from app.detail_project.services.volumes import (
    DECIMAL_PLACES,
    list_formulas,
    list_volumes,
    save_formulas,
    save_volumes,
)
from app.detail_project.views.answers import conflict_answer, token_of


@project_page
def volume_pekerjaan_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The page; its rows are written here, their numbers come by script."""
    context = {"project": project, "klasifikasi": read_tree(project)["klasifikasi"]}
    return render(request, "detail_project/volume_pekerjaan.html", context)


@project_api("GET")
def api_list_volume_pekerjaan(request: HttpRequest, project: Project) -> HttpResponse:
    """The quantity of every job."""
    return ok(items=list_volumes(project), decimal_places=DECIMAL_PLACES, project_updated_at=token_of(project))


@project_api("POST")
def api_save_volume_pekerjaan(request: HttpRequest, project: Project) -> HttpResponse:
    """W3: store quantities; 200 with a list of errors where some were not acceptable, 400 where none was."""
    try:
        result = save_volumes(project.pk, parse_json(request))
    except ConflictError as conflict:
        return conflict_answer(conflict)
    if not result.saved:
        return fail(result.errors, saved=0, decimal_places=DECIMAL_PLACES)
    return ok(
        saved=result.saved,
        errors=result.errors,
        decimal_places=DECIMAL_PLACES,
        project_updated_at=token_of(result.project),
    )


@project_api("GET", "POST")
def api_volume_formula_state(request: HttpRequest, project: Project) -> HttpResponse:
    """GET lists the formulas; POST (W4) stores some."""
    if request.method == "GET":
        return ok(items=list_formulas(project))
    result = save_formulas(project, parse_json(request))
    if not result.created + result.updated:
        return fail(result.errors, created=0, updated=0)
    return ok(created=result.created, updated=result.updated, errors=result.errors)


@project_api("GET", "POST")
def api_project_parameters(request: HttpRequest, project: Project) -> HttpResponse:
    """GET lists the parameters; POST (W5) makes one."""
    if request.method == "GET":
        return ok(parameters=list_parameters(project))
    parameter = create_parameter(project, parse_json_object(request))
    return ok(HTTPStatus.CREATED, created=True, parameter=as_data(parameter))


@project_api("GET", "PUT", "DELETE")
def api_project_parameter_detail(request: HttpRequest, project: Project, param_id: int) -> HttpResponse:
    """GET shows a parameter, PUT (W6) changes it, DELETE (W7) removes it."""
    parameter = ProjectParameter.objects.filter(project=project, pk=param_id).first()
    if parameter is None:
        raise Http404("Parameter tidak ditemukan")
    if request.method == "PUT":
        return ok(updated=True, parameter=as_data(update_parameter(parameter, parse_json_object(request))))
    if request.method == "DELETE":
        parameter.delete()
        return ok(deleted=True, name=parameter.name)
    return ok(parameter=as_data(parameter))


@project_api("POST")
def api_project_parameters_sync(request: HttpRequest, project: Project) -> HttpResponse:
    """W8: bring many parameters up to date."""
    result = sync_parameters(project, parse_json_object(request))
    return ok(
        created=result.created,
        updated=result.updated,
        deleted=result.deleted,
        mode=result.mode,
        errors=result.errors,
    )
