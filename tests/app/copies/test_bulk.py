"""The dashboard's bulk mode and the upload of a sheet: all or none, checked like a single form, nobody else's."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.dashboard.sheet import COLUMNS
from app.dashboard.templatetags.dp_bulk import form_fields
from app.detail_project.models import PekerjaanProgressWeekly
from tests.app.bad_input import Case, Field, Kind, bad_bodies, cases
from tests.app.support import MakeProject, SignIn

EDIT, DELETE, ARCHIVE, UNARCHIVE = (
    "/dashboard/mass-edit-bulk/",
    "/dashboard/bulk/delete/",
    "/dashboard/bulk/archive/",
    "/dashboard/bulk/unarchive/",
)
UPLOAD = "/dashboard/upload/"
BULK = [DELETE, ARCHIVE, UNARCHIVE]


def send(client: Client, path: str, body: object) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body)
    return client.post(path, data, content_type="application/json")


def edit(client: Client, project: Project, **fields: object) -> Any:
    return send(client, EDIT, {"changes": [{"id": project.pk, **fields}]})


def state() -> list[Any]:
    return list(Project.objects.order_by("pk").values())


def test_a_mass_edit_changes_what_is_named_and_nothing_else(client: Client, make_project: MakeProject) -> None:
    first, second, other = make_project("A bcd"), make_project("B bcd"), make_project("C bcd", kategori="Jalan")
    changes = [{"id": first.pk, "nama": "Baru"}, {"id": second.pk, "anggaran_owner": "2500000", "kategori": "Gedung"}]
    answer = send(client, EDIT, {"changes": changes})
    assert (answer.status_code, answer.json()["updated_count"]) == (200, 2)
    before = {field: getattr(first, field) for field in ("lokasi_project", "anggaran_owner", "tanggal_selesai")}
    for project in (first, second, other):
        project.refresh_from_db()
    assert (first.nama, {field: getattr(first, field) for field in before}) == ("Baru", before)
    assert (second.anggaran_owner, second.kategori, second.nama) == (Decimal(2_500_000), "Gedung", "B bcd")
    assert other.kategori == "Jalan"


def test_a_mass_edit_offers_each_field_as_the_form_of_one_project_does() -> None:
    types = {field["name"]: field["type"] for field in form_fields()}

    assert types["deskripsi"] == "textarea"  # a line would swallow its line breaks
    assert (types["nama"], types["tanggal_mulai"], types["durasi_hari"]) == ("text", "date", "number")


def test_a_new_duration_moves_the_end(client: Client, project: Project) -> None:
    assert edit(client, project, durasi_hari="10").status_code == 200
    project.refresh_from_db()
    assert (project.tanggal_selesai, project.durasi_hari) == (date(2026, 1, 14), 10)


def test_a_new_start_begins_the_progress_anew(client: Client, full: Project) -> None:
    answer = edit(client, full, tanggal_mulai="2026-01-12")
    assert answer.json()["restarted"] == ["Gedung A"]
    assert not PekerjaanProgressWeekly.objects.filter(project=full).exclude(planned_proportion=0).exists()


def test_one_bad_change_stops_them_all(client: Client, make_project: MakeProject) -> None:
    first, second = make_project("A bcd"), make_project("B bcd")
    before = state()
    answer = send(client, EDIT, {"changes": [{"id": first.pk, "nama": "Baru"}, {"id": second.pk, "nama": "x"}]})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"path": "changes[1].nama", "message": "Nama project minimal 3 karakter."}]
    assert state() == before


def test_an_end_before_the_start_is_refused_as_in_the_form_of_one_project(
    client: Client, make_project: MakeProject
) -> None:
    first, second = make_project("A bcd"), make_project("B bcd")
    before = state()
    backwards = {"id": second.pk, "tanggal_mulai": "2026-03-02", "tanggal_selesai": "2026-03-01"}
    answer = send(client, EDIT, {"changes": [{"id": first.pk, "nama": "Baru"}, backwards]})
    assert answer.status_code == 400
    message = "Tanggal selesai harus setelah tanggal mulai."
    assert answer.json()["errors"] == [{"path": "changes[1].tanggal_selesai", "message": message}]
    assert edit(client, first, tanggal_selesai="2025-01-01").status_code == 400  # before the start that is stored
    assert state() == before


EDIT_FIELDS = [
    Field("nama", Kind.TEXT, required=True, max_length=200),
    Field("lokasi_project", Kind.TEXT, required=True, max_length=255),
    Field("anggaran_owner", Kind.NUMBER, required=True),
    Field("tanggal_mulai", Kind.DATE, required=True),
    Field("tanggal_selesai", Kind.DATE),
    Field("durasi_hari", Kind.NUMBER),
    Field("kategori", Kind.TEXT, max_length=100),
    Field("id", Kind.ID, required=True),
]


@pytest.mark.parametrize("case", cases(EDIT_FIELDS, json=True), ids=str)
def test_bad_edits(client: Client, project: Project, case: Case) -> None:
    before = state()
    change = {"id": project.pk, "ket_project1": "x", case.field.name: case.value}
    answer = send(client, EDIT, {"changes": [change]})
    assert answer.status_code in ({400, 404} if case.refused else {200, 400}), answer.content
    if case.refused:
        assert answer.json()["error"]
        assert state() == before


@pytest.mark.parametrize("changes", [None, [], {}, "x", [5], [None], [[]], [{}], [{"id": True}]])
def test_changes_that_are_none(client: Client, project: Project, changes: object) -> None:
    before = state()
    assert send(client, EDIT, {"changes": changes}).status_code == 400
    assert state() == before


def test_archived_projects_are_not_edited(client: Client, make_project: MakeProject) -> None:
    archived = make_project(is_active=False)
    assert edit(client, archived, nama="Baru").status_code == 404


def test_deleting_archiving_and_back(client: Client, make_project: MakeProject) -> None:
    first, second, kept = make_project("A bcd"), make_project("B bcd"), make_project("C bcd")
    stamp = first.updated_at
    ids = {"project_ids": [first.pk, second.pk]}
    assert send(client, ARCHIVE, ids).json()["archived_count"] == 2
    assert send(client, ARCHIVE, ids).json()["error"] == "No active projects found to archive"
    assert send(client, UNARCHIVE, ids).json()["unarchived_count"] == 2
    assert send(client, UNARCHIVE, ids).status_code == 404
    assert send(client, DELETE, {"project_ids": [first.pk]}).json()["deleted_count"] == 1
    active = dict(Project.objects.values_list("nama", "is_active"))
    assert active == {"A bcd": False, "B bcd": True, "C bcd": True}
    first.refresh_from_db()
    assert (first.updated_at, kept.is_active) == (stamp, True)


@pytest.mark.parametrize("ids", [None, [], "abc", ["abc"], [1.5], [True], [-1], [0], [10**30], [None], {}, [[1]]])
@pytest.mark.parametrize("path", BULK)
def test_ids_that_are_none(client: Client, project: Project, path: str, ids: object) -> None:
    before = state()
    assert send(client, path, {"project_ids": ids}).status_code == 400
    assert state() == before


@pytest.mark.parametrize("body", bad_bodies().values(), ids=bad_bodies())
@pytest.mark.parametrize("path", [EDIT, *BULK])
def test_bodies_of_the_wrong_shape(client: Client, project: Project, path: str, body: bytes) -> None:
    answer = send(client, path, body)
    assert (answer.status_code, answer.json()["success"]) == (400, False)


@pytest.mark.parametrize("path", [EDIT, *BULK])
def test_only_the_owner_acts(
    path: str, make_project: MakeProject, user: CustomUser, other_user: CustomUser, sign_in: SignIn
) -> None:
    project = make_project(is_active=path != UNARCHIVE)
    before = state()
    body = {"project_ids": [project.pk], "changes": [{"id": project.pk, "nama": "Dicuri"}]}
    stranger = sign_in(other_user)
    assert send(stranger, path, body).status_code == 404
    assert send(Client(), path, body).status_code == 302
    assert send(sign_in(user, enforce_csrf_checks=True), path, body).status_code == 403
    assert sign_in(user).get(path).status_code == 400
    CustomUser.objects.update(subscription_status="EXPIRED")
    assert send(sign_in(CustomUser.objects.get(pk=user.pk)), path, body).status_code == 403
    assert state() == before


VALID = {
    "nama": "Jembatan",
    "tanggal_mulai": datetime(2026, 1, 5),
    "sumber_dana": "APBD",
    "lokasi_project": "Bandung",
    "nama_client": "Dinas",
    "anggaran_owner": 1500000000,
}


def workbook(*rows: dict[str, Any], header: tuple[str, ...] = COLUMNS) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(header)
    for row in rows:
        sheet.append([row.get(name) for name in header])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def upload(client: Client, data: bytes, name: str = "proyek.xlsx") -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)})


def test_a_sheet_becomes_projects(client: Client, user: CustomUser) -> None:
    second = VALID | {"nama": "Gedung", "tanggal_mulai": "06/02/2026", "anggaran_owner": 12.5, "durasi_hari": 10.0}
    answer = upload(client, workbook(VALID, {}, second, header=tuple(reversed(COLUMNS))))
    assert (answer.status_code, answer["Location"]) == (302, "/dashboard/")
    bridge, house = Project.objects.order_by("pk")
    assert (bridge.nama, bridge.owner, bridge.anggaran_owner) == ("Jembatan", user, Decimal(1_500_000_000))
    assert (house.tanggal_mulai, house.durasi_hari, house.anggaran_owner) == (date(2026, 2, 6), 10, Decimal("12.5"))


def test_one_bad_row_stops_them_all_and_is_named(client: Client) -> None:
    answer = upload(client, workbook(VALID, VALID | {"nama": "x", "anggaran_owner": "abc"}))
    assert answer.status_code == 200
    assert "Baris 3 – nama: Nama project minimal 3 karakter." in answer.content.decode()
    assert Project.objects.count() == 0


def test_a_point_in_a_number_is_no_grouping(client: Client, user: CustomUser) -> None:
    upload(client, workbook(VALID | {"anggaran_owner": 123.456}, VALID | {"anggaran_owner": "123.456"}))
    number, text = Project.objects.order_by("anggaran_owner")
    assert (number.anggaran_owner, text.anggaran_owner) == (Decimal("123.46"), Decimal(123_456))
    assert edit(client, text, anggaran_owner=1234.565).status_code == 200
    text.refresh_from_db()
    assert text.anggaran_owner == Decimal("1234.57")


@pytest.mark.parametrize("amount", [-1.5, 1e300, 0.1e19])
def test_numbers_that_are_no_budget_are_refused(client: Client, project: Project, amount: float) -> None:
    assert edit(client, project, anggaran_owner=amount).status_code == 400
    assert upload(client, workbook(VALID | {"anggaran_owner": amount})).status_code == 200
    assert [each.anggaran_owner for each in Project.objects.all()] == [project.anggaran_owner]


def refused(answer: Any, text: str) -> None:
    assert answer.status_code == 200
    assert text in answer.content.decode()
    assert Project.objects.count() == 0


def zipped(**parts: bytes) -> bytes:
    data = io.BytesIO(workbook(VALID))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_what_is_no_plain_workbook_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(client.post(UPLOAD, {}), "Pilih file Excel")
    refused(upload(client, workbook(VALID), "proyek.csv"), "Format file tidak didukung. Gunakan file .xlsx.")
    refused(upload(client, workbook(VALID), "proyek.xlsm"), "Format file tidak didukung")
    refused(upload(client, b"nama;tanggal"), "File rusak")
    refused(upload(client, workbook(VALID)[:900]), "File rusak")
    refused(upload(client, zipped(**{"xl/vbaProject.bin": b"x"})), "makro")
    refused(upload(client, zipped(**{"xl/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>'})), "deklarasi")
    refused(upload(client, zipped(**{"xl/bom.xml": b"0" * 60_000_000})), "terlalu besar setelah dibuka")
    monkeypatch.setattr("app.dashboard.sheet.MAX_BYTES", 100)
    refused(upload(client, workbook(VALID)), "File terlalu besar")


def test_headers_and_length_are_checked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(upload(client, workbook(VALID, header=COLUMNS[:-2])), "Kolom belum ada: ")
    refused(upload(client, workbook()), "Tidak ada baris data")
    monkeypatch.setattr("app.dashboard.sheet.MAX_ROWS", 2)
    refused(upload(client, workbook(VALID, VALID, VALID)), "Maksimal 2 baris data")


@pytest.mark.parametrize("value", ["=1+1", "#REF!", True, -1, 1e300, "9" * 40, "a\tb", date(1800, 1, 1)])
@pytest.mark.parametrize("name", ["nama", "tanggal_mulai", "anggaran_owner", "durasi_hari"])
def test_odd_cells_are_no_500(client: Client, name: str, value: object) -> None:
    assert upload(client, workbook(VALID | {name: value})).status_code in (200, 302)


def test_uploading_is_for_whom_it_is(user: CustomUser, sign_in: SignIn) -> None:
    assert upload(Client(), workbook(VALID)).status_code == 302
    assert upload(sign_in(user, enforce_csrf_checks=True), workbook(VALID)).status_code == 403
    CustomUser.objects.update(subscription_status="EXPIRED")
    assert upload(sign_in(CustomUser.objects.get(pk=user.pk)), workbook(VALID))["Location"].startswith("/pricing/")
    assert Project.objects.count() == 0
