"""The log of requests tells what was asked for, whatever the application makes of it."""

from __future__ import annotations

import json
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from app.core.middleware import RequestLogMiddleware


def test_a_request_that_goes_on_as_another_is_logged_as_it_came(tmp_path: Path, settings: Settings) -> None:
    settings.REQUEST_LOG = str(tmp_path / "requests.jsonl")

    def goes_on(request: HttpRequest) -> HttpResponse:
        request.method, request.path = "GET", "/accounts/email/"
        return HttpResponse(status=302)

    RequestLogMiddleware(goes_on)(RequestFactory().post("/accounts/reauthenticate/"))

    line = json.loads((tmp_path / "requests.jsonl").read_text(encoding="utf-8"))
    assert (line["method"], line["path"], line["status"]) == ("POST", "/accounts/reauthenticate/", 302)
