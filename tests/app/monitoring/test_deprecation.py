"""Counting deprecated calls, showing and forgetting the counts (W51), and the page of client metrics."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from app.monitoring.middleware import DeprecationCounterMiddleware
from app.monitoring.models import ClientMetric, DeprecatedUse
from tests.app.support import MakeUser, SignIn

API = "/detail_project/api/monitoring/deprecation-metrics/"
PAGE = "/detail_project/monitoring/deprecation-dashboard/"
PERFORMANCE = "/detail_project/monitoring/performance-dashboard/"


def call(path: str, *, deprecated: bool) -> None:
    def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"X-API-Deprecated": "true"} if deprecated else {})

    request = RequestFactory().post(path)
    request.resolver_match = resolve(path)
    DeprecationCounterMiddleware(view)(request)


@pytest.fixture
def staff(make_user: MakeUser, sign_in: SignIn) -> Client:
    return sign_in(make_user("staf", is_staff=True))


def test_deprecated_answers_are_counted_by_route_and_others_are_not(staff: Client) -> None:
    for path in ("/dashboard/project/1/edit/", "/dashboard/project/2/edit/"):
        call(path, deprecated=True)
    call("/dashboard/", deprecated=False)
    body = staff.get(API).json()
    assert body["total"] == 2
    assert [(m["operation"], m["count"]) for m in body["metrics"]] == [("POST dashboard/project/<int:pk>/edit/", 2)]
    assert "POST dashboard/project/&lt;int:pk&gt;/edit/" in staff.get(PAGE).content.decode()


def test_a_reset_forgets_them(staff: Client) -> None:
    call("/dashboard/", deprecated=True)
    assert staff.get(f"{API}reset/").status_code == 405
    assert staff.post(f"{API}reset/").json() == {"ok": True, "message": "1 counters deleted"}
    assert not DeprecatedUse.objects.exists()
    assert "Tidak ada pemakaian." in staff.get(PAGE).content.decode()


def test_only_staff_sees_and_resets(client: Client, make_user: MakeUser, sign_in: SignIn) -> None:
    call("/dashboard/", deprecated=True)
    for browser in (client, Client()):
        for path in (API, PAGE, PERFORMANCE):
            assert browser.get(path)["Location"].startswith("/accounts/login/")
        assert browser.post(f"{API}reset/")["Location"].startswith("/accounts/login/")
    csrf = sign_in(make_user("staf", is_staff=True), enforce_csrf_checks=True)
    assert csrf.post(f"{API}reset/").status_code == 403
    assert DeprecatedUse.objects.count() == 1


def test_the_page_of_client_metrics_shows_reported_text_as_text(staff: Client) -> None:
    assert "Belum ada metrik." in staff.get(PERFORMANCE).content.decode()
    ClientMetric.objects.create(type="<b>fps</b>", metric={"value": "<script>alert(1)</script>"})
    page = staff.get(PERFORMANCE).content.decode()
    assert "&lt;b&gt;fps&lt;/b&gt;" in page
    assert "<script>alert" not in page
