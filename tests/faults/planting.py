"""Middleware that plants a fault; the settings modules in ``application/`` name them. ``app/`` knows nothing of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class Fault:
    """Base of a fault that changes what happens to some requests."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)


class LosesNewProjects(Fault):
    """Answers success to a new project and stores nothing."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or request.path != "/dashboard/":
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            transaction.set_rollback(True)
        return response


class AddsARupiah(Fault):
    """Shows a total of the RAB that is one rupiah too high."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and request.path.endswith("/rekap/"):
            answer = json.loads(response.content)
            _add_one(answer)
            response.content = json.dumps(answer)
        return response


def _add_one(answer: object) -> None:
    """Raise every figure called a total, wherever it stands, by one rupiah."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            if re.fullmatch(r"total(_d)?", name) and isinstance(value, str | int | float):
                answer[name] = type(value)(float(value) + 1) if not isinstance(value, str) else _one_more(value)
            else:
                _add_one(value)
    elif isinstance(answer, list):
        for item in answer:
            _add_one(item)


def _one_more(text: str) -> str:
    whole, dot, rest = text.partition(".")
    return f"{int(whole) + 1}{dot}{rest}"


class ForgetsOwners(Fault):
    """Opens every project to everybody."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from app.dashboard import views  # noqa: PLC0415  # models need the settings that name this module
        from app.dashboard.models import Project  # noqa: PLC0415

        views.get_owned_project = lambda user, pk, **_: get_object_or_404(Project, pk=pk)  # type: ignore[assignment]


class ForgetsPages(Fault):
    """Lists all projects on one page."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from app.dashboard import views  # noqa: PLC0415

        views.PAGE_SIZE = 100_000  # type: ignore[misc]


class RefusesMetrics(Fault):
    """Refuses the metrics that pages report, as in January."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.endswith("/report-client-metric/"):
            return HttpResponse("Unauthorized", status=HTTPStatus.FORBIDDEN)
        return self.get_response(request)


class FailsSignInsInBursts(Fault):
    """Answers 500 to the first sign-ins, then recovers, as in January."""

    left = 4

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and request.path == "/accounts/login/" and FailsSignInsInBursts.left:
            FailsSignInsInBursts.left -= 1
            return HttpResponse("Server Error", status=HTTPStatus.INTERNAL_SERVER_ERROR)
        return self.get_response(request)


class FailsOnSave(Fault):
    """Answers 500 when a project's form is saved."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and request.path.endswith("/edit/"):
            return HttpResponse("Server Error", status=HTTPStatus.INTERNAL_SERVER_ERROR)
        return self.get_response(request)
