"""Backup and restore: what is read back is what was written; a copy holds everything; bad files change nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPExpanded, PekerjaanProgressWeekly, TahapPelaksanaan
from app.detail_project.services.backup import PARAMETERS, full_backup
from app.detail_project.services.portable import Reader
from app.detail_project.services.rab import project_total
from app.detail_project.services.restore import restore
from app.referensi.models import RincianReferensi
from tests.app.bad_input import bad_bodies
from tests.app.support import SignIn

IMPORT = "/detail_project/api/project/import/json/"
ITS_OWN = ("source_project_id", "export_date")


def content_of(project: Project) -> dict[str, Any]:
    """The backup without what names this very project and moment."""
    content = json.loads(json.dumps(full_backup(project, include_progress=True)))
    content["project"].pop("nama")
    return {key: value for key, value in content.items() if key not in ITS_OWN}


def components(project: Project) -> list[Any]:
    rows = DetailAHSPExpanded.objects.filter(project=project).order_by("pekerjaan__ordering_index", "kode", "koefisien")
    return list(rows.values_list("pekerjaan__snapshot_kode", "kode", "koefisien", "expansion_depth"))


def send(client: Client, content: object) -> Any:
    return client.post(IMPORT, json.dumps(content), content_type="application/json")


def state() -> list[Any]:
    return [Project.objects.count(), TahapPelaksanaan.objects.count(), DetailAHSPExpanded.objects.count()]


def test_export_import_export_is_equal(client: Client, full: Project) -> None:
    before, sent = content_of(full), full_backup(full, include_progress=True)
    answer = send(client, sent)
    assert answer.status_code == 200, answer.content
    restored = Project.objects.get(pk=answer.json()["project_id"])
    assert answer.json()["message"] == "Project berhasil diimport: Gedung A (Import)"
    stats = {name: len(sent[name]) for name in ("klasifikasi", "sub_klasifikasi", "pekerjaan", "harga_items")}
    assert answer.json()["stats"] == stats
    assert content_of(restored) == before == content_of(full)
    assert components(restored) == components(full)
    assert project_total(restored) == project_total(full) > 0


def test_a_restored_project_does_not_follow_the_library(user: CustomUser, full: Project) -> None:
    sent = full_backup(full, include_progress=True)
    RincianReferensi.objects.update(koefisien=99)
    restored = restore(user, sent, with_progress=True).project
    assert components(restored) == components(full)


def test_a_schedule_of_a_thousand_works_and_a_year_of_weeks_can_be_read_back() -> None:
    rows = [{"name": f"p{number}", "value": "1"} for number in range(51_000)]
    reader = Reader({"project_parameters": rows})
    assert len(reader.rows(PARAMETERS)) == 51_000
    assert reader.errors.errors == []


def test_a_file_that_is_wrong_throughout_is_not_read_to_its_end(client: Client) -> None:
    answer = send(client, {"export_type": "project_full_backup", "project_parameters": [{}] * 5_000})
    assert answer.status_code == 400
    assert len(answer.json()["errors"]) < 1_100


def test_a_file_without_components_is_expanded_anew(user: CustomUser, full: Project) -> None:
    sent = full_backup(full)
    del sent["bundle_components"]
    restored = restore(user, sent, with_progress=False)
    assert components(restored.project) == components(full)
    assert restored.warnings == []


def test_an_analysis_that_is_not_here_is_said(user: CustomUser, full: Project) -> None:
    sent = full_backup(full)
    for row in sent["pekerjaan"]:
        row["ref_kode"] = row["ref_kode"] and "LAIN.9"
    assert len(restore(user, sent, with_progress=False).warnings) == 2


def test_progress_is_imported_only_when_asked(client: Client, full: Project) -> None:
    for asked, weeks in ({"import_progress": "1"}, 2), ({}, 0):
        file = SimpleUploadedFile("cadangan.json", json.dumps(full_backup(full, include_progress=True)).encode())
        answer = client.post(IMPORT, {"file": file, **asked})
        assert answer.status_code == 200, answer.content
        assert PekerjaanProgressWeekly.objects.filter(project=answer.json()["project_id"]).count() == weeks


@pytest.mark.parametrize("name", ["isi.exe", "isi.xlsx", "isi.json"])
def test_files_that_are_no_json_are_refused(client: Client, name: str) -> None:
    answer = client.post(IMPORT, {"file": SimpleUploadedFile(name, b"PK\x03\x04")})
    assert (answer.status_code, answer.json()["status"]) == (400, "error")


def test_a_file_that_is_too_large_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.detail_project.services.uploads.MAX_JSON_BYTES", 10)
    answer = client.post(IMPORT, {"file": SimpleUploadedFile("isi.json", b'{"a": "bcdefgh"}')})
    assert answer.status_code == 400
    assert "terlalu besar" in answer.json()["message"]


def test_no_file_and_other_documents_are_named(client: Client) -> None:
    assert client.post(IMPORT, {}).json()["message"] == "No file uploaded"
    answer = send(client, {"export_type": "project_template"})
    assert answer.json()["message"] == 'Invalid export type. Expected "project_full_backup".'


@pytest.mark.parametrize("body", bad_bodies().values(), ids=bad_bodies())
def test_bodies_of_the_wrong_shape(client: Client, body: bytes) -> None:
    answer = client.post(IMPORT, body, content_type="application/json")
    assert (answer.status_code, answer.json()["status"]) == (400, "error")


Spoil = Callable[[dict[str, Any]], object]
SPOILT: dict[str, Spoil] = {
    "project-missing": lambda c: c.pop("project"),
    "project-text": lambda c: c.update(project="x"),
    "no-name": lambda c: c["project"].update(nama=" "),
    "name-too-long": lambda c: c["project"].update(nama="x" * 201),
    "end-before-start": lambda c: c["project"].update(tanggal_selesai="2020-01-01"),
    "no-such-day": lambda c: c["project"].update(tanggal_mulai="2026-02-30"),
    "budget-nan": lambda c: c["project"].update(anggaran_owner="NaN"),
    "budget-infinite": lambda c: c["project"].update(anggaran_owner="Infinity"),
    "section-text": lambda c: c.update(pekerjaan="x"),
    "row-text": lambda c: c["pekerjaan"].append("x"),
    "ref-unknown": lambda c: c["pekerjaan"][0].update(_sub_klasifikasi_ref=99),
    "ref-text": lambda c: c["pekerjaan"][0].update(_sub_klasifikasi_ref="x"),
    "ref-missing": lambda c: c["pekerjaan"][0].pop("_sub_klasifikasi_ref"),
    "id-twice": lambda c: c["pekerjaan"][1].update(_export_id=c["pekerjaan"][0]["_export_id"]),
    "order-twice": lambda c: c["pekerjaan"][1].update(ordering_index=c["pekerjaan"][0]["ordering_index"]),
    "source-unknown": lambda c: c["pekerjaan"][0].update(source_type="x"),
    "kode-twice": lambda c: c["harga_items"][1].update(kode_item=c["harga_items"][0]["kode_item"]),
    "price-negative": lambda c: c["harga_items"][0].update(harga_satuan="-1"),
    "price-arabic": lambda c: c["harga_items"][0].update(harga_satuan="١٢"),
    "price-object": lambda c: c["harga_items"][0].update(harga_satuan={}),
    "kategori-clash": lambda c: c["detail_ahsp"][0].update(kategori="ALT"),
    "volume-huge": lambda c: c["volume_pekerjaan"][0].update(quantity="9" * 20),
    "volume-twice": lambda c: c["volume_pekerjaan"].append(dict(c["volume_pekerjaan"][0])),
    "factor-zero": lambda c: c["conversion_profiles"][0].update(factor_to_base="0"),
    "parameter-name": lambda c: c["project_parameters"][0].update(name="Panjang X"),
    "parameter-twice": lambda c: c["project_parameters"].append(dict(c["project_parameters"][0])),
    "markup-101": lambda c: c["project_pricing"].update(markup_percent="101"),
    "rounding-0": lambda c: c["project_pricing"].update(rounding_base=0),
    "phase-twice": lambda c: c["tahap_pelaksanaan"][1].update(nama=c["tahap_pelaksanaan"][0]["nama"]),
    "share-0": lambda c: c["pekerjaan_tahapan"][0].update(proporsi_volume="0"),
    "week-0": lambda c: c["progress_weekly"][0].update(week_number=0),
    "week-101-percent": lambda c: c["progress_weekly"][0].update(planned_proportion="101"),
    "circle": lambda c: c["detail_ahsp"].append(
        {**next(row for row in c["detail_ahsp"] if row["_ref_pekerjaan_ref"]), "_export_id": 999}
        | {
            "_pekerjaan_ref": next(row for row in c["detail_ahsp"] if row["_ref_pekerjaan_ref"])["_ref_pekerjaan_ref"],
        }
    ),
    "component-of-no-bundle": lambda c: c["bundle_components"][0].update(_detail_ref=1, _pekerjaan_ref=1),
    "component-nan": lambda c: c["bundle_components"][0].update(koefisien="NaN"),
    "nul": lambda c: c["klasifikasi"][0].update(name="a\0b"),
    "lone-surrogate": lambda c: c["klasifikasi"][0].update(name="\ud800"),
    "flag-text": lambda c: c["volume_formula_states"][0].update(is_fx="ya"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_wrong_in_a_file_is_refused_and_nothing_is_stored(client: Client, full: Project, spoil: Spoil) -> None:
    content = copy.deepcopy(full_backup(full, include_progress=True))
    spoil(content)
    before = state()
    answer = send(client, content)
    assert answer.status_code == 400, answer.content
    assert answer.json()["message"]
    assert state() == before


def test_the_copy_is_the_senders_own(full: Project, other_user: CustomUser, sign_in: SignIn) -> None:
    answer = send(sign_in(other_user), full_backup(full))
    assert Project.objects.get(pk=answer.json()["project_id"]).owner == other_user
    assert Project.objects.get(pk=full.pk).owner != other_user


def test_importing_needs_a_sign_in_a_token_and_a_tier(
    full: Project, user: CustomUser, make_user: Any, sign_in: SignIn
) -> None:
    content, before = full_backup(full), state()
    assert send(Client(), content).status_code == 302
    assert send(sign_in(user, enforce_csrf_checks=True), content).status_code == 403
    assert send(sign_in(make_user("cici", subscription_status="EXPIRED")), content).status_code == 403
    assert sign_in(user).get(IMPORT).status_code == 405
    assert state() == before
