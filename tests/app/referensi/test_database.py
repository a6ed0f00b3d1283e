"""Listing, editing and deleting the library (W53, W54, bulk deletion, the form of many lines)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from app.referensi.models import AHSPReferensi, PortalNotice, RincianReferensi, SecurityAuditLog
from tests.app.bad_input import Case, Field, Kind, bad_bodies, cases
from tests.app.support import MakeUser, SignIn

API = "/referensi/api"
DATABASE = "/referensi/admin/database-v2/"
READS = ["admin-portal/", "admin/database-v2/", "admin/database/", "import/", "import/excel/", "import/staging/",
         "import/validate/", "import/pdf-convert/", "debug/clear-data/", "audit/", "audit/logs/", "audit/statistics/",
         "audit/export/", "import/export/valid/"]  # fmt: skip


def patch(browser: Client, path: str, body: object) -> tuple[int, dict[str, Any]]:
    data = body if isinstance(body, bytes) else json.dumps(body)
    answer = browser.patch(f"{API}/{path}/", data, content_type="application/json")
    return answer.status_code, answer.json()


@pytest.mark.parametrize("path", READS)
def test_others_are_led_away_and_visitors_sign_in(client: Client, keeper: Client, path: str) -> None:
    assert client.get(f"/referensi/{path}")["Location"] == "/"
    assert Client().get(f"/referensi/{path}")["Location"].startswith("/accounts/login/")
    assert keeper.get(f"/referensi/{path}", follow=True).status_code == 200


@pytest.mark.parametrize("path", ["jobs/", "items/", "stats/", "delete/preview?sumber=x"])
def test_scripts_of_others_are_refused(client: Client, keeper: Client, path: str) -> None:
    assert client.get(f"{API}/{path}").status_code == 403
    assert keeper.get(f"{API}/{path}").status_code == 200


def test_a_keeper_need_not_be_an_administrator(make_user: MakeUser, sign_in: SignIn, job: AHSPReferensi) -> None:
    from django.contrib.auth.models import Permission  # noqa: PLC0415  # needs the database

    user = make_user("penjaga")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_ahspreferensi", "change_ahspreferensi"]))
    browser = sign_in(user)
    assert browser.get(f"{API}/jobs/").status_code == 200
    assert browser.get("/referensi/import/")["Location"] == "/", "importing asks for one permission more"


def test_jobs_and_items_are_listed_with_what_is_wrong(keeper: Client, job: AHSPReferensi) -> None:
    AHSPReferensi.objects.create(kode_ahsp="B.1", nama_ahsp="Tanpa apa-apa", sumber="Uji 2026")
    listed = keeper.get(f"{API}/jobs/").json()
    assert [(row["kode_ahsp"], row["rincian_count"], row["anomalies"]) for row in listed["data"]] == [
        ("A.1", 2, []),
        ("B.1", 0, ["Satuan kosong", "Tanpa rincian"]),
    ]
    assert listed["pagination"] == {"page": 1, "page_size": 20, "total": 2, "total_pages": 1}
    assert [row["kode_ahsp"] for row in keeper.get(f"{API}/jobs/?anomaly=true").json()["data"]] == ["B.1"]
    assert [row["kode_ahsp"] for row in keeper.get(f"{API}/jobs/?q=galian").json()["data"]] == ["A.1"]
    assert [row["kode_ahsp"] for row in keeper.get(f"{API}/jobs/?sort=-kode_ahsp").json()["data"]] == ["B.1", "A.1"]
    items = keeper.get(f"{API}/items/?job_id={job.pk}").json()["data"]
    assert [(row["kode_item"], row["koefisien"], row["job_kode"]) for row in items] == [
        ("L.01", "0.750000", "A.1"),
        ("L.04", "0.025000", "A.1"),
    ]
    assert keeper.get(f"{API}/stats/").json()["data"] == {
        "jobs_count": 2, "items_count": 2, "anomaly_count": 1, "sources": ["Uji 2026"], "klasifikasi": [""],
    }  # fmt: skip


@pytest.mark.parametrize("query", ["page=abc", "page=-1", "page=999999999999", "page_size=7", "sort=password", "q=%00",
                                   "job_id=x", "job_id=99999999999999999999", "sumber=%00"])  # fmt: skip
def test_odd_queries_are_answered(keeper: Client, job: AHSPReferensi, query: str) -> None:
    assert keeper.get(f"{API}/jobs/?{query}").status_code == 200
    assert keeper.get(f"{API}/items/?{query}").status_code == 200


def test_a_field_is_changed_and_the_change_is_noted(keeper: Client, job: AHSPReferensi) -> None:
    status, answer = patch(keeper, f"jobs/{job.pk}", {"field": "nama_ahsp", "value": " Galian <b>keras</b> "})
    assert (status, answer["status"], answer["message"]) == (200, "success", "Berhasil disimpan")
    assert answer["data"] == {
        "id": job.pk, "field": "nama_ahsp", "value": "Galian <b>keras</b>", "old_value": "Galian tanah",
    }  # fmt: skip
    job.refresh_from_db()
    assert job.nama_ahsp == "Galian <b>keras</b>"
    assert SecurityAuditLog.objects.get().category == "data_change"


def test_a_coefficient_is_typed_with_a_comma(keeper: Client, job: AHSPReferensi) -> None:
    item = RincianReferensi.objects.get(kode_item="L.01")
    status, answer = patch(keeper, f"items/{item.pk}", {"field": "koefisien", "value": "1,5"})
    assert (status, answer["data"]["value"], answer["data"]["old_value"]) == (200, "1.500000", "0.750000")
    status, answer = patch(keeper, f"items/{item.pk}", {"field": "koefisien", "value": "abc"})
    assert (status, answer["message"]) == (400, "Koefisien harus berupa angka")


@pytest.mark.parametrize(
    "body",
    [*bad_bodies().values(), {}, {"field": "id", "value": "1"}, {"field": ["nama_ahsp"], "value": "x"},
     {"field": "nama_ahsp"}],
    ids=lambda body: repr(body)[:40],
)  # fmt: skip
def test_a_bad_change_is_refused(keeper: Client, job: AHSPReferensi, body: object) -> None:
    assert patch(keeper, f"jobs/{job.pk}", body)[0] == 400
    before = (job.kode_ahsp, job.nama_ahsp, job.satuan)
    job.refresh_from_db()
    assert (job.kode_ahsp, job.nama_ahsp, job.satuan) == before


JOB_FIELDS = [
    Field("kode_ahsp", Kind.TEXT, required=True, max_length=50),
    Field("nama_ahsp", Kind.TEXT, required=True),
    Field("klasifikasi", Kind.TEXT, max_length=100),
    Field("sub_klasifikasi", Kind.TEXT, max_length=100),
    Field("satuan", Kind.TEXT, max_length=50),
    Field("sumber", Kind.TEXT, required=True, max_length=100),
]
ITEM_FIELDS = [
    Field("kategori", Kind.CHOICE, required=True),
    Field("kode_item", Kind.TEXT, required=True, max_length=50),
    Field("uraian_item", Kind.TEXT, required=True),
    Field("satuan_item", Kind.TEXT, max_length=20),
    Field("koefisien", Kind.NUMBER, required=True),
]


@pytest.mark.parametrize("case", cases(JOB_FIELDS, json=True), ids=str)
def test_bad_values_of_a_job(keeper: Client, job: AHSPReferensi, case: Case) -> None:
    check(keeper, "jobs", job, case)


@pytest.mark.parametrize("case", cases(ITEM_FIELDS, json=True), ids=str)
def test_bad_values_of_an_item(keeper: Client, job: AHSPReferensi, case: Case) -> None:
    check(keeper, "items", RincianReferensi.objects.get(kode_item="L.01"), case)


def check(keeper: Client, kind: str, entry: AHSPReferensi | RincianReferensi, case: Case) -> None:
    before = getattr(entry, case.field.name)
    status, answer = patch(keeper, f"{kind}/{entry.pk}", {"field": case.field.name, "value": case.value})
    assert status in ({400} if case.refused else {200, 400}), answer
    if status == 400:
        assert answer["message"]
        entry.refresh_from_db()
        assert getattr(entry, case.field.name) == before


def test_an_items_code_that_is_taken_is_refused(keeper: Client, job: AHSPReferensi) -> None:
    RincianReferensi.objects.filter(kode_item="L.04").update(uraian_item="Pekerja")
    item = RincianReferensi.objects.get(kode_item="L.01")
    assert patch(keeper, f"items/{item.pk}", {"field": "kode_item", "value": "L.04 "})[0] == 400


def test_a_code_that_is_taken_is_refused(keeper: Client, job: AHSPReferensi) -> None:
    other = AHSPReferensi.objects.create(kode_ahsp="A.2", nama_ahsp="Lain", sumber="Uji 2026")
    assert patch(keeper, f"jobs/{other.pk}", {"field": "kode_ahsp", "value": "A.1"})[0] == 400


def test_changes_need_a_keeper_a_token_and_an_entry(
    client: Client, keeper: Client, sign_in: SignIn, make_user: MakeUser, job: AHSPReferensi
) -> None:
    body = {"field": "satuan", "value": "m2"}
    path = f"{API}/jobs/{job.pk}/"
    assert client.patch(path, body, content_type="application/json").status_code == 403
    strict = sign_in(make_user("kedua", is_superuser=True), enforce_csrf_checks=True)
    assert strict.patch(path, body, content_type="application/json").status_code == 403
    assert keeper.patch(f"{API}/jobs/{job.pk + 1}/", body, content_type="application/json").status_code == 404
    assert keeper.patch(f"{API}/jobs/{10**20}/", body, content_type="application/json").status_code == 404
    assert keeper.post(path).status_code == 405
    job.refresh_from_db()
    assert job.satuan == "m3"


def test_an_expired_keeper_is_refused(make_user: MakeUser, sign_in: SignIn, job: AHSPReferensi) -> None:
    expired = make_user("usai", subscription_status="EXPIRED")
    body = {"field": "satuan", "value": "m2"}
    answer = sign_in(expired).patch(f"{API}/jobs/{job.pk}/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "SUBSCRIPTION_EXPIRED")


def delete(browser: Client, body: object) -> tuple[int, dict[str, Any]]:
    answer = browser.post(f"{API}/delete/execute", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def test_a_source_is_deleted_after_a_preview_and_nothing_else(keeper: Client, job: AHSPReferensi) -> None:
    kept = AHSPReferensi.objects.create(kode_ahsp="A.1", nama_ahsp="Lain", sumber="Sumber lain")
    preview = keeper.get(f"{API}/delete/preview", {"sumber": "Uji 2026"}).json()["preview"]
    assert (preview["jobs_count"], preview["rincian_count"], preview["affected_sources"]) == (1, 2, ["Uji 2026"])
    assert delete(keeper, {"sumber": "Uji 2026"}) == (400, {"error": "Konfirmasi diperlukan untuk menghapus data"})
    assert AHSPReferensi.objects.count() == 2
    status, answer = delete(keeper, {"sumber": "Uji 2026", "confirm": True})
    assert (status, answer["success"], answer["result"]["total_deleted"]) == (200, True, 3)
    assert list(AHSPReferensi.objects.all()) == [kept]
    assert SecurityAuditLog.objects.get().severity == "warning"


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"confirm": True},
        {"sumber": "", "confirm": True},
        {"sumber": ["Uji 2026"], "confirm": True},
        {"sumber": "Uji 2026", "confirm": "true"},
    ],
)
def test_a_deletion_of_everything_by_mistake_is_refused(keeper: Client, job: AHSPReferensi, body: object) -> None:
    assert delete(keeper, body)[0] == 400
    assert AHSPReferensi.objects.count() == 1


LINE = ("kode_ahsp", "nama_ahsp", "klasifikasi", "sub_klasifikasi", "satuan")


def lines(*jobs: AHSPReferensi, **changes: str) -> dict[str, str]:
    form = {"form-TOTAL_FORMS": str(len(jobs)), "form-INITIAL_FORMS": str(len(jobs))}
    for number, job in enumerate(jobs):
        values = {
            name: getattr(job, name) for name in ("kode_ahsp", "nama_ahsp", "klasifikasi", "sub_klasifikasi", "satuan")
        }
        form |= {f"form-{number}-{name}": value for name, value in {"id": str(job.pk), **values, **changes}.items()}
    return form


def test_many_lines_are_stored_at_once(keeper: Client, job: AHSPReferensi) -> None:
    page = keeper.get(DATABASE, {"edit": "1", "q": "galian"}).content.decode()
    assert 'value="A.1"' in page
    answer = keeper.post(f"{DATABASE}?edit=1&q=galian", lines(job, satuan="m2", klasifikasi="Tanah"))
    assert answer["Location"] == f"{DATABASE}?edit=1&q=galian"
    job.refresh_from_db()
    assert (job.satuan, job.klasifikasi, job.nama_ahsp) == ("m2", "Tanah", "Galian tanah")


def test_one_bad_line_stores_none(keeper: Client, job: AHSPReferensi) -> None:
    other = AHSPReferensi.objects.create(kode_ahsp="A.2", nama_ahsp="Lain", sumber="Uji 2026")
    form = lines(job, other, satuan="m2") | {"form-1-nama_ahsp": ""}
    answer = keeper.post(DATABASE, form)
    assert answer.status_code == 200
    assert "invalid-feedback" in answer.content.decode()
    assert set(AHSPReferensi.objects.values_list("satuan", flat=True)) == {"m3", ""}


@pytest.mark.parametrize(
    "form",
    [{}, {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "x"}, {"form-TOTAL_FORMS": "9999", "form-INITIAL_FORMS": "0"},
     {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "abc"},
     {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "999999"},
     {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"}],
)  # fmt: skip
@pytest.mark.parametrize("path", [DATABASE, "/referensi/import/staging/"])
def test_broken_forms_store_nothing(keeper: Client, job: AHSPReferensi, form: dict[str, str], path: str) -> None:
    answer = keeper.post(path, form)
    assert answer.status_code == 200
    assert AHSPReferensi.objects.count() == 1


def test_the_note_of_the_portal_is_for_all_keepers(keeper: Client, make_user: MakeUser, sign_in: SignIn) -> None:
    portal = "/referensi/admin-portal/"
    assert keeper.post(portal, {"text": "Impor <b>besok</b>"})["Location"] == portal
    page = sign_in(make_user("kedua", is_superuser=True)).get(portal).content.decode()
    assert "Impor &lt;b&gt;besok&lt;/b&gt;" in page
    assert keeper.post(portal, {"text": "x" * 501}).status_code == 200
    assert PortalNotice.objects.count() == 1
    keeper.post(portal, {"text": ""})
    assert "portal-notice" not in keeper.get(portal).content.decode()


def test_a_keeper_arrives_at_the_portal(make_user: MakeUser) -> None:
    from tests.app.support import PASSWORD  # noqa: PLC0415

    admin = make_user("kepala", is_superuser=True)
    answer = Client().post("/accounts/login/", {"login": admin.email, "password": PASSWORD})
    assert answer["Location"] == "/referensi/admin-portal/"
