"""The summary of costs and its rows (CONTRACT 3.9, 3.11, 7)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from app.core.http import ok, project_api, project_page
from app.dashboard.models import Project
from app.detail_project.services.components import components_of
from app.detail_project.services.rab import rab_of
from app.detail_project.services.rab_data import rekap_data, rincian_data
from app.detail_project.views.answers import token_of


@project_page
def rekap_rab_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The summary page; its rows are loaded by script."""
    return render(request, "detail_project/rekap_rab.html", {"project": project})


@project_page
def rincian_rab_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The page of all priced rows; they are loaded by script."""
    return render(request, "detail_project/rincian_rab.html", {"project": project})


@project_api("GET")
def api_get_rekap_rab(request: HttpRequest, project: Project) -> HttpResponse:
    """A row for each job, the groups' totals and the footer."""
    return ok(**rekap_data(rab_of(project)), project_updated_at=token_of(project))


@project_api("GET")
def api_get_rincian_rab(request: HttpRequest, project: Project) -> HttpResponse:
    """Every priced row; the grand total is the summary's."""
    return ok(**rincian_data(rab_of(project), components_of(project)), project_updated_at=token_of(project))
