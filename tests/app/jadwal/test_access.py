"""Who may see and change a schedule: the owner alone, with a CSRF token and a subscription, by the right verb."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from app.accounts.models import CustomUser
from app.detail_project.models import PekerjaanProgressWeekly, PekerjaanTahapan, TahapPelaksanaan
from app.detail_project.urls_schedule import urlpatterns
from tests.app.jadwal.conftest import Schedule
from tests.app.support import SignIn

ROUTES = [str(pattern.name) for pattern in urlpatterns]
WRITES: list[tuple[str, str, dict[str, Any]]] = [
    ("post", "api_list_create_tahapan", {"nama": "Baru"}),
    ("put", "api_update_delete_tahapan", {"nama": "Lain"}),
    ("delete", "api_update_delete_tahapan", {}),
    ("post", "api_reorder_tahapan", {"tahapan_order": [1]}),
    ("post", "api_assign_pekerjaan", {"assignments": []}),
    ("post", "api_unassign_pekerjaan", {"pekerjaan_ids": [1]}),
    ("post", "api_regenerate_tahapan", {"mode": "monthly"}),
    ("post", "api_v2_assign_weekly", {"assignments": []}),
    ("post", "api_v2_regenerate_tahapan", {"mode": "monthly"}),
    ("post", "api_update_week_boundaries", {"week_start_day": 3}),
    ("post", "api_v2_reset_progress", {"mode": "planned"}),
]
READABLE = [name for name in ROUTES if name not in {name for _, name, _ in WRITES[3:]}]
VERBS = {
    "api_list_create_tahapan": {"get", "post"},
    "api_update_delete_tahapan": {"get", "put", "delete"},
}


@pytest.fixture
def kept(jadwal: Schedule) -> Schedule:
    """A schedule with phases and progress, which nobody may change."""
    jadwal.post("regenerate-tahapan/", {"mode": "weekly"})
    jadwal.save(jadwal.jobs[0], {1: 25})
    jadwal.save(jadwal.jobs[0], {1: 10}, mode="actual")
    return jadwal


def address(jadwal: Schedule, name: str) -> str:
    phase = TahapPelaksanaan.objects.filter(project=jadwal.project).order_by("urutan")[0]
    known = {"project_id": jadwal.project.pk, "tahapan_id": phase.pk, "pekerjaan_id": jadwal.jobs[0].pk}
    pattern = next(pattern for pattern in urlpatterns if pattern.name == name)
    return reverse(f"detail_project:{name}", kwargs={key: known[key] for key in pattern.pattern.converters})


def state(jadwal: Schedule) -> list[Any]:
    jadwal.project.refresh_from_db()
    return [
        list(
            PekerjaanProgressWeekly.objects.values_list(
                "pekerjaan_id", "week_number", "planned_proportion", "actual_proportion"
            )
        ),
        list(TahapPelaksanaan.objects.values_list("id", "nama", "urutan")),
        list(PekerjaanTahapan.objects.values_list("pekerjaan_id", "tahapan_id", "proporsi_volume")),
        (jadwal.project.week_start_day, jadwal.project.updated_at),
    ]


def send(client: Client, method: str, where: str, body: object) -> Any:
    return getattr(client, method)(where, body, content_type="application/json", HTTP_ACCEPT="application/json")


@pytest.mark.parametrize("name", READABLE)
def test_the_owner_reads(kept: Schedule, name: str) -> None:
    assert kept.client.get(address(kept, name)).status_code == 200


@pytest.mark.parametrize("name", READABLE)
def test_nobody_else_reads(kept: Schedule, name: str, sign_in: SignIn, other_user: CustomUser) -> None:
    where = address(kept, name)
    assert sign_in(other_user).get(where).status_code == 404
    visitor = Client().get(where)
    assert (visitor.status_code, visitor["Location"].startswith("/accounts/login/")) == (302, True)


@pytest.mark.parametrize(("method", "name", "body"), WRITES, ids=lambda value: value if isinstance(value, str) else "")
class TestWrites:
    def test_of_somebody_else_are_404(
        self, kept: Schedule, method: str, name: str, body: object, sign_in: SignIn, other_user: CustomUser
    ) -> None:
        before = state(kept)
        assert send(sign_in(other_user), method, address(kept, name), body).status_code == 404
        assert state(kept) == before

    def test_without_a_token_are_refused(
        self, kept: Schedule, method: str, name: str, body: object, sign_in: SignIn, user: CustomUser
    ) -> None:
        before = state(kept)
        strict = sign_in(user, enforce_csrf_checks=True)
        assert send(strict, method, address(kept, name), body).status_code == 403
        assert state(kept) == before

    def test_of_an_expired_account_are_refused(
        self, kept: Schedule, method: str, name: str, body: object, user: CustomUser
    ) -> None:
        before = state(kept)
        user.subscription_status = "EXPIRED"
        user.save()
        answer = send(kept.client, method, address(kept, name), body)
        assert (answer.status_code, answer.json()["code"]) == (403, "SUBSCRIPTION_EXPIRED")
        assert state(kept) == before


def test_an_expired_account_still_sees_its_schedule(kept: Schedule, user: CustomUser) -> None:
    user.subscription_status = "EXPIRED"
    user.save()
    assert all(kept.client.get(address(kept, name)).status_code == 200 for name in READABLE)


@pytest.mark.parametrize("name", ROUTES)
def test_other_verbs_are_refused_with_an_empty_body(kept: Schedule, name: str) -> None:
    written = next((method for method, write, _ in WRITES if write == name), "get")
    allowed = VERBS.get(name, {written})
    for verb in ("post", "put", "patch", "delete"):
        if verb not in allowed:
            answer = kept.client.generic(verb.upper(), address(kept, name))
            assert (answer.status_code, answer.content) == (405, b""), verb


def test_the_page_knows_its_routes_and_its_weeks(kept: Schedule) -> None:
    page = kept.client.get(address(kept, "jadwal_pekerjaan")).content.decode()
    assert f'data-api-save="{kept.url("assign-weekly/")}"' in page
    assert 'data-project-start="2026-01-05"' in page
    assert page.count('name="weeks"') == 12
    assert page.count('name="months"') == 3


def test_what_is_unknown_is_404(kept: Schedule) -> None:
    for path in ("v1:tahapan/999999/", "pekerjaan/999999/weekly-progress/", "v1:pekerjaan/999999/assignments/"):
        assert kept.call("get", path).status_code == 404
