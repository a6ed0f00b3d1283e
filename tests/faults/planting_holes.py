"""Holes planted in the running application; the settings modules in ``application/`` name them."""

from __future__ import annotations

import html
import re
from contextvars import ContextVar
from typing import Any
from unittest.mock import patch

from django.db.models import F
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from tests.faults.planting import Fault, GetResponse

_NAME = re.compile(r'(<span class="dp-project-name[^"]*">)(.*?)(</span>)', re.DOTALL)

_PRICING = re.compile(r"/detail_project/api/project/(\d+)/pricing/$")
_WRITING: ContextVar[bool] = ContextVar("writing", default=False)


class ForgetsOwnersOfWrites(Fault):
    """Takes writes to a project's parts from everybody; what is only looked at stays closed."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from app.core import http  # noqa: PLC0415  # models need the settings that name us
        from app.dashboard.models import Project, get_owned_project  # noqa: PLC0415

        def lax(user: Any, pk: int, **wish: bool) -> Project:
            return get_object_or_404(Project, pk=pk) if _WRITING.get() else get_owned_project(user, pk, **wish)

        patch.object(http, "get_owned_project", lax).start()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        writing = _WRITING.set(request.method not in {"GET", "HEAD"})
        try:
            return self.get_response(request)
        finally:
            _WRITING.reset(writing)


class StoresWhatItRefuses(Fault):
    """Answers 404 to who sets the mark-up of another's project, and has raised it all the same."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        aimed = _PRICING.fullmatch(request.path)
        if aimed and request.method == "POST" and response.status_code == 404:
            from app.detail_project.models import ProjectPricing  # noqa: PLC0415

            ProjectPricing.objects.filter(project_id=aimed[1]).update(markup_percent=F("markup_percent") + 1)
        return response


class ShowsNamesRaw(Fault):
    """Forgets to escape the name of a project in the bar of its pages."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "text/html" in response.headers.get("Content-Type", "") and hasattr(response, "content"):
            text = response.content.decode()
            raw = _NAME.sub(lambda part: part[1] + html.unescape(part[2]) + part[3], text)
            response.content = raw.encode()
            response.headers.pop("Content-Length", None)
        return response


class KeepsSessions(Fault):
    """Takes the cookie away at the sign-out, and leaves the session as it is."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and request.path == "/accounts/logout/":
            response = HttpResponseRedirect("/")
            response.delete_cookie("sessionid")
            return response
        return self.get_response(request)


class KeepsTheVisitorsSession(Fault):
    """Signs in the session that was there before, instead of a new one."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from django.contrib.sessions.backends.base import SessionBase  # noqa: PLC0415

        patch.object(SessionBase, "cycle_key", lambda self: None).start()


class LeadsAnywhere(Fault):
    """Follows ``next`` wherever it leads."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        from allauth.account.adapter import DefaultAccountAdapter  # noqa: PLC0415  # needs the settings that name us

        patch.object(DefaultAccountAdapter, "is_safe_url", lambda self, url: True).start()


class TellsWhoHasAnAccount(Fault):
    """Says at the sign-in that an address has no account."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and request.path == "/accounts/login/" and response.status_code == 200:
            from app.accounts.models import CustomUser  # noqa: PLC0415

            if not CustomUser.objects.filter(email__iexact=request.POST.get("login", "")).exists():
                text = response.content.decode()  # type: ignore[attr-defined]
                wrong = "Alamat e-mail dan/atau kata sandi yang anda masukkan tidak benar."
                response.content = text.replace(wrong, "Alamat e-mail ini tidak terdaftar.").encode()  # type: ignore[attr-defined]
                response.headers.pop("Content-Length", None)
        return response


class KeepsWhatWasShown(Fault):
    """Lets browsers keep pages of signed-in users, and serves them from there."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.headers.get("Cache-Control") == "private, no-store":
            response.headers["Cache-Control"] = "max-age=600"
            response.headers.pop("Vary", None)
        return response
