"""Events of the library: list, one event as text, settling it, the CSV."""

from __future__ import annotations

import csv

import pytest
from django.test import Client

from app.referensi.models import SecurityAuditLog
from tests.app.support import MakeUser, SignIn

LOGS = "/referensi/audit/logs/"


@pytest.fixture
def log(db: None) -> SecurityAuditLog:
    return SecurityAuditLog.objects.create(
        severity="warning",
        category="file_upload",
        event_type="upload_refused",
        username="ani",
        message="=cmd() <script>alert(1)</script>",
        metadata={"file": "<img src=x>"},
    )


def test_an_event_is_shown_as_text(keeper: Client, log: SecurityAuditLog) -> None:
    page = keeper.get(f"{LOGS}{log.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;img src=x&gt;" in page
    assert "<script>alert" not in page


def test_an_event_is_settled_once(keeper: Client, log: SecurityAuditLog) -> None:
    path = f"{LOGS}{log.pk}/resolve/"
    assert keeper.get(path)["Location"] == f"{LOGS}{log.pk}/"  # the way back from a sign-in that came between
    log.refresh_from_db()
    assert not log.resolved
    assert keeper.post(path, {"notes": "Sudah ditanyakan"})["Location"] == f"{LOGS}{log.pk}/"
    keeper.post(path, {"notes": "Lagi"})
    log.refresh_from_db()
    assert (log.resolved, log.notes) == (True, "Sudah ditanyakan")
    assert log.resolved_by is not None
    assert log.resolved_by.username == "kepala"
    assert "Sudah ditanyakan" in keeper.get(f"{LOGS}{log.pk}/").content.decode()


def test_a_note_that_is_too_long_settles_nothing(keeper: Client, log: SecurityAuditLog) -> None:
    keeper.post(f"{LOGS}{log.pk}/resolve/", {"notes": "x" * 1001})
    log.refresh_from_db()
    assert not log.resolved


def test_only_keepers_settle(client: Client, sign_in: SignIn, make_user: MakeUser, log: SecurityAuditLog) -> None:
    path = f"{LOGS}{log.pk}/resolve/"
    assert client.post(path)["Location"] == "/"
    assert Client().post(path)["Location"].startswith("/accounts/login/")
    assert sign_in(make_user("kedua", is_superuser=True), enforce_csrf_checks=True).post(path).status_code == 403
    log.refresh_from_db()
    assert not log.resolved


@pytest.mark.parametrize("number", [999, 10**18, 10**25])
def test_an_event_that_is_not_there(keeper: Client, number: int) -> None:
    assert keeper.get(f"{LOGS}{number}/").status_code == 404
    assert keeper.post(f"{LOGS}{number}/resolve/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [("severity=warning", True), ("severity=critical", False), ("category=file_upload", True), ("resolved=true", False),
     ("resolved=false", True), ("search=cmd", True), ("search=lain", False), ("date_from=2999-01-01", False),
     ("date_to=2000-01-01", False), ("severity=lain", True), ("date_from=2026-02-31", True), ("date_from=x", True),
     ("page=abc", True), ("search=%00", True)],
)  # fmt: skip
def test_filters(keeper: Client, log: SecurityAuditLog, query: str, found: bool) -> None:
    page = keeper.get(f"{LOGS}?{query}")
    assert page.status_code == 200
    assert (f'data-log-id="{log.pk}"' in page.content.decode()) is found


def test_the_csv_holds_no_formula(keeper: Client, log: SecurityAuditLog) -> None:
    answer = keeper.get("/referensi/audit/export/")
    rows = list(csv.reader(b"".join(answer).decode().splitlines()))
    assert rows[0] == [
        "Timestamp",
        "Severity",
        "Category",
        "Event Type",
        "Username",
        "IP Address",
        "Message",
        "Resolved",
    ]
    assert rows[1][6].startswith("'=cmd()")
    assert "attachment" in answer["Content-Disposition"]


def test_the_overviews_count(keeper: Client, log: SecurityAuditLog) -> None:
    page = keeper.get("/referensi/audit/").content.decode()
    assert 'data-figure="unresolved">1<' in page
    assert "upload_refused" in keeper.get("/referensi/audit/statistics/").content.decode()
