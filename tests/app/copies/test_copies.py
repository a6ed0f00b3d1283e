"""Deep copies and batches: complete, equal to the source, refused by the contract's codes, never somebody else's."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.detail_project.models import PekerjaanProgressWeekly, TahapPelaksanaan
from app.detail_project.services import portable
from app.detail_project.services.rab import project_total
from tests.app.bad_input import Case, Field, Kind, bad_bodies, cases, replaced
from tests.app.copies.test_backup import components, content_of
from tests.app.support import SignIn

COPIES = ["deep-copy", "batch-copy"]
VALID: dict[str, dict[str, Any]] = {
    "deep-copy": {"new_name": "Salinan"},
    "batch-copy": {"base_name": "Salinan", "count": 2},
}


def send(client: Client, project: Project, path: str, body: object) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body)
    return client.post(f"/detail_project/api/project/{project.pk}/{path}/", data, content_type="application/json")


def test_a_deep_copy_equals_its_source(client: Client, full: Project) -> None:
    before = content_of(full)
    answer = send(client, full, "deep-copy", {"new_name": " Salinan ", "copy_jadwal": True})
    assert answer.status_code == 201, answer.content
    copy = Project.objects.get(pk=answer.json()["new_project"]["id"])
    assert (copy.nama, copy.owner) == ("Salinan", full.owner)
    assert content_of(copy) == before == content_of(full)
    assert components(copy) == components(full)
    assert project_total(copy) == project_total(full) > 0
    stats = answer.json()["stats"]
    assert (stats["pekerjaan_copied"], stats["jadwal_copied"], stats["parameter_copied"]) == (4, 2, 1)


def test_a_project_is_copied_that_no_file_could_hold(
    client: Client, full: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portable, "MAX_ROWS", 1)
    assert send(client, full, "deep-copy", VALID["deep-copy"]).status_code == 201


def test_without_the_schedule_there_is_none(client: Client, full: Project) -> None:
    answer = send(client, full, "deep-copy", {"new_name": "Salinan", "copy_jadwal": False})
    copy = answer.json()["new_project"]["id"]
    assert not TahapPelaksanaan.objects.filter(project=copy).exists()
    assert not PekerjaanProgressWeekly.objects.filter(project=copy).exists()


def test_another_start_moves_end_weeks_and_phases(client: Client, full: Project) -> None:
    answer = send(client, full, "deep-copy", {"new_name": "Salinan", "new_tanggal_mulai": "2026-06-03"})
    copy = Project.objects.get(pk=answer.json()["new_project"]["id"])
    assert (copy.tanggal_selesai, copy.durasi_hari) == (date(2026, 8, 25), full.durasi_hari)
    first = PekerjaanProgressWeekly.objects.get(project=copy, week_number=1)
    assert (first.week_start_date, first.week_end_date) == (date(2026, 6, 3), date(2026, 6, 7))
    assert TahapPelaksanaan.objects.filter(project=copy, nama__startswith="Week 1: 03/06").exists()
    assert TahapPelaksanaan.objects.filter(project=copy, nama="Persiapan").exists()


def test_a_batch_makes_numbered_copies(client: Client, full: Project) -> None:
    answer = send(client, full, "batch-copy", {"base_name": "Blok", "count": 3})
    assert answer.status_code == 201
    assert answer.json()["summary"] == {"requested": 3, "successful": 3, "failed": 0, "errors": []}
    names = [project["nama"] for project in answer.json()["projects"]]
    assert names == ["Blok - Copy 1", "Blok - Copy 2", "Blok - Copy 3"]
    for name in names:
        assert content_of(Project.objects.get(nama=name)) == content_of(full)


def test_a_batch_says_which_copies_it_could_not_make(client: Client, full: Project) -> None:
    send(client, full, "deep-copy", {"new_name": "Blok - Copy 2"})
    answer = send(client, full, "batch-copy", {"base_name": "Blok", "count": 2})
    assert (answer.status_code, answer.json()["ok"]) == (207, False)
    assert answer.json()["summary"]["successful"] == 1
    again = send(client, full, "batch-copy", {"base_name": "Blok", "count": 2})
    assert (again.status_code, again.json()["ok"]) == (400, False)
    assert Project.objects.filter(nama__startswith="Blok").count() == 2


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({}, 1001),
        ({"new_name": "  "}, 1001),
        ({"new_name": 5}, 1001),
        ({"new_name": "x" * 201}, 1004),
        ({"new_name": "<b>"}, 1007),
        ({"new_name": "Gedung A"}, 3001),
        ({"new_name": "x", "new_tanggal_mulai": "2026-02-30"}, 1002),
        ({"new_name": "x", "new_tanggal_mulai": 7}, 1002),
        ({"new_name": "x", "new_tanggal_mulai": "9999-12-31"}, 1002),
        ({"new_name": "x", "copy_jadwal": "ya"}, 1005),
        ([], 1008),
    ],
)
def test_refusals_carry_the_contracts_codes(client: Client, full: Project, payload: object, code: int) -> None:
    answer = send(client, full, "deep-copy", payload)
    assert (answer.status_code, answer.json()["error_code"], answer.json()["ok"]) == (400, code, False)
    assert Project.objects.count() == 1


@pytest.mark.parametrize("count", [0, -1, 51, "2", 1.5, True, None, [], 10**30])
def test_counts_that_are_none_are_refused(client: Client, full: Project, count: object) -> None:
    answer = send(client, full, "batch-copy", {"base_name": "x", "count": count})
    assert (answer.status_code, answer.json()["ok"]) == (400, False)
    assert Project.objects.count() == 1


FIELDS = [
    Field("new_name", Kind.TEXT, required=True, max_length=200),
    Field("new_tanggal_mulai", Kind.DATE),
    Field("copy_jadwal", Kind.FLAG, required=True),
]


@pytest.mark.parametrize("case", cases(FIELDS, json=True), ids=str)
def test_bad_values(client: Client, project: Project, case: Case) -> None:
    answer = send(client, project, "deep-copy", replaced({"new_name": "x", "copy_jadwal": True}, case))
    assert answer.status_code in ({400} if case.refused else {201, 400}), answer.content


@pytest.mark.parametrize("body", bad_bodies().values(), ids=bad_bodies())
@pytest.mark.parametrize("path", COPIES)
def test_bodies_of_the_wrong_shape(client: Client, project: Project, path: str, body: bytes) -> None:
    answer = send(client, project, path, body)
    assert (answer.status_code, answer.json()["ok"]) == (400, False)
    assert Project.objects.count() == 1


@pytest.mark.parametrize("path", COPIES)
def test_only_the_owner_copies(
    project: Project, path: str, other_user: CustomUser, make_user: Any, user: CustomUser, sign_in: SignIn
) -> None:
    stranger = send(sign_in(other_user), project, path, VALID[path])
    assert (stranger.status_code, stranger.json()["error_code"]) == (404, 2001)
    assert send(Client(), project, path, VALID[path]).status_code == 302
    assert send(sign_in(user, enforce_csrf_checks=True), project, path, VALID[path]).status_code == 403
    assert sign_in(user).get(f"/detail_project/api/project/{project.pk}/{path}/").status_code == 405
    CustomUser.objects.filter(pk=user.pk).update(subscription_status="EXPIRED")
    assert send(sign_in(CustomUser.objects.get(pk=user.pk)), project, path, VALID[path]).status_code == 403
    assert Project.objects.count() == 1
