"""What the schedule's charts read (CONTRACT 7): S-curves, chart data, needs by week."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from app.core.http import ok
from app.dashboard.models import Project
from app.detail_project.services.schedule_chart import (
    CHART_MODES,
    TIMESCALES,
    chart_data,
    kurva_s_data,
    kurva_s_harga_data,
)
from app.detail_project.services.schedule_needs import weekly_needs
from app.detail_project.views.answers import token_of
from app.detail_project.views.schedule_answers import schedule_api


@schedule_api("GET")
def api_kurva_s_data(request: HttpRequest, project: Project) -> HttpResponse:
    """What each job weighs."""
    return JsonResponse({**kurva_s_data(project), "project_updated_at": token_of(project)})


@schedule_api("GET")
def api_kurva_s_harga_data(request: HttpRequest, project: Project) -> HttpResponse:
    """Costs by week, with earned value."""
    return JsonResponse(kurva_s_harga_data(project))


@schedule_api("GET")
def api_chart_data(request: HttpRequest, project: Project) -> HttpResponse:
    """Columns, rows and curves in one; ``timescale`` weekly or monthly, ``mode`` planned, actual or both."""
    timescale, mode = request.GET.get("timescale", "weekly"), request.GET.get("mode", "both")
    for name, value, allowed in (("timescale", timescale, TIMESCALES), ("mode", mode, CHART_MODES)):
        if value not in allowed:
            text = f"Invalid {name}. Must be one of: {', '.join(allowed)}"
            return JsonResponse({"error": text}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse(chart_data(project, timescale, mode))


@schedule_api("GET")
def api_rekap_kebutuhan_weekly(request: HttpRequest, project: Project) -> HttpResponse:
    """What the plan of each week takes."""
    return ok(**weekly_needs(project))
