"""W9: what is stored, what is refused, and what stays untouched."""

from __future__ import annotations

import pytest
from django.test import Client

from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPProject, HargaItemProject, Pekerjaan
from app.detail_project.services.library import LibraryCopier
from app.referensi.models import AHSPReferensi
from tests.app.money.conftest import Api, MakeJob, bundle, errors_of, row
from tests.app.support import MakeProject


def test_saved_rows_are_there_and_the_answer_counts_them(api: Api, job: Pekerjaan) -> None:
    answer = api.save_rows(job, [row("TK", "L.01", "0,123456"), row("BHN", "B.01", "7.5"), row("ALT", "E.1", "0.25")])

    body = answer.json()
    assert answer.status_code == 200
    assert body["user_message"] == "[OK] Data berhasil disimpan! 3 baris komponen tersimpan."
    assert (body["saved_raw_rows"], body["saved_expanded_rows"], body["errors"]) == (3, 3, [])
    stored = api.rows_of(job)
    assert {kode: item["koefisien"] for kode, item in stored.items()} == {
        "L.01": "0.123456",
        "B.01": "7.500000",
        "E.1": "0.250000",
    }
    job.refresh_from_db()
    assert job.detail_ready


def test_saving_replaces_what_was_there(api: Api, job: Pekerjaan) -> None:
    api.save_rows(job, [row("TK", "L.01", "1"), row("BHN", "B.01", "2")])
    api.save_rows(job, [row("TK", "L.01", "3")])
    assert {kode: item["koefisien"] for kode, item in api.rows_of(job).items()} == {"L.01": "3.000000"}


def test_an_empty_list_deletes_every_row(api: Api, job: Pekerjaan) -> None:
    api.save_rows(job, [row("TK", "L.01", "1")])
    answer = api.save_rows(job, [])
    assert answer.status_code == 200
    assert "0 baris" in answer.json()["user_message"]
    assert api.rows_of(job) == {}


def test_another_job_keeps_its_rows(api: Api, job: Pekerjaan, make_job: MakeJob) -> None:
    other = make_job()
    api.save_rows(other, [row("TK", "L.01", "9")])
    api.save_rows(job, [row("TK", "L.01", "1")])
    assert api.rows_of(other)["L.01"]["koefisien"] == "9.000000"


def test_labels_stand_for_the_kategori(api: Api, job: Pekerjaan) -> None:
    labels = ("Tenaga Kerja", "Bahan", "Alat")
    assert api.save_rows(job, [row(label, f"K.{n}", "1") for n, label in enumerate(labels)]).status_code == 200
    assert [item["kategori"] for item in api.rows_of(job).values()] == ["ALT", "BHN", "TK"]


def test_rows_without_a_code_get_one_that_nothing_else_has(api: Api, job: Pekerjaan, make_job: MakeJob) -> None:
    api.save_rows(job, [row("TK", "Unit-0002", "1"), row("BHN", "", "1"), row("ALT", "", "1")])
    assert set(api.rows_of(job)) == {"Unit-0002", "Unit-0001", "Unit-0003"}
    other = make_job()
    api.save_rows(other, [row("BHN", "", "1")])
    assert set(api.rows_of(other)) == {"Unit-0004"}


def test_a_row_without_a_code_does_not_get_one_that_is_typed_below_it(api: Api, job: Pekerjaan) -> None:
    answer = api.save_rows(job, [row("TK", "", "1"), row("TK", "Unit-0001", "2"), row("BHN", "Unit-0002", "3")])
    assert answer.status_code == 200, answer.content
    stored = {kode: item["koefisien"] for kode, item in api.rows_of(job).items()}
    assert stored == {"Unit-0003": "1.000000", "Unit-0001": "2.000000", "Unit-0002": "3.000000"}


