"""The less common writes: appended lists, rows of several jobs, reset to the library, orphans, conversions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.detail_project.models import (
    DetailAHSPAudit,
    DetailAHSPProject,
    HargaItemProject,
    ItemConversionProfile,
    Klasifikasi,
    Pekerjaan,
    PekerjaanProgressWeekly,
    PekerjaanTemplate,
)
from tests.app.bad_input import Case, Field, Kind, bad_bodies, cases, replaced
from tests.app.support import SignIn

Call = Callable[..., Any]
TREE = {
    "klasifikasi": [
        {
            "temp_id": "k1",
            "name": "Atap",
            "ordering_index": 1,
            "sub": [
                {
                    "temp_id": "s1",
                    "name": "Rangka",
                    "pekerjaan": [
                        {"temp_id": "p1", "source_type": "custom", "snapshot_uraian": "Kuda-kuda"},
                        {"temp_id": "p2", "source_type": "custom", "snapshot_uraian": "Reng"},
                    ],
                },
                {"name": "Penutup", "pekerjaan": []},
            ],
        }
    ]
}


@pytest.fixture
def call(client: Client, full: Project) -> Call:
    def make(path: str, body: Any = None, *, by: Client | None = None) -> Any:
        url = f"/detail_project/api/project/{full.pk}/{path}"
        if body is None:
            return (by or client).get(url)
        data = body if isinstance(body, bytes) else json.dumps(body)
        return (by or client).post(url, data, content_type="application/json")

    return make


@pytest.fixture
def modified(full: Project) -> Pekerjaan:
    job = Pekerjaan.objects.filter(project=full, source_type="ref_modified").first()
    assert job is not None
    return job


@pytest.fixture
def orphan(full: Project) -> HargaItemProject:
    return HargaItemProject.objects.get(project=full, kode_item="YATIM")


def row(kode: str = "L.01", **more: Any) -> dict[str, Any]:
    return {"kategori": "TK", "kode": kode, "uraian": "x", "satuan": "OH", "koefisien": "1.5", **more}


def state() -> list[Any]:
    tables = (Klasifikasi, Pekerjaan, DetailAHSPProject, HargaItemProject, ItemConversionProfile, PekerjaanTemplate)
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def test_a_legacy_list_is_appended_and_twice_it_is_there_twice(call: Call, full: Project) -> None:
    before = list(Pekerjaan.objects.filter(project=full).order_by("ordering_index").values_list("pk", flat=True))
    answer = call("list-pekerjaan/save/", TREE).json()
    assert answer["summary"] == {"klasifikasi": 1, "sub": 2, "pekerjaan": 2}
    assert Pekerjaan.objects.get(pk=answer["id_map"]["pekerjaan"]["p2"]).snapshot_uraian == "Reng"
    assert Klasifikasi.objects.get(pk=answer["id_map"]["klasifikasi"]["k1"]).name == "Atap"
    assert call("list-pekerjaan/save/", TREE).status_code == 200
    after = list(Pekerjaan.objects.filter(project=full).order_by("ordering_index").values_list("pk", flat=True))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 4
    assert Klasifikasi.objects.filter(project=full, name="Atap").count() == 2


def test_ids_in_a_legacy_list_touch_nothing_that_is_stored(call: Call, full: Project) -> None:
    klas = Klasifikasi.objects.filter(project=full).first()
    assert klas is not None
    assert (
        call("list-pekerjaan/save/", {"klasifikasi": [{"id": klas.pk, "name": "Lain", "sub": []}]}).status_code == 200
    )
    klas.refresh_from_db()
    assert klas.name != "Lain"


def test_a_bad_legacy_list_is_refused_where_it_is_bad(call: Call) -> None:
    before = state()
    answer = call("list-pekerjaan/save/", {"klasifikasi": [{"name": "", "sub": [{"name": "x", "pekerjaan": [5]}]}]})
    assert answer.status_code == 400
    assert {error["path"] for error in answer.json()["errors"]} >= {"klasifikasi[0].name"}
    assert state() == before


def test_the_legacy_list_is_limited_to_twenty_a_minute(call: Call) -> None:
    assert {call("list-pekerjaan/save/", {"klasifikasi": []}).status_code for _ in range(20)} == {200}
    answer = call("list-pekerjaan/save/", TREE)
    assert (answer.status_code, answer.json()["code"]) == (429, "RATE_LIMIT_EXCEEDED")


def test_rows_of_several_jobs_are_saved_together(call: Call, full: Project, modified: Pekerjaan) -> None:
    custom = Pekerjaan.objects.get(project=full, snapshot_kode="CUST-0001")
    items = [
        {"pekerjaan_id": modified.pk, "rows": [row("L.77")]},
        {"pekerjaan_id": custom.pk, "rows": [row(), row("L.78")]},
    ]
    answer = call("detail-ahsp/save/", {"items": items})
    assert (answer.status_code, answer.json()["saved_rows"]) == (200, 3)
    assert list(modified.detail_rows.values_list("kode", flat=True)) == ["L.77"]
    assert custom.detail_rows.count() == 2


def test_one_bad_job_stops_them_all(call: Call, full: Project, modified: Pekerjaan) -> None:
    Pekerjaan.objects.filter(snapshot_kode="CUST-0001").update(source_type="ref")
    reference = Pekerjaan.objects.get(snapshot_kode="CUST-0001")
    before = state()
    items = [{"pekerjaan_id": modified.pk, "rows": [row()]}, {"pekerjaan_id": reference.pk, "rows": [row()]}]
    answer = call("detail-ahsp/save/", {"items": items})
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (400, "items[1].source_type")
    clash = [{"pekerjaan_id": modified.pk, "rows": [row(kategori="ALT")]}]
    assert call("detail-ahsp/save/", {"items": clash}).status_code == 400
    assert call("detail-ahsp/save/", {"items": [{"pekerjaan_id": 10**9, "rows": [row()]}]}).status_code == 404
    stale = {"items": items[:1], "client_updated_at": "2020-01-01T00:00:00Z"}
    assert call("detail-ahsp/save/", stale).status_code == 409
    assert state() == before


def test_some_bad_rows_are_said_and_the_good_ones_stored(call: Call, modified: Pekerjaan) -> None:
    items = [{"pekerjaan_id": modified.pk, "rows": [row(), row("L.2", koefisien="abc")]}]
    answer = call("detail-ahsp/save/", {"items": items})
    assert (answer.status_code, answer.json()["saved_rows"]) == (207, 1)
    assert answer.json()["errors"][0]["path"] == "items[0].rows[1].koefisien"


def test_a_reset_brings_the_librarys_rows_back(call: Call, modified: Pekerjaan) -> None:
    assert modified.ref is not None
    answer = call(f"detail-ahsp/{modified.pk}/reset-to-ref/", {})
    expected = set(modified.ref.rincian.values_list("kode_item", flat=True))
    assert (answer.status_code, answer.json()["cloned_count"]) == (200, len(expected))
    assert set(modified.detail_rows.values_list("kode", flat=True)) == expected
    assert "removed 1 (" in DetailAHSPAudit.objects.latest("pk").change_summary


def test_only_modified_jobs_are_reset(call: Call, full: Project) -> None:
    custom = Pekerjaan.objects.get(project=full, snapshot_kode="CUST-0001")
    before = state()
    answer = call(f"detail-ahsp/{custom.pk}/reset-to-ref/", {})
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (400, "source_type")
    assert call("detail-ahsp/999999/reset-to-ref/", {}).status_code == 404
    assert state() == before


def test_a_reset_that_clashes_is_refused(call: Call, full: Project, modified: Pekerjaan) -> None:
    assert modified.ref is not None
    taken = modified.ref.rincian.first()
    assert taken is not None
    HargaItemProject.objects.filter(project=full, kode_item=taken.kode_item).update(kategori="LAIN")
    before = state()
    assert call(f"detail-ahsp/{modified.pk}/reset-to-ref/", {}).status_code == 400
    assert state() == before


def test_orphans_are_listed_and_cleaned_and_nothing_else(call: Call, full: Project, orphan: HargaItemProject) -> None:
    listed = call("orphaned-items/").json()
    assert [(item["kode"], item["harga_satuan"]) for item in listed["orphaned_items"]] == [("YATIM", "7.00")]
    assert (listed["orphaned_count"], listed["total_value"]) == (1, "7.00")
    used = HargaItemProject.objects.get(project=full, kode_item="L.01")
    answer = call("orphaned-items/cleanup/", {"item_ids": [orphan.pk, used.pk], "confirm": True}).json()
    assert (answer["deleted_count"], answer["skipped_ids"], answer["total_value_deleted"]) == (1, [used.pk], "7.00")
    assert HargaItemProject.objects.filter(pk=used.pk).exists()
    assert not HargaItemProject.objects.filter(pk=orphan.pk).exists()
    again = call("orphaned-items/cleanup/", {"item_ids": [orphan.pk], "confirm": True}).json()
    assert (again["deleted_count"], again["skipped_ids"]) == (0, [orphan.pk])


@pytest.mark.parametrize("ids", [None, [], "x", ["x"], [1.5], [True], [-1], [10**30], [[1]], {}])
def test_ids_of_orphans_that_are_none(call: Call, ids: object) -> None:
    assert call("orphaned-items/cleanup/", {"item_ids": ids, "confirm": True}).status_code == 400


@pytest.mark.parametrize("confirm", [None, False, "ya", 1])
def test_a_cleanup_must_be_confirmed(call: Call, orphan: HargaItemProject, confirm: object) -> None:
    answer = call("orphaned-items/cleanup/", {"item_ids": [orphan.pk], "confirm": confirm})
    assert answer.json()["errors"][0]["message"] == "Konfirmasi penghapusan diperlukan."
    assert HargaItemProject.objects.filter(pk=orphan.pk).exists()


def profile(item: HargaItemProject, **more: Any) -> dict[str, Any]:
    return {"harga_item_id": item.pk, "market_unit": "zak", "market_price": "75.000", "factor_to_base": "50", **more}


def test_a_conversion_is_stored_and_replaced(call: Call, orphan: HargaItemProject) -> None:
    first = call("conversion-profile/save/", profile(orphan)).json()
    assert (first["ok"], first["created"]) == (True, True)
    second = call("conversion-profile/save/", profile(orphan, factor_to_base="40", density="1,2")).json()
    assert (second["created"], second["profile_id"]) == (False, first["profile_id"])
    stored = ItemConversionProfile.objects.get(harga_item=orphan)
    assert (str(stored.market_price), str(stored.factor_to_base), str(stored.density)) == (
        "75000.00",
        "40.000000",
        "1.200000",
    )


CONVERSION_FIELDS = [
    Field("harga_item_id", Kind.ID, required=True),
    Field("market_unit", Kind.TEXT, required=True, max_length=50),
    Field("market_price", Kind.NUMBER, required=True),
    Field("factor_to_base", Kind.NUMBER, required=True),
    Field("density", Kind.NUMBER),
    Field("method", Kind.CHOICE, required=True),
]


@pytest.mark.parametrize("case", cases(CONVERSION_FIELDS, json=True), ids=str)
def test_bad_conversions(call: Call, orphan: HargaItemProject, case: Case) -> None:
    before = state()
    answer = call("conversion-profile/save/", replaced(profile(orphan, method="direct"), case))
    assert answer.status_code in ({400, 404} if case.refused else {200, 400}), answer.content
    if case.refused:
        assert answer.json()["error"]
        assert state() == before


def test_the_needs_are_valid_once_everything_is_planned(call: Call, full: Project) -> None:
    partly = call("rekap-kebutuhan/validate/").json()["validation"]
    assert (partly["valid"], partly["snapshot_total"] > partly["timeline_total"] > 0) == (False, True)
    PekerjaanProgressWeekly.objects.all().delete()
    for job in Pekerjaan.objects.filter(project=full):
        PekerjaanProgressWeekly.objects.create(
            project=full,
            pekerjaan=job,
            week_number=1,
            week_start_date=full.tanggal_mulai,
            week_end_date=full.tanggal_mulai,
            planned_proportion=100,
        )
    answer = call("rekap-kebutuhan/validate/").json()
    assert (answer["status"], answer["validation"]["valid"], answer["validation"]["difference"]) == ("success", True, 0)


WRITES: dict[str, Any] = {
    "list-pekerjaan/save/": TREE,
    "detail-ahsp/save/": {"items": []},
    "detail-ahsp/{job}/reset-to-ref/": {},
    "orphaned-items/cleanup/": {"item_ids": [1], "confirm": True},
    "conversion-profile/save/": {"harga_item_id": 1},
    "templates/create/": {"name": "Dicuri"},
    "templates/1/import/": {},
    "templates/import-file/": {"content": {}},
}
READS = ["orphaned-items/", "rekap-kebutuhan/validate/"]


@pytest.mark.parametrize("path", WRITES)
def test_only_the_owner_writes(
    path: str, call: Call, modified: Pekerjaan, user: CustomUser, other_user: CustomUser, sign_in: SignIn
) -> None:
    where, body, before = path.format(job=modified.pk), WRITES[path], state()
    assert call(where, body, by=sign_in(other_user)).status_code == 404
    assert call(where, body, by=Client()).status_code == 302
    assert call(where, body, by=sign_in(user, enforce_csrf_checks=True)).status_code == 403
    assert call(where).status_code == 405
    CustomUser.objects.update(subscription_status="EXPIRED")
    refused = call(where, body, by=sign_in(CustomUser.objects.get(pk=user.pk)))
    assert (refused.status_code, refused.json()["code"]) == (403, "SUBSCRIPTION_EXPIRED")
    assert state() == before


@pytest.mark.parametrize("path", READS)
def test_only_the_owner_reads(path: str, call: Call, other_user: CustomUser, sign_in: SignIn) -> None:
    assert call(path).status_code == 200
    assert call(path, by=sign_in(other_user)).status_code == 404
    assert call(path, by=Client()).status_code == 302


def test_the_page_of_orphans_is_the_owners(
    client: Client, full: Project, other_user: CustomUser, sign_in: SignIn
) -> None:
    url = f"/detail_project/{full.pk}/orphan-cleanup/"
    assert client.get(url).status_code == 200
    assert sign_in(other_user).get(url).status_code == 404


SHAPED = [path for path in WRITES if "{job}" not in path and path != "templates/1/import/"]


@pytest.mark.parametrize("body", bad_bodies().values(), ids=bad_bodies())
@pytest.mark.parametrize("path", SHAPED)
def test_bodies_of_the_wrong_shape(call: Call, path: str, body: bytes) -> None:
    before = state()
    answer = call(path, body)
    assert (answer.status_code, answer.json()["ok"]) == (400, False), answer.content
    assert state() == before
