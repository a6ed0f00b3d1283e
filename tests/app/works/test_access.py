"""Who may: sign-in, ownership, CSRF, methods; and bad input of every kind, which never ends in a 500."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan, ProjectParameter, VolumePekerjaan
from app.referensi.models import AHSPReferensi
from tests.app.bad_input import Case, Field, Kind, bad_bodies, cases, replaced
from tests.app.support import SignIn
from tests.app.works.conftest import custom, one_sub
from tests.app.works.test_volumes import make_job

WRITES = {
    "tree": ("post", "list-pekerjaan/upsert/", {"klasifikasi": one_sub(custom())}),
    "volumes": ("post", "volume-pekerjaan/save/", {"items": [{"pekerjaan_id": 1, "quantity": 1}]}),
    "formulas": ("post", "volume/formula/", {"items": [{"pekerjaan_id": 1, "raw": "=1"}]}),
    "formulas-alias": ("post", "volume-formula-state/", {"items": [{"pekerjaan_id": 1, "raw": "=1"}]}),
    "parameter-create": ("post", "parameters/", {"name": "x", "value": 1}),
    "parameter-update": ("put", "parameters/1/", {"value": 1}),
    "parameter-delete": ("delete", "parameters/1/", None),
    "sync": ("post", "parameters/sync/", {"parameters": {"x": 1}, "mode": "replace"}),
}
READS = ["list-pekerjaan/tree/", "search-ahsp/?q=beton", "volume-pekerjaan/list/", "volume/formula/", "parameters/"]
PAGES = ["list-pekerjaan", "volume-pekerjaan"]


@pytest.fixture
def content(project: Project) -> Pekerjaan:
    """Something of everything that the writes could change: job 1, parameter 1."""
    job = make_job(project)
    VolumePekerjaan.objects.create(project=project, pekerjaan=job, quantity=5)
    ProjectParameter.objects.create(project=project, name="panjang", value=2)
    return job


def state() -> list[Any]:
    tables = (Pekerjaan, VolumePekerjaan, ProjectParameter)
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("write", WRITES)
def test_nobody_else_can_write(
    write: str, call: Any, content: Pekerjaan, other_user: CustomUser, sign_in: SignIn
) -> None:
    method, path, body = WRITES[write]
    before = state()
    assert call(method, path, body, as_client=sign_in(other_user)).status_code == 404
    anonymous = call(method, path, body, as_client=Client())
    assert anonymous.status_code == 302
    assert anonymous["Location"].startswith("/accounts/login/")
    assert state() == before


@pytest.mark.parametrize("write", WRITES)
def test_a_write_needs_the_csrf_token(
    write: str, call: Any, content: Pekerjaan, user: CustomUser, sign_in: SignIn
) -> None:
    method, path, body = WRITES[write]
    before = state()
    assert call(method, path, body, as_client=sign_in(user, enforce_csrf_checks=True)).status_code == 403
    assert state() == before


@pytest.mark.parametrize("write", WRITES)
def test_other_methods_are_refused(write: str, call: Any, content: Pekerjaan) -> None:
    _, path, body = WRITES[write]
    answer = call("patch", path, body)
    assert (answer.status_code, answer.content) == (405, b"")


@pytest.mark.parametrize("path", READS)
def test_nobody_else_can_read(
    path: str, call: Any, content: Pekerjaan, other_user: CustomUser, sign_in: SignIn
) -> None:
    assert call("get", path).status_code == 200
    assert call("get", path, as_client=sign_in(other_user)).status_code == 404
    assert call("get", path, as_client=Client()).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_the_owners_and_escape_what_they_show(
    page: str, project: Project, content: Pekerjaan, client: Client, other_user: CustomUser, sign_in: SignIn
) -> None:
    Pekerjaan.objects.filter(pk=content.pk).update(snapshot_uraian="<script>alert(1)</script>")
    url = f"/detail_project/{project.pk}/{page}/"
    shown = client.get(url)
    assert shown.status_code == 200
    assert b"<script>alert(1)" not in shown.content
    assert sign_in(other_user).get(url).status_code == 404
    Project.objects.filter(pk=project.pk).update(is_active=False)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("write", [name for name in WRITES if name != "parameter-delete"])
@pytest.mark.parametrize("body", bad_bodies())
def test_a_body_of_the_wrong_shape_is_refused(write: str, body: str, call: Any, content: Pekerjaan) -> None:
    method, path, _ = WRITES[write]
    before = state()
    answer = call(method, path, bad_bodies()[body])
    if write == "parameter-update" and body == "long-integer":
        assert answer.status_code == 200  # an object whose keys mean nothing here changes nothing
    else:
        assert answer.status_code == 400
        assert answer.json()["ok"] is False
    assert state() == before


NAME = Field("name", Kind.TEXT, required=True, max_length=255)
JOB_FIELDS = [
    Field("id", Kind.ID),
    Field("ordering_index", Kind.ID),
    Field("source_type", Kind.CHOICE, required=True),
    Field("ref_id", Kind.ID),
    Field("snapshot_uraian", Kind.TEXT, required=True, max_length=10_000),
    Field("snapshot_satuan", Kind.TEXT, max_length=50),
]
# Ids of rows that are not there mean new rows, ref_id means nothing to a custom job, and 0 is an ordering index.
HARMLESS = {
    "id-missing",
    "id-ten-to-18",
    "ordering_index-zero",
    *(
        f"ref_id-{label}"
        for label in (
            "text",
            "negative",
            "zero",
            "missing",
            "ten-to-18",
            "ten-to-30",
            "fraction",
            "true",
            "list",
            "object",
            "nested",
        )
    ),
}
NUMBER = Field("quantity", Kind.NUMBER, required=True)


@pytest.mark.parametrize("case", cases([NAME], json=True), ids=str)
@pytest.mark.parametrize("level", ["klasifikasi", "sub"])
def test_bad_names(case: Case, level: str, call: Any) -> None:
    sub: dict[str, Any] = {"name": "S", "pekerjaan": []}
    node: dict[str, Any] = {"name": "K", "sub": [sub]}
    target = node if level == "klasifikasi" else sub
    target[case.field.name] = case.value
    check(call("post", "list-pekerjaan/upsert/", {"klasifikasi": [node]}), case)


@pytest.mark.parametrize("case", cases(JOB_FIELDS, json=True), ids=str)
def test_bad_jobs(case: Case, call: Any) -> None:
    sent = one_sub(replaced(custom(), case))
    check(call("post", "list-pekerjaan/upsert/", {"klasifikasi": sent}), case, harmless=str(case) in HARMLESS)


@pytest.mark.parametrize("case", cases([Field("ref_id", Kind.ID, required=True)], json=True), ids=str)
def test_bad_references(case: Case, call: Any, library: dict[str, AHSPReferensi]) -> None:
    check(
        call("post", "list-pekerjaan/upsert/", {"klasifikasi": one_sub(replaced({"source_type": "ref"}, case))}), case
    )


@pytest.mark.parametrize("case", cases([Field("pekerjaan_id", Kind.ID, required=True), NUMBER], json=True), ids=str)
def test_bad_volumes(case: Case, call: Any, content: Pekerjaan) -> None:
    item = replaced({"pekerjaan_id": content.pk, "quantity": 1}, case)
    check(call("post", "volume-pekerjaan/save/", {"items": [item]}), case)


@pytest.mark.parametrize(
    "case",
    cases(
        [
            Field("pekerjaan_id", Kind.ID, required=True),
            Field("raw", Kind.TEXT, max_length=2000),
            Field("is_fx", Kind.FLAG),
        ],
        json=True,
    ),
    ids=str,
)
def test_bad_formulas(case: Case, call: Any, content: Pekerjaan) -> None:
    item = replaced({"pekerjaan_id": content.pk, "raw": "=1", "is_fx": True}, case)
    check(call("post", "volume/formula/", {"items": [item]}), case)


PARAMETER_FIELDS = [
    Field("value", Kind.NUMBER),
    Field("label", Kind.TEXT, max_length=200),
    Field("unit", Kind.TEXT, max_length=50),
    Field("description", Kind.TEXT, max_length=5000),
]


@pytest.mark.parametrize(
    "case", cases([Field("name", Kind.TEXT, required=True, max_length=100), *PARAMETER_FIELDS], json=True), ids=str
)
def test_bad_parameters(case: Case, call: Any) -> None:
    check(call("post", "parameters/", replaced({"name": "x", "value": 1}, case)), case)


@pytest.mark.parametrize("case", cases(PARAMETER_FIELDS, json=True), ids=str)
def test_bad_changes_of_a_parameter(case: Case, call: Any, content: Pekerjaan) -> None:
    parameter = ProjectParameter.objects.get()
    check(call("put", f"parameters/{parameter.pk}/", {case.field.name: case.value}), case)


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("case", cases(PARAMETER_FIELDS, json=True), ids=str)
def test_bad_entries_of_many_parameters_are_left_out(case: Case, short: bool, call: Any, content: Pekerjaan) -> None:
    parameter = ProjectParameter.objects.get()
    before = state()
    entry = case.value if short else {case.field.name: case.value}
    answer = call("post", "parameters/sync/", {"parameters": {parameter.name: entry, "baik": 2}})
    assert answer.status_code in {200, 400}, answer.content  # 400 where the body as a whole is none
    if case.refused and not short:
        assert answer.json()["errors"], "nothing was said of it"
        ProjectParameter.objects.filter(name="baik").delete()
        assert state() == before


@pytest.mark.parametrize("case", cases([Field("name", Kind.TEXT, required=True, max_length=100)], json=False), ids=str)
def test_bad_names_of_many_parameters_are_left_out(case: Case, call: Any, content: Pekerjaan) -> None:
    before = state()
    answer = call("post", "parameters/sync/", {"parameters": {case.value: 1}})
    assert answer.status_code in {200, 400}, answer.content
    if case.refused:
        assert answer.json()["errors"], "nothing was said of it"
        assert state() == before


@pytest.mark.parametrize("query", ["", "x", "%00%00", "%ED%A0%80", "x" * 5000, "%25_", "beton' OR 1=1"])
@pytest.mark.parametrize("path", ["search-ahsp/?limit=999999999999999999&q=", "list-pekerjaan/tree/?search="])
def test_odd_searches(call: Any, content: Pekerjaan, path: str, query: str) -> None:
    assert call("get", path + query).status_code == 200


def check(answer: Any, case: Case, *, harmless: bool = False) -> None:
    assert answer.status_code < 500, answer.content
    if case.refused and not harmless:
        assert answer.status_code == 400, answer.content
        assert json.loads(answer.content)["errors"][0]["message"]