def test_new_items_come_without_a_price_and_known_ones_keep_theirs(api: Api, job: Pekerjaan) -> None:
    api.save_rows(job, [row("TK", "L.01", "1")])
    assert HargaItemProject.objects.get(kode_item="L.01").harga_satuan is None
    api.price(L_01="4000,50")
    api.save_rows(job, [row("TK", "L.01", "2", uraian="Pekerja terampil"), row("BHN", "B.01", "1")])
    item = HargaItemProject.objects.get(kode_item="L.01")
    assert (str(item.harga_satuan), item.uraian) == ("4000.50", "Pekerja terampil")


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        ({"kategori": "XX"}, "rows[1].kategori", "Kategori tidak valid"),
        ({"kategori": ["TK"]}, "rows[1].kategori", "Kategori tidak valid"),
        ({"uraian": "  "}, "rows[1].uraian", "Wajib"),
        ({"kategori": "LAIN", "kode": ""}, "rows[1].kode", "Wajib"),
        ({"koefisien": "-1"}, "rows[1].koefisien", "Harus ≥ 0 dan berupa angka yang valid"),
        ({"koefisien": "abc"}, "rows[1].koefisien", "Harus ≥ 0 dan berupa angka yang valid"),
        ({"koefisien": ""}, "rows[1].koefisien", "Harus ≥ 0 dan berupa angka yang valid"),
        ({"koefisien": "Infinity"}, "rows[1].koefisien", "Harus ≥ 0 dan berupa angka yang valid"),
        ({"koefisien": 10**18}, "rows[1].koefisien", "Harus ≥ 0 dan berupa angka yang valid"),
        ({"koefisien": None}, "rows[1].koefisien", "Harus ≥ 0 dan berupa angka yang valid"),
        ({"kode": "L.01"}, "rows[1].kode", "Kode duplikat dalam pekerjaan ini"),
        ({"kode": "K" * 150}, "rows[1].kode", "Maksimal 100 karakter"),
        ({"kode": {"a": 1}}, "rows[1].kode", "Harus berupa teks"),
        ({"satuan": "s" * 51}, "rows[1].satuan", "Maksimal 50 karakter"),
        ({"ref_kind": "job", "ref_id": 1}, "rows[1].ref_kind", "Hanya boleh pada kategori 'Lain-lain'"),
        ({"kategori": "LAIN", "ref_kind": "x"}, "rows[1].ref_kind", "Nilai tidak valid"),
        ({"kategori": "LAIN", "ref_kind": "job"}, "rows[1].ref_id", "Wajib"),
        ({"kategori": "LAIN", "ref_kind": "job", "ref_id": "7"}, "rows[1].ref_id", "Harus integer"),
    ],
)
def test_a_bad_row_is_named_and_the_good_one_is_stored(
    api: Api, job: Pekerjaan, change: dict[str, object], path: str, message: str
) -> None:
    answer = api.save_rows(job, [row("TK", "L.01", "1"), row("TK", "L.02", "1") | change])

    assert answer.status_code == 207
    assert errors_of(answer)[path] == message
    assert answer.json()["user_message"].startswith("[WARN] Data tersimpan sebagian. 1 baris berhasil, 1 kesalahan")
    assert set(api.rows_of(job)) == {"L.01"}


def test_where_no_row_is_good_nothing_is_written(api: Api, job: Pekerjaan) -> None:
    api.save_rows(job, [row("TK", "L.01", "1")])
    answer = api.save_rows(job, ["str", 7, row("TK", "L.02", "x")])
    assert answer.status_code == 400
    assert answer.json()["user_message"].startswith("[ERROR] Gagal menyimpan data. 3 kesalahan")
    assert set(api.rows_of(job)) == {"L.01"}


@pytest.mark.parametrize("payload", [{}, {"rows": {}}, {"rows": "x"}, {"rows": None}, [], "x", 7, "null"])
def test_bodies_without_a_list_of_rows_are_refused(api: Api, job: Pekerjaan, payload: object) -> None:
    api.save_rows(job, [row("TK", "L.01", "1")])
    assert api.post(f"detail-ahsp/{job.pk}/save/", payload).status_code == 400
    assert set(api.rows_of(job)) == {"L.01"}


