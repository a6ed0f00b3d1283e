"""W1: what is stored, matched, refused, reset and deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from app.dashboard.models import Project
from app.detail_project.models import (
    DetailAHSPAudit,
    DetailAHSPExpanded,
    DetailAHSPProject,
    HargaItemProject,
    Klasifikasi,
    Pekerjaan,
    VolumeFormulaState,
    VolumePekerjaan,
)
from app.referensi.models import AHSPReferensi, RincianReferensi
from tests.app.support import MakeProject
from tests.app.works.conftest import custom, one_sub

Library = dict[str, AHSPReferensi]
Save = Callable[..., Any]
Tree = Callable[[], list[dict[str, Any]]]


def ref(ahsp: AHSPReferensi, source: str = "ref", **more: Any) -> dict[str, Any]:
    return {"source_type": source, "ref_id": ahsp.pk, **more}


def jobs_of(tree: Tree) -> list[dict[str, Any]]:
    return [job for klas in tree() for sub in klas["sub"] for job in sub["pekerjaan"]]


def test_a_saved_tree_is_read_back_as_sent(save: Save, tree: Tree, library: Library) -> None:
    beton = library["CT.B.02"]
    answer = save(one_sub(custom("Bongkar <b>dinding</b> 🧱"), ref(beton)))

    body = answer.json()
    assert answer.status_code == 200
    assert body["summary"] == {"klasifikasi": 1, "sub": 1, "pekerjaan": 2}
    stored = jobs_of(tree)
    assert body["change_flags"] == {"reload_job_ids": [job["id"] for job in stored], "volume_reset_job_ids": []}
    assert [(job["snapshot_kode"], job["snapshot_uraian"], job["snapshot_satuan"]) for job in stored] == [
        ("CUST-0001", "Bongkar <b>dinding</b> 🧱", "m2"),
        ("CT.B.02", beton.nama_ahsp, "m3"),
    ]
    assert (tree()[0]["name"], tree()[0]["sub"][0]["name"]) == ("Struktur", "Beton")


def test_aliases_of_keys_are_understood(save: Save, tree: Tree) -> None:
    job = {"source_type": "custom", "uraian": "Bongkar", "satuan": "m2"}
    save([{"nama": "Struktur", "subs": [{"nama": "Beton", "jobs": [job]}]}])
    assert jobs_of(tree)[0]["snapshot_uraian"] == "Bongkar"


def test_html_entities_are_decoded(save: Save, tree: Tree) -> None:
    save(one_sub(custom("Pipa &amp;lt; 3&quot;")))
    assert jobs_of(tree)[0]["snapshot_uraian"] == 'Pipa < 3"'


def test_codes_count_on_per_project(save: Save, tree: Tree, library: Library) -> None:
    tanah = library["CT.T.01"]
    save(one_sub(custom(), custom(), ref(tanah, "ref_modified"), ref(tanah, "ref_modified"), ref(tanah)))
    kodes = [job["snapshot_kode"] for job in jobs_of(tree)]
    assert kodes == ["CUST-0001", "CUST-0002", "mod.1-CT.T.01", "mod.2-CT.T.01", "CT.T.01"]


@pytest.mark.parametrize("source", ["ref", "ref_modified"])
def test_a_library_job_brings_rows_expanded_rows_and_price_items(
    save: Save, tree: Tree, library: Library, source: str
) -> None:
    beton = library["CT.B.02"]
    save(one_sub(ref(beton, source)))

    job = Pekerjaan.objects.get(pk=jobs_of(tree)[0]["id"])
    expected = {(row.kategori, row.kode_item, row.koefisien) for row in beton.rincian.all()}
    assert set(job.detail_rows.values_list("kategori", "kode", "koefisien")) == expected
    assert set(job.expanded_rows.values_list("kategori", "kode", "koefisien")) == expected
    items = HargaItemProject.objects.filter(project=job.project)
    assert set(items.values_list("kode_item", flat=True)) == {kode for _, kode, _ in expected}
    assert set(items.values_list("harga_satuan", flat=True)) == {None}
    assert job.detail_ready


def test_a_modified_job_may_have_its_own_text(save: Save, tree: Tree, library: Library) -> None:
    mine = {"snapshot_uraian": "Galian di halaman", "snapshot_satuan": "m3 padat"}
    save(one_sub(ref(library["CT.T.01"], "ref_modified", **mine), ref(library["CT.T.01"], **mine)))
    assert [job["snapshot_uraian"] for job in jobs_of(tree)] == ["Galian di halaman", library["CT.T.01"].nama_ahsp]
    assert [job["snapshot_satuan"] for job in jobs_of(tree)] == ["m3 padat", "m3"]


def test_equal_codes_of_an_analysis_become_one_row(save: Save, tree: Tree, library: Library) -> None:
    tanah = library["CT.T.01"]
    RincianReferensi.objects.create(
        ahsp=tanah, kategori="TK", kode_item="TK-01", uraian_item="Pekerja (lembur)", satuan_item="OH", koefisien="0.1"
    )
    save(one_sub(ref(tanah)))
    assert str(DetailAHSPProject.objects.get(kode="TK-01").koefisien) == "0.820000"


def test_saving_the_same_tree_again_changes_nothing(save: Save, tree: Tree, library: Library) -> None:
    save(one_sub(custom(), ref(library["CT.T.01"])))
    before = tree()
    rows = list(DetailAHSPProject.objects.values_list("pk", flat=True))

    answer = save(before)

    assert answer.status_code == 200
    assert tree() == before
    assert list(DetailAHSPProject.objects.values_list("pk", flat=True)) == rows
    assert not DetailAHSPAudit.objects.exists()


def test_without_ids_rows_are_matched_by_their_slot(save: Save, tree: Tree, library: Library) -> None:
    sent = one_sub(custom("A"), ref(library["CT.T.01"]))
    save(sent)
    before = tree()
    save(sent)
    assert tree() == before


def test_what_the_client_made_up_just_now_takes_nobodys_place(save: Save, tree: Tree) -> None:
    save(one_sub(custom("Lama")))
    old = jobs_of(tree)[0]["id"]
    VolumePekerjaan.objects.create(project_id=Pekerjaan.objects.get().project_id, pekerjaan_id=old, quantity=5)
    save(one_sub(custom("Baru", temp_id="t1")))
    assert jobs_of(tree)[0]["id"] != old
    assert not VolumePekerjaan.objects.exists()


def test_reordering_keeps_ids_and_content(save: Save, tree: Tree) -> None:
    save(one_sub(custom("A"), custom("B"), custom("C")))
    before = tree()
    jobs = before[0]["sub"][0]["pekerjaan"]
    ids = {job["snapshot_uraian"]: job["id"] for job in jobs}
    for job, order in zip(jobs, (3, 1, 2), strict=True):
        job["ordering_index"] = order
    save(before)
    assert [(job["snapshot_uraian"], job["id"]) for job in jobs_of(tree)] == [
        (name, ids[name]) for name in ("B", "C", "A")
    ]


def test_jobs_and_subs_move_between_groups(save: Save, tree: Tree) -> None:
    save(
        [
            {"name": "K1", "sub": [{"name": "S1", "pekerjaan": [custom("A")]}, {"name": "S2", "pekerjaan": []}]},
            {"name": "K2", "sub": [{"name": "S3", "pekerjaan": [custom("B")]}]},
        ]
    )
    first, second = tree()
    job = first["sub"][0]["pekerjaan"].pop()
    moved = first["sub"].pop(0) | {"ordering_index": 1}
    second["sub"].append(moved)
    second["sub"][0]["pekerjaan"].append(job | {"ordering_index": 2})
    first["sub"][0]["ordering_index"] = 1

    assert save([first, second]).status_code == 200

    names = [(klas["name"], [sub["name"] for sub in klas["sub"]]) for klas in tree()]
    assert names == [("K1", ["S2"]), ("K2", ["S3", "S1"])]
    assert {job["id"] for job in jobs_of(tree)} == {job["id"], second["sub"][0]["pekerjaan"][0]["id"]}


def test_groups_change_places_and_one_adopts_the_others_content(save: Save, tree: Tree) -> None:
    save([{"name": "K1", "sub": [{"name": "S1", "pekerjaan": [custom("A")]}]}, {"name": "K2", "sub": []}])
    first, second = tree()
    second["sub"] = first.pop("sub")
    save([second | {"ordering_index": 1}])
    assert [(klas["id"], klas["name"]) for klas in tree()] == [(second["id"], "K2")]
    assert [job["snapshot_uraian"] for job in jobs_of(tree)] == ["A"]


def test_duplicate_orders_are_bumped_to_the_next_free_number(save: Save, tree: Tree) -> None:
    subs = [
        {"name": name, "pekerjaan": [custom(f"{name}{n}", ordering_index=n) for n in (1, 2)]} for name in ("S1", "S2")
    ]
    save([{"name": "K", "sub": subs}])
    assert [job["ordering_index"] for job in jobs_of(tree)] == [1, 2, 3, 4]


def test_what_is_absent_is_deleted_with_all_it_holds(save: Save, tree: Tree, library: Library) -> None:
    save(one_sub(custom("A"), ref(library["CT.T.01"])))
    kept, gone = tree()[0]["sub"][0]["pekerjaan"]
    project = Pekerjaan.objects.get(pk=gone["id"]).project
    VolumePekerjaan.objects.create(project=project, pekerjaan_id=gone["id"], quantity=1)
    save(one_sub(kept))
    assert [job["id"] for job in jobs_of(tree)] == [kept["id"]]
    assert not DetailAHSPProject.objects.exists()
    assert not DetailAHSPExpanded.objects.exists()
    assert not VolumePekerjaan.objects.exists()
    assert HargaItemProject.objects.exists()  # now an orphan, for the owner to clean up


def test_an_empty_list_wipes_the_tree(save: Save, tree: Tree) -> None:
    save(one_sub(custom()))
    assert save([]).json()["summary"] == {"klasifikasi": 0, "sub": 0, "pekerjaan": 0}
    assert tree() == []


def test_an_id_that_is_gone_becomes_a_new_row(save: Save, tree: Tree, make_project: MakeProject) -> None:
    save(one_sub(custom("A")))
    stale = tree()
    save([])
    assert save(stale).status_code == 200
    assert [job["snapshot_uraian"] for job in jobs_of(tree)] == ["A"]


def test_another_projects_rows_cannot_be_taken_over(
    save: Save, tree: Tree, make_project: MakeProject, client: Client
) -> None:
    other = make_project("Gedung B")
    klas = Klasifikasi.objects.create(project=other, name="Milik B", ordering_index=1)
    save([{"id": klas.pk, "name": "Diambil", "sub": []}])
    klas.refresh_from_db()
    assert (klas.name, klas.project_id) == ("Milik B", other.pk)
    assert tree()[0]["id"] != klas.pk


class TestSourceChange:
    """A job that gets another source keeps its id and loses what came from the old one."""

    @pytest.fixture
    def job(self, save: Save, tree: Tree, library: Library, project: Project) -> dict[str, Any]:
        save(one_sub(ref(library["CT.T.01"])))
        stored = jobs_of(tree)[0]
        VolumePekerjaan.objects.create(project=project, pekerjaan_id=stored["id"], quantity=5)
        VolumeFormulaState.objects.create(project=project, pekerjaan_id=stored["id"], raw="=5")
        return stored

    def change(self, save: Save, tree: Tree, **values: Any) -> Any:
        sent = tree()
        sent[0]["sub"][0]["pekerjaan"][0] |= values
        return save(sent)

    def test_to_custom(self, save: Save, tree: Tree, job: dict[str, Any], project: Project) -> None:
        flags = self.change(save, tree, source_type="custom", snapshot_uraian="Sendiri").json()["change_flags"]

        assert flags["volume_reset_job_ids"] == [job["id"]]
        after = jobs_of(tree)[0]
        assert (after["id"], after["snapshot_kode"], after["ref_id"]) == (job["id"], "CUST-0001", None)
        assert not DetailAHSPProject.objects.exists()
        assert not VolumePekerjaan.objects.exists()
        assert not VolumeFormulaState.objects.exists()
        audit = DetailAHSPAudit.objects.get()
        assert (audit.action, audit.user) == ("UPDATE", project.owner)
        assert audit.change_summary == "Source change: ref (CT.T.01) → custom"
        assert [row["kode"] for row in audit.old_data] == ["TK-01", "TK-07"]
        assert audit.new_data == []

    def test_to_another_analysis(self, save: Save, tree: Tree, job: dict[str, Any], library: Library) -> None:
        self.change(save, tree, ref_id=library["CT.F.03"].pk)
        after = jobs_of(tree)[0]
        assert (after["id"], after["snapshot_kode"]) == (job["id"], "CT.F.03")
        assert after["snapshot_uraian"] == library["CT.F.03"].nama_ahsp
        assert DetailAHSPProject.objects.filter(kode="TK-05").exists()
        assert not VolumePekerjaan.objects.exists()

    def test_to_modified_without_naming_the_analysis_again(
        self, save: Save, tree: Tree, job: dict[str, Any], library: Library
    ) -> None:
        self.change(save, tree, source_type="ref_modified", ref_id=None)
        after = jobs_of(tree)[0]
        assert (after["snapshot_kode"], after["ref_id"]) == ("mod.1-CT.T.01", library["CT.T.01"].pk)
        assert DetailAHSPProject.objects.count() == 2

    def test_an_unchanged_source_keeps_volume_and_rows(self, save: Save, tree: Tree, job: dict[str, Any]) -> None:
        self.change(save, tree, ref_id=None)
        assert VolumePekerjaan.objects.exists()
        assert DetailAHSPProject.objects.count() == 2
        assert not DetailAHSPAudit.objects.exists()

    def test_who_bundles_the_job_is_expanded_anew(self, save: Save, tree: Tree, job: dict[str, Any], call: Any) -> None:
        sent = tree()
        sent[0]["sub"][0]["pekerjaan"].append(custom("Paket", temp_id="n"))
        save(sent)
        bundler = jobs_of(tree)[1]
        row = {"kategori": "LAIN", "kode": "P", "uraian": "P", "satuan": "u", "koefisien": "1"}
        saved = call(
            "post", f"detail-ahsp/{bundler['id']}/save/", {"rows": [row | {"ref_kind": "job", "ref_id": job["id"]}]}
        )
        assert saved.json()["saved_expanded_rows"] == 2

        self.change(save, tree, source_type="custom", snapshot_uraian="Sendiri")
        assert not DetailAHSPExpanded.objects.filter(pekerjaan_id=bundler["id"]).exists()

    def test_who_bundles_a_deleted_job_is_expanded_anew(
        self, save: Save, tree: Tree, job: dict[str, Any], call: Any
    ) -> None:
        sent = tree()
        sent[0]["sub"][0]["pekerjaan"].append(custom("Paket", temp_id="n"))
        save(sent)
        bundler = jobs_of(tree)[1]
        row = {"kategori": "LAIN", "kode": "P", "uraian": "P", "satuan": "u", "koefisien": "1"}
        call("post", f"detail-ahsp/{bundler['id']}/save/", {"rows": [row | {"ref_kind": "job", "ref_id": job["id"]}]})

        assert save(one_sub(bundler)).status_code == 200
        assert [row.kode for row in DetailAHSPProject.objects.filter(pekerjaan_id=bundler["id"])] == ["P"]
        assert not DetailAHSPExpanded.objects.exists()


class TestRefusals:
    """Nothing is written, and every complaint of the body comes with its path."""

    @pytest.mark.parametrize(
        ("body", "path", "message"),
        [
            ("{rusak", "$", "Payload JSON tidak valid"),
            ([], "$", "Payload JSON tidak valid"),
            ({}, "klasifikasi", "Field 'klasifikasi' wajib disertakan sebagai list"),
            ({"klasifikasi": {}}, "klasifikasi", "Field 'klasifikasi' harus berupa list"),
            ({"klasifikasi": None}, "klasifikasi", "Field 'klasifikasi' harus berupa list"),
            ({"klasifikasi": ["x"]}, "klasifikasi[0]", "Harus berupa objek"),
            ({"klasifikasi": [{"name": "K", "sub": {}}]}, "klasifikasi[0].sub", "Harus berupa list"),
            ({"klasifikasi": [{"name": "  "}]}, "klasifikasi[0].name", "Wajib diisi"),
            ({"klasifikasi": [{"name": "K", "ordering_index": "1"}]}, "klasifikasi[0].ordering_index", "Harus integer"),
            ({"klasifikasi": [{"name": "K", "id": True}]}, "klasifikasi[0].id", "Harus integer"),
        ],
    )
    def test_shapes(self, call: Any, body: Any, path: str, message: str) -> None:
        answer = call("post", "list-pekerjaan/upsert/", body)
        assert answer.status_code == 400
        assert (answer.json()["ok"], answer.json()["success"]) == (False, False)
        assert {"path": path, "message": message} in answer.json()["errors"]

    def test_every_job_says_what_is_wrong_with_it(self, save: Save, tree: Tree) -> None:
        jobs = [
            custom(""),
            {"source_type": "ref"},
            {"source_type": "ref", "ref_id": 9999},
            {"source_type": "ref", "ref_id": "x"},
            {"source_type": "magic"},
        ]
        answer = save(one_sub(*jobs, custom("Baik")))

        prefix = "klasifikasi[0].sub[0].pekerjaan"
        assert answer.status_code == 400
        assert answer.json()["message"] == "5 kesalahan validasi ditemukan."
        assert answer.json()["errors"] == [
            {"path": f"{prefix}[0].snapshot_uraian", "message": "Wajib untuk custom"},
            {"path": f"{prefix}[1].ref_id", "message": "Wajib untuk source=ref/ref_modified (baris baru)"},
            {"path": f"{prefix}[2].ref_id", "message": "Referensi #9999 tidak ditemukan"},
            {"path": f"{prefix}[3].ref_id", "message": "Harus integer"},
            {"path": f"{prefix}[4].source_type", "message": "Nilai tidak valid"},
        ]
        assert tree() == []

    def test_the_same_id_twice(self, save: Save, tree: Tree) -> None:
        save(one_sub(custom()))
        sent = tree()
        jobs = sent[0]["sub"][0]["pekerjaan"]
        jobs.append(dict(jobs[0]))
        assert save(sent).json()["errors"][0]["path"] == "klasifikasi[0].sub[0].pekerjaan[1].id"

    def test_an_analysis_whose_code_has_another_kategori_here(
        self, save: Save, tree: Tree, project: Project, library: Library
    ) -> None:
        HargaItemProject.objects.create(project=project, kode_item="TK-01", kategori="BHN", uraian="Punya saya")
        answer = save(one_sub(custom("A"), ref(library["CT.T.01"])))
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["path"] == "klasifikasi[0].sub[0].pekerjaan[1].ref_id"
        assert "'TK-01' sudah terdaftar dengan kategori 'BHN'" in answer.json()["errors"][0]["message"]
        assert tree() == []
        project.refresh_from_db()

    @pytest.mark.parametrize("path", ["list-pekerjaan/upsert/", "list-pekerjaan/save/"])
    def test_two_new_analyses_that_give_a_code_different_kategori(
        self, call: Any, tree: Tree, library: Library, path: str
    ) -> None:
        both = (library["CT.T.01"], library["CT.B.02"])
        for ahsp, kategori in zip(both, ("BHN", "ALT"), strict=True):
            RincianReferensi.objects.create(ahsp=ahsp, kategori=kategori, kode_item="X.1", uraian_item="X", koefisien=1)
        answer = call("post", path, {"klasifikasi": one_sub(*map(ref, both))})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["path"] == "klasifikasi[0].sub[0].pekerjaan[1].ref_id"
        assert "'X.1' sudah terdaftar dengan kategori 'BHN'" in answer.json()["errors"][0]["message"]
        assert tree() == []

    def test_an_analysis_that_makes_a_bundle_of_another_job_too_large(
        self, save: Save, tree: Tree, call: Any, library: Library
    ) -> None:
        save(one_sub(custom("Dasar"), custom("Tengah"), custom("Paket")))
        base, middle, outer = (job["id"] for job in jobs_of(tree))
        row = {"kategori": "TK", "kode": "L.01", "uraian": "Pekerja", "satuan": "OH", "koefisien": "1"}
        bundle = {"kategori": "LAIN", "kode": "P", "uraian": "P", "koefisien": "1000000", "ref_kind": "job"}
        for job, rows in (
            (base, [row]),
            (middle, [bundle | {"ref_id": base}]),
            (outer, [bundle | {"ref_id": middle}]),
        ):
            assert call("post", f"detail-ahsp/{job}/save/", {"rows": rows}).status_code == 200
        RincianReferensi.objects.filter(ahsp=library["CT.T.01"]).update(koefisien=1_000_000)
        before, sent = tree(), tree()
        sent[0]["sub"][0]["pekerjaan"][0] |= {"source_type": "ref", "ref_id": library["CT.T.01"].pk}
        answer = save(sent)
        assert answer.status_code == 400
        assert answer.json()["errors"] == [{"path": "bundle.P", "message": "Koefisien komponen bundle terlalu besar"}]
        assert tree() == before


class TestConflict:
    """The project's timestamp is the token; only an older one is refused."""

    def test_the_second_of_two_sessions_is_told_and_may_overwrite(self, save: Save, tree: Tree, call: Any) -> None:
        token = call("get", "list-pekerjaan/tree/").json()["project_updated_at"]
        first = save(one_sub(custom("Sesi satu")), client_updated_at=token)
        second = save(one_sub(custom("Sesi dua")), client_updated_at=token)

        assert first.status_code == 200
        assert second.status_code == 409
        assert second.json()["conflict"] is True
        assert second.json()["server_updated_at"] == first.json()["project_updated_at"]
        assert second.json()["errors"] == [
            {"path": "updated_at", "message": "Data telah berubah sejak Anda membukanya"}
        ]
        assert [job["snapshot_uraian"] for job in jobs_of(tree)] == ["Sesi satu"]
        assert save(one_sub(custom("Sesi dua"))).status_code == 200
        assert [job["snapshot_uraian"] for job in jobs_of(tree)] == ["Sesi dua"]

    def test_the_answers_token_allows_the_next_save(self, save: Save) -> None:
        token = save(one_sub(custom("A"))).json()["project_updated_at"]
        assert save(one_sub(custom("B")), client_updated_at=token).status_code == 200

    def test_a_save_that_changes_nothing_disturbs_nobody(self, save: Save, tree: Tree) -> None:
        token = save(one_sub(custom("A"))).json()["project_updated_at"]
        assert save(tree()).json()["project_updated_at"] == token

    @pytest.mark.parametrize("token", [None, "", "kemarin", 5, [], {}, "9999-12-31T23:59:59"])
    def test_a_token_that_is_no_older_date_is_not_checked(self, save: Save, token: object) -> None:
        assert save(one_sub(custom()), client_updated_at=token).status_code == 200

    def test_a_token_without_a_zone_is_a_date_too(self, save: Save) -> None:
        assert save(one_sub(custom()), client_updated_at="2026-01-01T00:00:00").status_code == 409

    @pytest.mark.parametrize("token", ["0001-01-01", "0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00"])
    def test_a_token_at_the_edge_of_time(self, save: Save, token: str) -> None:
        assert save(one_sub(custom()), client_updated_at=token).status_code in {200, 409}


def test_a_thousand_jobs_are_saved_and_turned_round(save: Save, tree: Tree) -> None:
    save(one_sub(*(custom(f"Pekerjaan {n}") for n in range(1000))))
    sent = tree()
    jobs = sent[0]["sub"][0]["pekerjaan"]
    for job in jobs:
        job["ordering_index"] = 1001 - job["ordering_index"]
    assert save(sent).status_code == 200
    assert [job["id"] for job in jobs_of(tree)] == [job["id"] for job in reversed(jobs)]


def test_the_search_keeps_what_is_above_a_match(save: Save, call: Any) -> None:
    save(
        [
            {"name": "Tanah", "sub": [{"name": "Galian", "pekerjaan": [custom("Galian pondasi"), custom("Buang")]}]},
            {"name": "Beton", "sub": [{"name": "Kolom", "pekerjaan": [custom("Cor kolom")]}]},
        ]
    )
    found = call("get", "list-pekerjaan/tree/?search=PONDASI").json()
    assert (found["search_active"], found["match_count"]) == (True, 1)
    assert [klas["name"] for klas in found["klasifikasi"]] == ["Tanah"]
    assert call("get", "list-pekerjaan/tree/?q=tidak-ada").json()["match_count"] == 0
