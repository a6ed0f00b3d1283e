"""Middleware that plants a fault; the settings modules in ``application/`` name them. ``app/`` knows nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from unittest.mock import patch

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


class LosesVolumes(Fault):
    """Answers success to every other save of volumes and stores nothing, as under a lock that nobody waits for."""

    saves = 0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.endswith("/volume-pekerjaan/save/"):
            return self.get_response(request)
        LosesVolumes.saves += 1
        with transaction.atomic():
            response = self.get_response(request)
            transaction.set_rollback(LosesVolumes.saves % 2 == 0)
        return response


class AddsARupiah(Fault):
    """Sums the RAB up to one rupiah too much."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from app.detail_project.services.rab import Footer  # noqa: PLC0415  # models need the settings that name us

        sound = Footer.of

        def one_more(*given: Any) -> Footer:
            return replace(footer := sound(*given), total=footer.total + 1)

        patch.object(Footer, "of", one_more).start()


class ForgetsOwners(Fault):
    """Opens every project to everybody."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from app.dashboard import views  # noqa: PLC0415  # models need the settings that name this module
        from app.dashboard.models import Project  # noqa: PLC0415

        patch.object(views, "get_owned_project", lambda user, pk, **_: get_object_or_404(Project, pk=pk)).start()


class ForgetsPages(Fault):
    """Lists all projects on one page."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from app.dashboard import views  # noqa: PLC0415

        patch.object(views, "PAGE_SIZE", 100_000).start()


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


class Crashes(Fault):
    """Fails in the list of prices and in the health check, with a secret in the exception."""

    SECRET = "rahasia-di-dalam"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in {"/pricing/", "/health/simple/"}:
            raise RuntimeError(self.SECRET)
        return self.get_response(request)
