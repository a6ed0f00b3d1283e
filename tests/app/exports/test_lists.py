"""Lists of projects and files for other tools: whose they are, what they hold, what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from documents.read import read
from tests.app.exports.conftest import Work, content_of
from tests.app.support import MakeProject, MakeUser, SignIn

OF_A_PROJECT = [
    "/dashboard/project/{}/export/pdf/",
    "/detail_project/api/project/{}/export/list-pekerjaan/json/",
    "/detail_project/api/project/{}/export/template-ahsp/json/",
    "/detail_project/api/project/{}/export/full-backup/json/",
    "/detail_project/api/project/{}/templates/export/",
    "/detail_project/api/project/{}/rincian-rab/export.csv",
    "/detail_project/{}/export-test/",
]
LISTS = ["/dashboard/export/excel/", "/dashboard/export/csv/", "/dashboard/bulk/export/excel/?ids=1"]
SELECTED = "/dashboard/bulk/export/excel/"


@pytest.mark.parametrize("address", OF_A_PROJECT)
def test_the_owner_alone_is_served(
    client: Client, project: Project, add_work: Work, sign_in: SignIn, other_user: CustomUser, address: str
) -> None:
    add_work()
    where = address.format(project.pk)
    assert client.get(where).status_code == 200
    assert sign_in(other_user).get(where).status_code == 404
    assert Client().get(where).status_code == 302
    assert client.post(where).status_code == 405
    project.is_active = False
    project.save()
    assert client.get(where).status_code == 404


@pytest.mark.parametrize("address", [*LISTS, *OF_A_PROJECT[:-1]])
@pytest.mark.parametrize("tier", ["TRIAL", "EXPIRED"])
def test_other_tiers_are_refused(
    make_user: MakeUser, make_project: MakeProject, sign_in: SignIn, address: str, tier: str
) -> None:
    who = make_user("cici", subscription_status=tier)
    answer = sign_in(who).get(address.format(make_project(owner=who).pk))
    allowed = tier == "EXPIRED" and address.endswith("pdf/")
    assert answer.status_code == (200 if allowed else 403)


def names_in(answer: Any, form: str) -> list[Any]:
    document = read(f"x.{form}", content_of(answer))
    assert not document.loose  # the headings of a long list stay in sight
    return document.tables[0].column("Nama Project")


@pytest.mark.parametrize(("path", "form"), [("excel", "xlsx"), ("csv", "csv")])
def test_the_list_follows_the_dashboards_filter(
    client: Client, make_project: MakeProject, other_user: CustomUser, path: str, form: str
) -> None:
    make_project("Jembatan")
    make_project("Gedung B")
    make_project("Gedung lama", is_active=False)
    make_project("Gedung orang lain", owner=other_user)
    address = f"/dashboard/export/{path}/"
    assert names_in(client.get(address, {"search": "gedung"}), form) == ["Gedung B"]
    assert names_in(client.get(address, {"sort_by": "-nama"}), form) == ["Jembatan", "Gedung B"]
    assert names_in(client.get(address, {"is_active": "false"}), form) == ["Gedung lama"]


def test_the_list_is_not_cut_at_a_page(client: Client, make_project: MakeProject) -> None:
    for number in range(25):
        make_project(f"Proyek {number:02}")
    assert len(names_in(client.get("/dashboard/export/excel/"), "xlsx")) == 25


def test_selected_projects_are_the_callers_own(
    client: Client, make_project: MakeProject, other_user: CustomUser
) -> None:
    first, second = make_project("Satu"), make_project("Dua")
    foreign = make_project("Tiga", owner=other_user)
    query = {"ids": [str(second.pk), str(foreign.pk), "x", "9" * 40, str(first.pk), str(second.pk)]}
    assert names_in(client.get(SELECTED, query), "xlsx") == ["Dua", "Satu"]
    none = client.get(SELECTED, {"ids": foreign.pk})
    assert (none.status_code, none.content) == (404, b"No valid projects found")
    empty = client.get(SELECTED)
    assert (empty.status_code, empty.content) == (400, b"No projects selected")


def test_works_go_without_ids_and_in_order(client: Client, project: Project, add_work: Work) -> None:
    add_work("Galian", "Struktur")
    add_work("Cat", "Penyelesaian")
    data = json.loads(client.get(OF_A_PROJECT[1].format(project.pk)).content)
    assert [klas["name"] for klas in data["klasifikasi"]] == ["Struktur", "Penyelesaian"]
    assert data["klasifikasi"][0]["sub"][0]["pekerjaan"][0] == {
        "source_type": "custom",
        "snapshot_kode": "CUST-0001",
        "snapshot_uraian": "Galian",
        "snapshot_satuan": "m3",
        "ordering_index": 1,
        "budgeted_cost": 0.0,
        "ref_ahsp_id": None,
    }


def test_rows_of_the_rab_agree_with_its_end(client: Client, project: Project, add_work: Work) -> None:
    add_work("=Galian")
    add_work("Urugan", price="0")
    lines = content_of(client.get(OF_A_PROJECT[5].format(project.pk))).decode().splitlines()
    assert lines[1] == "CUST-0001;'=Galian;TK;L.01;Pekerja 1;OH;2;10.000;1500.00;30000"
    assert lines[2].endswith(";2;10.000;;0")
    assert lines[-1] == "GRAND TOTAL (D+E);33000"
    canonical = content_of(client.get(OF_A_PROJECT[5].format(project.pk), {"canon": "1"})).decode()
    assert ";2;10.000;0.00;0" in canonical


def test_a_template_of_nothing_is_refused(client: Client, project: Project) -> None:
    answer = client.get(OF_A_PROJECT[4].format(project.pk))
    assert (answer.status_code, answer.json()["ok"]) == (400, False)