def test_a_job_of_the_library_cannot_be_changed(
    api: Api, make_job: MakeJob, library: AHSPReferensi, project: Project
) -> None:
    ref = make_job("A.1", source_type="ref", ref=library)
    LibraryCopier(project).copy_into(ref, library)
    answer = api.save_rows(ref, [row("TK", "L.01", "1")])
    assert answer.status_code == 400
    assert errors_of(answer)["source_type"].startswith("Pekerjaan referensi tidak bisa diubah")
    assert set(api.rows_of(ref)) == {"L.09", "M.09", "X.09"}


def test_a_modified_job_may_keep_its_plain_other_costs(
    api: Api, make_job: MakeJob, library: AHSPReferensi, project: Project
) -> None:
    modified = make_job("mod.1-A.1", source_type="ref_modified", ref=library)
    LibraryCopier(project).copy_into(modified, library)
    answer = api.save_rows(modified, [row("TK", "L.09", "2"), row("LAIN", "X.09", "0,5")])
    assert answer.status_code == 200
    assert answer.json()["saved_expanded_rows"] == 2


def test_a_modified_job_bundles_nothing(api: Api, make_job: MakeJob, job: Pekerjaan) -> None:
    modified = make_job("mod.1-A.1", source_type="ref_modified")
    answer = api.save_rows(modified, [bundle(job, "1")])
    assert errors_of(answer) == {"rows[0].ref_kind": "Hanya boleh untuk pekerjaan custom"}


def test_a_plain_other_cost_of_a_custom_job_is_kept_but_not_priced(api: Api, job: Pekerjaan) -> None:
    answer = api.save_rows(job, [row("TK", "L.01", "1"), row("LAIN", "X.1", "3")])
    body = answer.json()
    assert answer.status_code == 207
    assert (body["saved_raw_rows"], body["saved_expanded_rows"]) == (2, 1)
    assert "item.X.1" in errors_of(answer)
    assert set(api.rows_of(job)) == {"L.01", "X.1"}


def test_a_code_never_changes_its_kategori(api: Api, job: Pekerjaan, make_job: MakeJob) -> None:
    api.save_rows(job, [row("TK", "L.01", "1")])
    other = make_job()
    answer = api.save_rows(other, [row("BHN", "B.01", "1"), row("BHN", "L.01", "1")])
    assert answer.status_code == 400
    assert answer.json()["user_message"].startswith("Kode 'L.01' sudah terdaftar dengan kategori 'TK'.")
    assert "rows[1].kode" in errors_of(answer)
    assert api.rows_of(other) == {}


def test_awkward_text_is_stored_as_typed(api: Api, job: Pekerjaan) -> None:
    text = "<b>Semen</b> & 'pasir' 🧱"
    api.save_rows(job, [row("BHN", "<i>B</i>", "1", uraian=text)])
    assert api.rows_of(job)["<i>B</i>"]["uraian"] == text


def test_an_unknown_job_is_not_found(api: Api) -> None:
    answer = api.post("detail-ahsp/999999/save/", {"rows": []})
    assert answer.status_code == 404
    assert answer.json()["user_message"] == "Pekerjaan tidak ditemukan. Halaman mungkin sudah tidak valid."
    assert api.raw_get("detail-ahsp/999999/").status_code == 404


def test_another_projects_job_is_not_found(api: Api, make_project: MakeProject, job: Pekerjaan, client: Client) -> None:
    elsewhere = Api(client, make_project("Gedung B"))
    assert elsewhere.save_rows(job, [row("TK", "L.01", "1")]).status_code == 404
    assert not DetailAHSPProject.objects.exists()


def test_get_is_no_way_to_save(api: Api, job: Pekerjaan) -> None:
    answer = api.raw_get(f"detail-ahsp/{job.pk}/save/")
    assert (answer.status_code, answer.content) == (405, b"")
