"""What the views of the schedule have in common: how refusals are answered, and what deprecated routes say."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper, wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from app.core.http import InvalidBodyError, fail, fail_text, project_api
from app.dashboard.models import Project
from app.detail_project.services.conflict import ConflictError
from app.detail_project.services.schedule_progress import ScheduleError
from app.detail_project.views.answers import conflict_answer

P = ParamSpec("P")
ProjectView = Callable[Concatenate[HttpRequest, Project, P], HttpResponse]
SUNSET = "2025-02-14"


def schedule_api(*methods: str) -> Callable[[ProjectView[P]], Callable[..., HttpResponse]]:
    """As :func:`project_api`, and refusals are answered as ``{"ok": false, "error": "…"}`` (CONTRACT 10.3)."""

    def decorate(view: ProjectView[P]) -> Callable[..., HttpResponse]:
        def answered(request: HttpRequest, project: Project, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                return view(request, project, *args, **kwargs)
            except ScheduleError as refused:
                return fail_text(refused.error, **refused.fields)
            except ConflictError as conflict:
                return conflict_answer(conflict)
            except InvalidBodyError as invalid:
                return fail(invalid.errors, error=invalid.errors[0]["message"])

        update_wrapper(answered, view)
        return project_api(*methods)(answered)

    return decorate


def deprecated(migrate_to: str, reason: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let every answer of a view name its successor, the route ``migrate_to`` of the same project."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, project_id: int, *args: object, **kwargs: object) -> HttpResponse:
            answer = view(request, project_id, *args, **kwargs)
            successor = reverse(f"detail_project:{migrate_to}", args=[project_id])
            answer["X-API-Deprecated"] = "true"
            answer["X-API-Deprecation-Info"] = f"Deprecated since {SUNSET}; use {successor}"
            answer["X-API-Sunset"] = SUNSET
            answer["X-API-Migration-Endpoint"] = successor
            answer["X-API-Deprecation-Reason"] = reason
            answer["Link"] = f'<{successor}>; rel="deprecation"'
            return answer

        return wrapped

    return decorate
