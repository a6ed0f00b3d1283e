"""The template library: made from a project, appended to others, deleted by who made it; bad files change nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.detail_project.models import (
    DetailAHSPExpanded,
    DetailAHSPProject,
    Klasifikasi,
    Pekerjaan,
    PekerjaanTemplate,
    ProjectParameter,
    VolumeFormulaState,
)
from app.detail_project.services.project_template import template_content
from tests.app.bad_input import Case, Field, Kind, cases
from tests.app.support import MakeProject, SignIn

BASE = "/detail_project/api/"


def post(client: Client, path: str, body: object) -> Any:
    return client.post(BASE + path, json.dumps(body), content_type="application/json")


@pytest.fixture
def template(client: Client, full: Project) -> PekerjaanTemplate:
    body = {"name": "Rumah 36", "description": "kecil", "category": "rumah"}
    answer = post(client, f"project/{full.pk}/templates/create/", body)
    assert answer.status_code == 200, answer.content
    return PekerjaanTemplate.objects.get(pk=answer.json()["template_id"])


@pytest.fixture
def empty(make_project: MakeProject) -> Project:
    return make_project("Kosong")


def works(project: Project) -> list[Any]:
    jobs = Pekerjaan.objects.filter(project=project).order_by("ordering_index")
    return list(jobs.values_list("sub_klasifikasi__klasifikasi__name", "source_type", "snapshot_uraian", "ref_id"))


def rows(project: Project) -> list[Any]:
    found = DetailAHSPProject.objects.filter(project=project, ref_pekerjaan=None)
    return sorted(found.values_list("pekerjaan__snapshot_uraian", "kode", "koefisien", "ref_ahsp_id"))


def state() -> list[Any]:
    tables = (Klasifikasi, Pekerjaan, DetailAHSPProject, DetailAHSPExpanded, ProjectParameter, VolumeFormulaState)
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def test_a_template_brings_the_works_along_and_no_money(
    client: Client, full: Project, empty: Project, template: Any
) -> None:
    answer = post(client, f"project/{empty.pk}/templates/{template.pk}/import/", {})
    assert answer.status_code == 200, answer.content
    stats = {"klasifikasi": 2, "sub": 2, "pekerjaan": 4, "detail": 6, "parameters": 1, "formulas": 1}
    assert answer.json()["stats"] == stats
    assert (works(empty), rows(empty)) == (works(full), rows(full))
    assert not empty.harga_items.exclude(harga_satuan=None).exists()
    bundle = DetailAHSPProject.objects.get(project=empty, ref_pekerjaan__isnull=False)
    assert (bundle.ref_pekerjaan and bundle.ref_pekerjaan.project_id, bundle.pekerjaan.project_id) == (empty.pk,) * 2
    assert bundle.expanded_rows.filter(kode="L.01").exists()
    template.refresh_from_db()
    assert template.usage_count == 1


def test_applied_twice_it_is_there_twice_with_codes_of_its_own(client: Client, empty: Project, template: Any) -> None:
    for _ in range(2):
        assert post(client, f"project/{empty.pk}/templates/{template.pk}/import/", {}).status_code == 200
    kodes = list(Pekerjaan.objects.filter(project=empty, source_type="custom").values_list("snapshot_kode", flat=True))
    assert sorted(kodes) == ["CUST-0001", "CUST-0002", "CUST-0003", "CUST-0004"]
    assert Klasifikasi.objects.filter(project=empty).count() == 4
    assert ProjectParameter.objects.filter(project=empty).count() == 1
    assert {row.kode for row in DetailAHSPProject.objects.filter(project=empty, ref_pekerjaan__isnull=False)} <= set(
        kodes
    )


def test_what_the_project_has_stays(client: Client, full: Project, template: Any) -> None:
    before = (works(full), list(full.harga_items.order_by("pk").values("kode_item", "uraian", "harga_satuan")))
    assert post(client, f"project/{full.pk}/templates/{template.pk}/import/", {}).status_code == 200
    assert works(full)[:4] == before[0]
    assert list(full.harga_items.order_by("pk").values("kode_item", "uraian", "harga_satuan"))[:5] == before[1][:5]


def test_a_file_is_applied_too_also_an_older_one(client: Client, full: Project, empty: Project) -> None:
    content = json.loads(json.dumps(template_content(full, name="x")))
    kodes = {job["_export_id"]: job["snapshot_kode"] for job in content["pekerjaan"]}
    for row in content["detail_ahsp"]:
        target = row.pop("_ref_pekerjaan_ref")
        if target:
            row |= {"bundle_type": "pekerjaan", "bundle_ref_snapshot_kode": kodes[target]}
    content["volume_formulas"] = content.pop("formulas")
    answer = post(client, f"project/{empty.pk}/templates/import-file/", {"content": content})
    assert answer.status_code == 200, answer.content
    assert answer.json()["stats"]["formulas"] == 1
    assert DetailAHSPProject.objects.filter(project=empty, ref_pekerjaan__isnull=False).count() == 1


def test_a_template_of_many_works_takes_no_more_queries_than_one(
    client: Client, empty: Project, django_assert_max_num_queries: Any
) -> None:
    many = range(1, 41)
    works = [
        {"_export_id": n, "_sub_klasifikasi_ref": 1, "source_type": "custom", "ordering_index": n}
        | {"snapshot_kode": f"CUST-{n:04}", "snapshot_uraian": "Galian", "snapshot_satuan": "m3"}
        for n in many
    ]
    rows = [
        {"_export_id": n, "_pekerjaan_ref": n, "kategori": "TK", "kode": "L.01", "uraian": "Pekerja", "koefisien": "1"}
        for n in many
    ]
    group = {"_export_id": 1, "name": "Struktur", "ordering_index": 1}
    content = {"export_type": "project_template", "klasifikasi": [group], "pekerjaan": works, "detail_ahsp": rows}
    content["sub_klasifikasi"] = [group | {"_klasifikasi_ref": 1}]
    with django_assert_max_num_queries(40):
        answer = post(client, f"project/{empty.pk}/templates/import-file/", {"content": content})
    assert answer.json()["stats"]["detail"] == DetailAHSPExpanded.objects.filter(project=empty).count() == 40
    assert Pekerjaan.objects.filter(detail_ready=True, detail_last_modified__isnull=False).count() == 40


def test_the_library_is_listed_searched_and_read(client: Client, template: Any) -> None:
    listed = client.get(BASE + "templates/").json()
    assert (listed["total"], listed["templates"][0]["total_pekerjaan"]) == (1, 4)
    assert client.get(BASE + "templates/?search=rumah&category=rumah").json()["total"] == 1
    assert client.get(BASE + "templates/?search=jalan").json()["total"] == 0
    assert client.get(BASE + "templates/?category=%00").status_code == 200
    read = client.get(f"{BASE}templates/{template.pk}/").json()["template"]
    assert (read["name"], read["content"]["export_version"]) == ("Rumah 36", "2.2")
    assert client.get(BASE + "templates/999999/").status_code == 404


def test_only_its_maker_deletes_a_template(
    client: Client, template: Any, other_user: CustomUser, make_user: Any, sign_in: SignIn, user: CustomUser
) -> None:
    path = f"templates/{template.pk}/delete/"
    assert post(sign_in(other_user), path, {}).status_code == 403
    assert post(Client(), path, {}).status_code == 302
    assert post(sign_in(user, enforce_csrf_checks=True), path, {}).status_code == 403
    assert client.get(BASE + path).status_code == 405
    assert post(sign_in(make_user("cici", subscription_status="EXPIRED")), path, {}).status_code == 403
    assert PekerjaanTemplate.objects.count() == 1
    assert post(client, path, {}).status_code == 200
    assert PekerjaanTemplate.objects.count() == 0
    assert post(client, path, {}).status_code == 404


def test_a_private_template_is_its_makers(
    client: Client, template: Any, other_user: CustomUser, sign_in: SignIn
) -> None:
    PekerjaanTemplate.objects.update(is_public=False)
    stranger = sign_in(other_user)
    assert stranger.get(BASE + "templates/").json()["total"] == 0
    assert stranger.get(f"{BASE}templates/{template.pk}/").status_code == 404
    assert post(stranger, f"templates/{template.pk}/delete/", {}).status_code == 404
    assert client.get(f"{BASE}templates/{template.pk}/").status_code == 200


CREATE_FIELDS = [
    Field("name", Kind.TEXT, required=True, max_length=200),
    Field("description", Kind.TEXT, max_length=5_000),
    Field("category", Kind.CHOICE),
]


@pytest.mark.parametrize("case", cases(CREATE_FIELDS, json=True), ids=str)
def test_bad_templates(client: Client, full: Project, case: Case) -> None:
    body = {"name": "x", "category": "rumah", case.field.name: case.value}
    answer = post(client, f"project/{full.pk}/templates/create/", body)
    assert answer.status_code in ({400} if case.refused else {200, 400}), answer.content


def test_names_are_unique_and_empty_projects_make_none(
    client: Client, template: Any, full: Project, empty: Project
) -> None:
    again = post(client, f"project/{full.pk}/templates/create/", {"name": "Rumah 36"})
    assert (again.status_code, again.json()["message"]) == (400, 'Template dengan nama "Rumah 36" sudah ada')
    nothing = post(client, f"project/{empty.pk}/templates/create/", {"name": "Kosong"})
    assert nothing.json()["message"] == "Project tidak memiliki data Pekerjaan untuk di-export"


Spoil = Callable[[dict[str, Any]], object]
SPOILT: dict[str, Spoil] = {
    "other-type": lambda c: c.update(export_type="x"),
    "no-works": lambda c: c.update(pekerjaan=[]),
    "works-text": lambda c: c.update(pekerjaan="x"),
    "work-text": lambda c: c["pekerjaan"].append("x"),
    "rows-text": lambda c: c.update(detail_ahsp="x"),
    "row-number": lambda c: c["detail_ahsp"].append(7),
    "ref-unknown": lambda c: c["pekerjaan"][0].update(_sub_klasifikasi_ref=99),
    "name-empty": lambda c: c["klasifikasi"][0].update(name=""),
    "koefisien": lambda c: c["detail_ahsp"][0].update(koefisien="NaN"),
    "kategori": lambda c: c["detail_ahsp"][0].update(kategori="XX"),
    "kategori-clash": lambda c: [row.update(kategori="ALT") for row in c["detail_ahsp"] if row["kode"] == "L.01"][:1],
    "bundle-in-tk": lambda c: c["detail_ahsp"][0].update(kategori="TK", _ref_pekerjaan_ref=1),
    "parameter": lambda c: c["parameters"][0].update(name="X Y"),
    "formula-twice": lambda c: c["formulas"].append(dict(c["formulas"][0])),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_wrong_in_a_file_is_refused_and_nothing_is_stored(client: Client, full: Project, spoil: Spoil) -> None:
    content = copy.deepcopy(template_content(full, name="x"))
    spoil(content)
    before = state()
    answer = post(client, f"project/{full.pk}/templates/import-file/", {"content": content})
    assert (answer.status_code, answer.json()["ok"]) == (400, False), answer.content
    assert answer.json()["message"]
    assert state() == before


@pytest.mark.parametrize("content", [None, [], "x", 5, {}])
def test_contents_that_are_none(client: Client, full: Project, content: object) -> None:
    answer = post(client, f"project/{full.pk}/templates/import-file/", {"content": content})
    assert (answer.status_code, answer.json()["message"]) == (400, "Content template tidak valid")
