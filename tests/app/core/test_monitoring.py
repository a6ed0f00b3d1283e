"""Health checks and client metrics (CONTRACT 7, PLAN 1)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.models import Model
from django.test import Client
from pytest_django import Settings

from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPAudit, Pekerjaan
from app.monitoring.models import ClientMetric
from tests.app.bad_input import bad_bodies
from tests.app.support import MakeUser, SignIn

METRIC = "/detail_project/api/monitoring/report-client-metric/"
METRICS = "/detail_project/api/monitoring/performance-metrics/"
GOOD = {"type": "fps", "metric": {"value": 59.5, "page": "rekap-rab"}}


def send(body: object, browser: Client | None = None, **extra: Any) -> tuple[int, dict[str, Any]]:
    """Post a metric as a visitor whose client checks CSRF; return status and answer."""
    data = body if isinstance(body, bytes) else json.dumps(body)
    browser = browser or Client(enforce_csrf_checks=True)
    answer = browser.post(METRIC, data, content_type="application/json", **extra)
    return answer.status_code, answer.json()


@pytest.mark.django_db
def test_a_visitor_reports_a_metric_without_token() -> None:
    assert send(GOOD) == (200, {"ok": True, "message": "Metric received"})
    stored = ClientMetric.objects.get()
    assert (stored.type, stored.metric) == ("fps", GOOD["metric"])


@pytest.mark.django_db
def test_a_key_once_set_is_required(settings: Settings) -> None:
    settings.METRICS_API_KEY = "kunci"
    for headers in ({}, {"X-Metrics-Key": "salah"}):
        assert send(GOOD, headers=headers) == (403, {"ok": False, "error": "Unauthorized"})
    assert not ClientMetric.objects.exists()
    assert send(GOOD, headers={"X-Metrics-Key": "kunci"})[0] == 200


@pytest.mark.django_db
def test_an_address_may_send_sixty_a_minute() -> None:
    assert [send(GOOD, REMOTE_ADDR="10.1.1.1")[0] for _ in range(60)] == [200] * 60
    status, answer = send(GOOD, REMOTE_ADDR="10.1.1.1")
    assert status == 429
    assert 1 <= answer["retry_after"] <= 60
    assert send(GOOD, REMOTE_ADDR="10.1.1.2")[0] == 200
    assert ClientMetric.objects.count() == 61


@pytest.mark.parametrize(
    "body",
    [
        *bad_bodies().values(),
        {},
        {"type": "fps"},
        {"metric": {"a": 1}},
        {"type": "", "metric": {"a": 1}},
        {"type": "x" * 51, "metric": {"a": 1}},
        {"type": 5, "metric": {"a": 1}},
        {"type": "fps", "metric": [1]},
        {"type": "fps", "metric": {"a": "x" * 9000}},
        b'{"type": "fps", "metric": {"x": %s}}' % (b"[" * 890 + b"]" * 890),  # read, and then too deep to be written
        b'{"type": "fps", "metric": {"x": 1e999}}',
        b'{"type": "fps", "metric": {"x": -1e999}}',
        b'{"type": "fps", "metric": {"x": %s}}' % (b"9" * 31),
        [GOOD],
    ],
    ids=lambda body: repr(body)[:30],
)
@pytest.mark.django_db
def test_a_bad_metric_is_refused(body: object) -> None:
    status, answer = send(body)
    assert (status, answer["ok"]) == (400, False)
    assert not ClientMetric.objects.exists()


@pytest.mark.django_db
def test_an_expired_account_still_reports(make_user: MakeUser, sign_in: SignIn) -> None:
    expired = make_user("usai", subscription_status="EXPIRED")
    assert send(GOOD, sign_in(expired, enforce_csrf_checks=True))[0] == 200


@pytest.mark.django_db
def test_only_staff_reads_and_forgets_metrics(make_user: MakeUser, sign_in: SignIn, client: Client) -> None:
    send(GOOD)
    staff = sign_in(make_user("staf", is_staff=True))
    assert staff.get(METRICS).json()["counts"] == {"fps": 1}
    for browser in (client, Client()):
        assert browser.get(METRICS).status_code == 302
        assert browser.post(f"{METRICS}reset/").status_code == 302
    assert ClientMetric.objects.count() == 1
    assert staff.get(f"{METRICS}reset/").status_code == 405
    assert staff.post(f"{METRICS}reset/").json()["ok"] is True
    assert not ClientMetric.objects.exists()


@pytest.mark.parametrize("path", ["/health/", "/health/ready/"])
@pytest.mark.django_db
def test_health_names_its_checks(path: str) -> None:
    body = Client().get(path).json()
    assert body["status"] == "ok"
    assert body["checks"]["database"]["status"] == body["checks"]["cache"]["status"] == "ok"
    assert {"version", "timestamp"} <= body.keys()


def test_health_is_short_for_users(client: Client) -> None:
    assert client.get("/health/").json()["checks"] == {"mode": "simple"}
    assert client.get("/health/?mode=deep").json()["checks"]["database"]["status"] == "ok"
    assert Client().get("/health/?mode=simple").json()["checks"] == {"mode": "simple"}


@pytest.mark.django_db
def test_health_fails_with_the_database_and_tells_no_internals(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("password=rahasia")

    monkeypatch.setattr("app.monitoring.views.connection.cursor", refuse)
    answer = Client().get("/health/?mode=deep")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"]["status"] == "error"
    assert "rahasia" not in answer.content.decode()


@pytest.mark.parametrize(("path", "status"), [("/health/simple/", "ok"), ("/health/live/", "alive")])
@pytest.mark.django_db
def test_short_health(path: str, status: str) -> None:
    assert Client().get(path).json() == {"status": status}


@pytest.mark.parametrize("path", ["/health/", "/health/simple/", "/health/ready/", "/health/live/"])
@pytest.mark.django_db
def test_health_is_read_only(path: str) -> None:
    assert Client(enforce_csrf_checks=True).post(path).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "columns"),
    [(Project, ["created_at"]), (Pekerjaan, ["project_id"]), (DetailAHSPAudit, ["project_id", "created_at"])],
)
def test_the_indexes_of_the_plan_are_in_the_database(model: type[Model], columns: list[str]) -> None:
    named = {index.name for index in model._meta.indexes}

    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)

    own = {name: constraint for name, constraint in found.items() if name in named}
    assert columns in [constraint["columns"] for constraint in own.values() if constraint["index"]]
    assert model is not DetailAHSPAudit or ["ASC", "DESC"] in [constraint["orders"] for constraint in own.values()]
