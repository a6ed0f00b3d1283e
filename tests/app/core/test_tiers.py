"""Who may write and export: the matrix of CONTRACT 1.2 and 2.4."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from app.dashboard.models import Project
from app.subscriptions.guards import ExportFormat, needs_watermark, refused_export
from app.subscriptions.policy import Feature, Level, effective_status, level_of
from tests.app.support import MakeProject, MakeUser, SignIn

ALLOW, DENY, MARK = Level.ALLOW, Level.DENY, Level.WATERMARK
MATRIX = {
    "TRIAL": (ALLOW, DENY, DENY, DENY, DENY),
    "PRO": (ALLOW, ALLOW, ALLOW, ALLOW, ALLOW),
    "EXPIRED": (DENY, MARK, DENY, DENY, DENY),
}
CELLS = [
    (status, feature, level) for status, row in MATRIX.items() for feature, level in zip(Feature, row, strict=True)
]


@pytest.mark.parametrize(("status", "feature", "level"), CELLS)
def test_the_matrix(make_user: MakeUser, status: str, feature: Feature, level: Level) -> None:
    assert level_of(make_user(subscription_status=status), feature) is level


@pytest.mark.parametrize("status", MATRIX)
@pytest.mark.parametrize("role", ["is_staff", "is_superuser"])
def test_staff_passes_every_gate(make_user: MakeUser, status: str, role: str) -> None:
    staff = make_user(subscription_status=status, **{role: True})
    assert {level_of(staff, feature) for feature in Feature} == {ALLOW}


@pytest.mark.parametrize(("status", "field"), [("TRIAL", "trial_end_date"), ("PRO", "subscription_end_date")])
def test_a_tier_ends_on_its_date(make_user: MakeUser, status: str, field: str) -> None:
    now = timezone.now()
    past = make_user("lalu", subscription_status=status, **{field: now - timedelta(seconds=1)})
    running = make_user("jalan", subscription_status=status, **{field: now + timedelta(days=1)})
    open_end = make_user("terbuka", subscription_status=status)
    assert [effective_status(user) for user in (past, running, open_end)] == ["EXPIRED", status, status]


def test_an_expired_script_gets_403_and_nothing_is_stored(
    make_user: MakeUser, make_project: MakeProject, sign_in: SignIn
) -> None:
    expired = make_user("usai", subscription_status="EXPIRED")
    project = make_project(owner=expired)
    answer = sign_in(expired).post(f"/dashboard/project/{project.pk}/delete/", HTTP_ACCEPT="application/json")
    assert answer.status_code == 403
    assert answer.json() == {
        "success": False,
        "error": "Langganan Anda telah berakhir. Anda hanya memiliki akses baca.",
        "code": "SUBSCRIPTION_EXPIRED",
        "upgrade_url": "/subscriptions/pricing/",
    }
    assert Project.objects.get(pk=project.pk).is_active


def test_an_expired_form_leads_to_the_plans(make_user: MakeUser, sign_in: SignIn) -> None:
    browser = sign_in(make_user("usai", subscription_status="EXPIRED"))
    answer = browser.post("/dashboard/", {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}, follow=True)
    assert answer.redirect_chain == [("/pricing/?reason=subscription_expired&next=%2Fdashboard%2F", 302)]
    assert "akses baca" not in answer.content.decode()
    assert "Langganan Anda telah berakhir" in answer.content.decode()


def test_an_expired_account_reads_and_signs_out(
    make_user: MakeUser, make_project: MakeProject, sign_in: SignIn
) -> None:
    expired = make_user("usai", subscription_status="EXPIRED")
    project = make_project(owner=expired)
    browser = sign_in(expired)
    assert browser.get("/dashboard/").status_code == 200
    assert browser.get(f"/dashboard/project/{project.pk}/").status_code == 200
    assert browser.post("/accounts/logout/").status_code == 302
    assert browser.get("/dashboard/").status_code == 302


@pytest.mark.parametrize("status", ["TRIAL", "PRO"])
def test_trial_and_pro_write(make_user: MakeUser, make_project: MakeProject, sign_in: SignIn, status: str) -> None:
    writer = make_user("tulis", subscription_status=status)
    project = make_project(owner=writer)
    assert sign_in(writer).post(f"/dashboard/project/{project.pk}/delete/")["Location"] == "/dashboard/"
    assert not Project.objects.get(pk=project.pk).is_active


@pytest.mark.parametrize(
    ("status", "wanted", "code"),
    [
        ("TRIAL", ExportFormat.PDF, "TRIAL_NO_EXPORT"),
        ("TRIAL", ExportFormat.EXCEL, "PRO_REQUIRED"),
        ("EXPIRED", ExportFormat.PDF, None),
        ("EXPIRED", ExportFormat.WORD, "PRO_REQUIRED"),
        ("PRO", ExportFormat.PDF, None),
        ("PRO", ExportFormat.CSV, None),
    ],
)
def test_exports_by_tier(make_user: MakeUser, status: str, wanted: ExportFormat, code: str | None) -> None:
    refusal = refused_export(make_user(subscription_status=status), wanted)
    if code is None:
        assert refusal is None
    else:
        assert refusal is not None
        assert refusal.status_code == 403
        assert json.loads(refusal.content)["code"] == code


def test_only_an_expired_pdf_is_marked(make_user: MakeUser) -> None:
    marked = {status: needs_watermark(make_user(status.lower(), subscription_status=status)) for status in MATRIX}
    assert marked == {"TRIAL": False, "PRO": False, "EXPIRED": True}


@pytest.mark.parametrize(
    ("fields", "badge"),
    [
        ({"subscription_status": "PRO"}, "PRO"),
        ({"subscription_status": "EXPIRED"}, "Expired"),
        ({"subscription_status": "TRIAL"}, "Trial 0d"),
        ({"is_staff": True}, "ADMIN"),
    ],
)
def test_the_topbar_names_the_tier(make_user: MakeUser, sign_in: SignIn, fields: dict[str, object], badge: str) -> None:
    page = sign_in(make_user(**fields)).get("/dashboard/").content.decode()
    assert f">{badge}</" in page


@pytest.mark.parametrize("path", ["/pricing/", "/subscriptions/pricing/", "/"])
@pytest.mark.django_db
def test_public_pages_are_public(path: str) -> None:
    assert Client().get(path).status_code == 200
