"""The calendar, W18, W19, W21 to W27, and what phases derive from the weekly record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.dashboard.models import Project
from app.detail_project.models import (
    PekerjaanProgressWeekly,
    PekerjaanTahapan,
    SubKlasifikasi,
    TahapPelaksanaan,
    VolumePekerjaan,
)
from app.detail_project.services.schedule_calendar import phases_of, weeks_of
from app.detail_project.services.schedule_phases import renew
from app.referensi.models import AHSPReferensi
from oracle import schedule as oracle
from tests.app.bad_input import Case, Field, Kind, cases, replaced
from tests.app.jadwal.conftest import Schedule, add_job
from tests.app.support import MakeProject, written_before_the_lock

PHASE_FIELDS = [
    Field("nama", Kind.TEXT, required=True, max_length=200),
    Field("deskripsi", Kind.TEXT, max_length=10_000),
    Field("tanggal_mulai", Kind.DATE),
    Field("tanggal_selesai", Kind.DATE),
]
SHARE_FIELDS = [
    Field("pekerjaan_id", Kind.ID, required=True),
    Field("proporsi", Kind.NUMBER, required=True, maximum=100),
    Field("catatan", Kind.TEXT, max_length=2_000),
]


def create(jadwal: Schedule, nama: str = "Persiapan", **fields: Any) -> int:
    answer = jadwal.post("v1:tahapan/", {"nama": nama} | fields)
    assert answer.status_code == 201, answer.content
    return int(answer.json()["tahapan"]["tahapan_id"])


def names(jadwal: Schedule) -> list[str]:
    return [phase["nama"] for phase in jadwal.get("v1:tahapan/")["tahapan"]]


class TestCalendar:
    @pytest.mark.parametrize("start", [date(2026, 1, 5), date(2026, 1, 7), date(2026, 1, 11), date(2025, 12, 29)])
    @pytest.mark.parametrize("length", [1, 6, 7, 8, 84, 85, 400])
    @pytest.mark.parametrize("week_start", [0, 2, 6])
    def test_the_weeks_are_those_of_the_oracle(
        self, make_project: MakeProject, start: date, length: int, week_start: int
    ) -> None:
        end = date.fromordinal(start.toordinal() + length - 1)
        project = make_project(tanggal_mulai=start, tanggal_selesai=end, week_start_day=week_start)
        expected = oracle.weeks(start, end, week_end_day=project.week_end_day)
        assert [(w.number, w.start, w.end) for w in weeks_of(project)] == [
            (w.number, w.first, w.last) for w in expected
        ]

    def test_automatic_phases_have_the_names_of_the_contract(self, project: Project) -> None:
        weekly, monthly, daily = (phases_of(project, mode) for mode in ("weekly", "monthly", "daily"))
        assert (len(weekly), weekly[0][0]) == (12, "Week 1: 05/01 (Senin) - 11/01 (Minggu)")
        assert [name for name, _ in monthly] == [
            "Januari 2026: 05/01 - 31/01",
            "Februari 2026: 01/02 - 28/02",
            "Maret 2026: 01/03 - 29/03",
        ]
        assert (len(daily), daily[0][0], daily[-1][0]) == (84, "Day 1", "Day 84")


class TestRegenerate:
    @pytest.mark.parametrize(("mode", "count", "first"), [("weekly", 12, 0), ("monthly", 3, 0), ("daily", 84, 1)])
    def test_it_replaces_the_automatic_phases_and_keeps_the_owners(
        self, jadwal: Schedule, mode: str, count: int, first: int
    ) -> None:
        create(jadwal, "Serah terima", urutan=900)
        before = jadwal.post("regenerate-tahapan/", {}).json()["tahapan"]
        body = jadwal.post("regenerate-tahapan/", {"mode": mode}).json()
        assert (body["tahapan_created"], body["tahapan_deleted"], body["tahapan"][0]["urutan"]) == (count, 12, first)
        assert not {phase["tahapan_id"] for phase in before} & {phase["tahapan_id"] for phase in body["tahapan"]}
        assert len(names(jadwal)) == count + 1
        assert "Serah terima" in names(jadwal)

    @pytest.mark.parametrize("mode", ["weekly", "monthly", "daily"])
    def test_shares_are_derived_and_nothing_is_lost(self, jadwal: Schedule, mode: str) -> None:
        job = jadwal.jobs[0]
        jadwal.save(job, {1: "33.33", 4: "33.33", 8: "33.34"})
        jadwal.post("regenerate-tahapan/", {"mode": mode})
        shares = PekerjaanTahapan.objects.filter(pekerjaan=job)
        assert sum(share.proporsi_volume for share in shares) == 100
        assert {share.catatan for share in shares} == {"Synced from weekly canonical storage"}
        if mode == "monthly":  # the fourth week has six of its days in January, the eighth six in February
            assert [share.proporsi_volume for share in shares] == [Decimal("61.90"), Decimal("33.34"), Decimal("4.76")]

    def test_custom_keeps_what_there_is(self, jadwal: Schedule) -> None:
        create(jadwal)
        body = jadwal.post("regenerate-tahapan/", {"mode": "custom"}).json()
        assert (body["tahapan_count"], names(jadwal)) == (1, ["Persiapan"])

    def test_an_automatic_name_that_is_taken_is_numbered(self, jadwal: Schedule) -> None:
        create(jadwal, "Day 1")
        jadwal.post("regenerate-tahapan/", {"mode": "daily"})
        assert {"Day 1", "Day 1 (2)"} <= set(names(jadwal))

    def test_days_of_many_years_are_refused(self, jadwal: Schedule) -> None:
        Project.objects.update(tanggal_selesai=date(2030, 1, 1), durasi_hari=1458)
        answer = jadwal.post("regenerate-tahapan/", {"mode": "daily"})
        assert (answer.status_code, names(jadwal)) == (400, [])

    @pytest.mark.parametrize("mode", ["x", 1, None, [], {}, ""])
    def test_an_unknown_mode_is_refused_and_nothing_is_deleted(self, jadwal: Schedule, mode: object) -> None:
        jadwal.post("regenerate-tahapan/", {"mode": "weekly"})
        for path in ("regenerate-tahapan/", "v1:regenerate-tahapan/"):
            assert jadwal.post(path, {"mode": mode}).status_code == 400
        assert len(names(jadwal)) == 12

    def test_the_former_route_does_the_same_and_names_its_successor(self, jadwal: Schedule) -> None:
        jadwal.save(jadwal.jobs[0], {1: 10})
        answer = jadwal.post("v1:regenerate-tahapan/", {"mode": "weekly"})
        assert (answer.json()["tahapan_created"], answer.json()["assignments_converted"]) == (12, 1)
        assert answer["X-API-Deprecated"] == "true"
        assert answer["X-API-Migration-Endpoint"] == jadwal.url("regenerate-tahapan/")


class TestWeekBoundary:
    def test_the_end_follows_and_stored_weeks_move_along(self, jadwal: Schedule) -> None:
        jadwal.save(jadwal.jobs[0], {1: 10, 2: 20})
        body = jadwal.post("week-boundary/", {"week_start_day": 2, "week_end_day": 0}).json()
        assert (body["week_start_day"], body["week_end_day"]) == (2, 1)
        weeks = PekerjaanProgressWeekly.objects.order_by("week_number").values_list("week_start_date", "week_end_date")
        assert list(weeks) == [
            (date(2026, 1, 5), date(2026, 1, 6)),
            (date(2026, 1, 7), date(2026, 1, 13)),
        ]
        assert len(jadwal.stored()) == 2
        assert len(jadwal.get("assignments/")["weeks"]) == 13

    def test_the_end_alone_says_it_as_well(self, jadwal: Schedule) -> None:
        assert jadwal.post("week-boundary/", {"week_end_day": 4}).json()["week_start_day"] == 5

    @pytest.mark.parametrize("day", [-1, 7, "2", "x", 1.5, True, [], {}, 10**18])
    @pytest.mark.parametrize("name", ["week_start_day", "week_end_day"])
    def test_what_is_no_day_is_refused(self, jadwal: Schedule, name: str, day: object) -> None:
        assert jadwal.post("week-boundary/", {name: day}).status_code == 400
        assert jadwal.post("regenerate-tahapan/", {name: day}).status_code == 400
        assert Project.objects.get(pk=jadwal.project.pk).week_start_day == 0

    def test_nothing_said_is_refused(self, jadwal: Schedule) -> None:
        assert jadwal.post("week-boundary/", {}).status_code == 400


class TestPhases:
    def test_a_phase_is_created_read_changed_and_deleted(self, jadwal: Schedule) -> None:
        pk = create(jadwal, "  Persiapan <b>🏗️</b> ", tanggal_mulai="2026-01-05", tanggal_selesai="2026-01-31")
        shown = jadwal.get(f"v1:tahapan/{pk}/")["tahapan"]
        assert (shown["nama"], shown["tanggal_selesai"], shown["is_auto_generated"]) == (
            "Persiapan <b>🏗️</b>",
            "2026-01-31",
            False,
        )
        changed = jadwal.call("put", f"v1:tahapan/{pk}/", {"nama": "Mobilisasi", "tanggal_mulai": "2026-01-06"})
        assert (changed.status_code, changed.json()["message"]) == (200, "Tahapan berhasil diupdate")
        assert jadwal.get(f"v1:tahapan/{pk}/")["tahapan"] == shown | {
            "nama": "Mobilisasi",
            "tanggal_mulai": "2026-01-06",
        }
        gone = jadwal.call("delete", f"v1:tahapan/{pk}/")
        assert gone.json()["message"] == 'Tahapan "Mobilisasi" berhasil dihapus'
        assert jadwal.call("get", f"v1:tahapan/{pk}/").status_code == 404

    def test_names_are_needed_and_unique(self, jadwal: Schedule) -> None:
        pk = create(jadwal)
        other = create(jadwal, "Lain")
        for body in ({}, {"nama": ""}, {"nama": "   "}, {"nama": None}):
            assert jadwal.post("v1:tahapan/", body).json()["error"] == "Nama tahapan harus diisi"
        taken = 'Tahapan dengan nama "Persiapan" sudah ada'
        assert jadwal.post("v1:tahapan/", {"nama": "Persiapan"}).json()["error"] == taken
        assert jadwal.call("put", f"v1:tahapan/{other}/", {"nama": "Persiapan"}).json()["error"] == taken
        assert jadwal.call("put", f"v1:tahapan/{pk}/", {"nama": "Persiapan"}).status_code == 200

    def test_an_end_before_the_start_is_refused(self, jadwal: Schedule) -> None:
        dates = {"tanggal_mulai": "2026-02-01", "tanggal_selesai": "2026-01-31"}
        assert jadwal.post("v1:tahapan/", {"nama": "A", **dates}).status_code == 400
        pk = create(jadwal, "B", tanggal_mulai="2026-02-01")
        assert jadwal.call("put", f"v1:tahapan/{pk}/", {"tanggal_selesai": "2026-01-31"}).status_code == 400

    @pytest.mark.parametrize("case", cases(PHASE_FIELDS, json=True), ids=str)
    def test_bad_input(self, jadwal: Schedule, case: Case) -> None:
        valid = {"nama": "Baru", "deskripsi": "", "tanggal_mulai": "2026-01-05", "tanggal_selesai": "2026-01-06"}
        answer = jadwal.post("v1:tahapan/", replaced(valid, case))
        assert answer.status_code in ({400} if case.refused else {201, 400}), answer.content
        assert TahapPelaksanaan.objects.count() == (answer.status_code == 201)

    @pytest.mark.parametrize("urutan", [-1, "1", 1.5, True, [], 10**18])
    def test_a_bad_place_is_refused(self, jadwal: Schedule, urutan: object) -> None:
        assert jadwal.post("v1:tahapan/", {"nama": "A", "urutan": urutan}).status_code == 400

    def test_the_order_can_be_changed(self, jadwal: Schedule) -> None:
        ids = [create(jadwal, name) for name in "ABC"]
        answer = jadwal.post("v1:tahapan/reorder/", {"tahapan_order": [ids[2], 999_999, ids[0]]})
        assert (answer.status_code, names(jadwal)) == (200, ["C", "A", "B"])

    @pytest.mark.parametrize("order", [None, [], "x", ["1"], [True], {}, [[1]], [999_999]])
    def test_an_order_of_nothing_is_refused(self, jadwal: Schedule, order: object) -> None:
        create(jadwal, "A")
        assert jadwal.post("v1:tahapan/reorder/", {"tahapan_order": order}).status_code == 400

    def test_a_change_leaves_the_order_that_another_session_has_just_made(self, jadwal: Schedule) -> None:
        ids = [create(jadwal, name) for name in "ABC"]
        with written_before_the_lock(lambda: TahapPelaksanaan.objects.filter(pk=ids[0]).update(urutan=9)):
            assert jadwal.call("put", f"v1:tahapan/{ids[0]}/", {"nama": "Z"}).status_code == 200
        assert names(jadwal) == ["B", "C", "Z"]

    @pytest.mark.parametrize(
        ("verb", "path", "body"),
        [
            ("put", "", {"nama": "Z"}),
            ("delete", "", None),
            ("post", "assign/", {"assignments": [{"pekerjaan_id": 1, "proporsi": 5}]}),
            ("post", "unassign/", {"pekerjaan_ids": [1]}),
        ],
    )
    def test_a_phase_that_another_session_has_just_renewed_does_not_come_back(
        self, jadwal: Schedule, verb: str, path: str, body: object
    ) -> None:
        first = jadwal.post("regenerate-tahapan/", {"mode": "weekly"}).json()["tahapan"][0]["tahapan_id"]
        with written_before_the_lock(lambda: renew(jadwal.project, "monthly")):
            assert jadwal.call(verb, f"v1:tahapan/{first}/{path}", body).status_code == 404
        assert (len(names(jadwal)), PekerjaanTahapan.objects.count()) == (3, 0)


class TestAssign:
    def test_a_phase_takes_shares_and_gives_them_back(self, jadwal: Schedule) -> None:
        first, second = jadwal.jobs
        pk = create(jadwal)
        body = {
            "assignments": [
                {"pekerjaan_id": first.pk, "proporsi": 60, "catatan": "pagi"},
                {"pekerjaan_id": second.pk, "proporsi": "40"},
            ]
        }
        answer = jadwal.post(f"v1:tahapan/{pk}/assign/", body)
        assert (answer.json()["created"], answer.json()["errors"], answer["X-API-Deprecated"]) == (2, [], "true")
        assert jadwal.post(f"v1:tahapan/{pk}/assign/", body).json()["updated"] == 2
        listed = jadwal.get("v1:tahapan/")["tahapan"][0]
        assert (listed["jumlah_pekerjaan"], listed["total_assigned_proportion"]) == (2, 100)
        mine = jadwal.get(f"v1:pekerjaan/{first.pk}/assignments/")
        assert [(each["tahapan_id"], each["proporsi"]) for each in mine["assignments"]] == [(pk, 60)]
        assert jadwal.call("delete", f"v1:tahapan/{pk}/").status_code == 400
        gone = jadwal.post(f"v1:tahapan/{pk}/unassign/", {"pekerjaan_ids": [first.pk, 999_999]})
        assert gone.json()["deleted"] == 1
        assert jadwal.get(f"v1:pekerjaan/{first.pk}/assignments/")["total_proporsi"] == 0
        assert jadwal.get(f"v1:pekerjaan/{second.pk}/assignments/")["total_proporsi"] == 40

    def test_phases_together_take_no_more_than_all(self, jadwal: Schedule) -> None:
        job = jadwal.jobs[0]
        one, two = create(jadwal, "A"), create(jadwal, "B")
        jadwal.post(f"v1:tahapan/{one}/assign/", {"assignments": [{"pekerjaan_id": job.pk, "proporsi": 60}]})
        answer = jadwal.post(
            f"v1:tahapan/{two}/assign/", {"assignments": [{"pekerjaan_id": job.pk, "proporsi": "40.01"}]}
        )
        assert answer.status_code == 400
        assert "CUST-0001 Pekerjaan 1 (100.01%)" in answer.json()["error"]
        assert jadwal.get(f"v1:pekerjaan/{job.pk}/assignments/")["total_proporsi"] == 60

    def test_a_weekly_phase_writes_the_weeks_plan(self, jadwal: Schedule) -> None:
        job = jadwal.jobs[0]
        phases = jadwal.post("regenerate-tahapan/", {"mode": "weekly"}).json()["tahapan"]
        third = phases[2]["tahapan_id"]
        jadwal.post(f"v1:tahapan/{third}/assign/", {"assignments": [{"pekerjaan_id": job.pk, "proporsi": 30}]})
        assert jadwal.stored() == {(job.pk, 3): Decimal(30)}
        shown = jadwal.get(f"pekerjaan/{job.pk}/assignments/", mode="weekly")
        assert [(each["tahapan_id"], each["proporsi"]) for each in shown["assignments"]] == [(third, 30)]
        jadwal.post(f"v1:tahapan/{third}/unassign/", {"pekerjaan_ids": [job.pk]})
        assert jadwal.stored() == {}

    @pytest.mark.parametrize(
        ("week", "volume", "error"),
        [
            (40, 100, "Total proporsi untuk CUST-0001 Pekerjaan 1 (120.00%) melebihi 100%"),
            (3, 100, None),  # the phase's own week is replaced
            (3, 0, "Volume master belum diisi tetapi progres > 0% untuk CUST-0001 Pekerjaan 1"),
        ],
    )
    def test_a_weekly_phase_takes_no_more_than_the_plan_has_room_for(
        self, jadwal: Schedule, week: int, volume: int, error: str | None
    ) -> None:
        job, other = jadwal.jobs
        third = jadwal.post("regenerate-tahapan/", {"mode": "weekly"}).json()["tahapan"][2]["tahapan_id"]
        jadwal.save(job, {week: 60})
        VolumePekerjaan.objects.filter(pekerjaan=job).update(quantity=volume)
        entries = [{"pekerjaan_id": each.pk, "proporsi": 60} for each in (job, other)]
        answer = jadwal.post(f"v1:tahapan/{third}/assign/", {"assignments": entries})
        assert answer.json()["errors"] == ([f"assignments[0]: {error}"] if error else [])
        assert jadwal.stored() == {(job.pk, week): Decimal(60), (other.pk, 3): Decimal(60)}

    def test_a_note_on_a_weeks_share_is_kept_with_the_week(self, jadwal: Schedule) -> None:
        first, second = jadwal.jobs
        third = jadwal.post("regenerate-tahapan/", {"mode": "weekly"}).json()["tahapan"][2]["tahapan_id"]
        jadwal.save(second, {3: 10})
        PekerjaanProgressWeekly.objects.update(notes="lama")
        entries = [{"pekerjaan_id": first.pk, "proporsi": 5, "catatan": "pagi"}]
        entries += [{"pekerjaan_id": second.pk, "proporsi": 5}]
        assert jadwal.post(f"v1:tahapan/{third}/assign/", {"assignments": entries}).json()["created"] == 1
        records = PekerjaanProgressWeekly.objects.values_list("pekerjaan_id", "planned_proportion", "notes")
        assert set(records) == {(first.pk, Decimal(5), "pagi"), (second.pk, Decimal(5), "lama")}

    def test_shares_of_many_works_take_no_more_queries_than_one(
        self, jadwal: Schedule, sub: SubKlasifikasi, django_assert_max_num_queries: Any
    ) -> None:
        works = [add_job(jadwal.project, sub, number) for number in range(3, 23)]
        third = jadwal.post("regenerate-tahapan/", {"mode": "weekly"}).json()["tahapan"][2]["tahapan_id"]
        entries = [{"pekerjaan_id": work.pk, "proporsi": 5} for work in works]
        with django_assert_max_num_queries(30):
            assert jadwal.post(f"v1:tahapan/{third}/assign/", {"assignments": entries}).json()["created"] == 20

    @pytest.mark.parametrize("case", cases(SHARE_FIELDS, json=True), ids=str)
    def test_bad_entries(self, jadwal: Schedule, case: Case) -> None:
        pk = create(jadwal)
        valid = {"pekerjaan_id": jadwal.jobs[0].pk, "proporsi": 50, "catatan": ""}
        answer = jadwal.post(f"v1:tahapan/{pk}/assign/", {"assignments": [replaced(valid, case)]})
        assert answer.status_code in ({400} if case.refused else {200, 400}), answer.content
        assert PekerjaanTahapan.objects.count() == (answer.status_code == 200)

    @pytest.mark.parametrize(
        "body", [{}, [], {"assignments": []}, {"assignments": "x"}, {"pekerjaan_ids": []}, {"pekerjaan_ids": ["1"]}]
    )
    @pytest.mark.parametrize("verb", ["assign", "unassign"])
    def test_bodies_of_another_shape(self, jadwal: Schedule, verb: str, body: object) -> None:
        assert jadwal.post(f"v1:tahapan/{create(jadwal)}/{verb}/", body).status_code == 400

    def test_what_is_divided_and_what_is_not(self, jadwal: Schedule) -> None:
        first, second = jadwal.jobs
        pk = create(jadwal)
        jadwal.post(f"v1:tahapan/{pk}/assign/", {"assignments": [{"pekerjaan_id": first.pk, "proporsi": 100}]})
        checked = jadwal.get("v1:tahapan/validate/")
        assert (checked["is_valid"], checked["complete_count"], checked["unassigned_count"]) == (False, 1, 1)
        left = jadwal.get("v1:tahapan/unassigned/")
        assert [(job["pekerjaan_id"], job["unassigned_proportion"], job["status"]) for job in left["pekerjaan"]] == [
            (second.pk, 100, "unassigned")
        ]

    @pytest.mark.parametrize("mode", ["x", "planned", "WEEKLY"])
    def test_shares_of_an_unknown_mode_are_refused(self, jadwal: Schedule, mode: str) -> None:
        answer = jadwal.client.get(jadwal.url(f"pekerjaan/{jadwal.jobs[0].pk}/assignments/"), {"mode": mode})
        assert answer.status_code == 400


class TestDates:
    def edit(self, jadwal: Schedule, **changes: str) -> Any:
        project = Project.objects.get(pk=jadwal.project.pk)
        form = {
            "nama": project.nama,
            "tanggal_mulai": project.tanggal_mulai.isoformat(),
            "tanggal_selesai": str(project.tanggal_selesai),
            "sumber_dana": "APBD",
            "lokasi_project": "Bandung",
            "nama_client": "Dinas PU",
            "anggaran_owner": "1500000000",
        }
        answer = jadwal.client.post(f"/dashboard/project/{project.pk}/edit/", form | changes, follow=True)
        return [str(message) for message in answer.context["messages"]]

    RESTARTED = "Tanggal mulai berubah. Semua progress direset dan periode weekly dihitung ulang."

    def test_another_start_resets_all_progress_and_says_so(self, jadwal: Schedule) -> None:
        jadwal.post("regenerate-tahapan/", {"mode": "weekly"})
        jadwal.save(jadwal.jobs[0], {1: 25})
        assert self.RESTARTED in self.edit(jadwal, tanggal_mulai="2026-01-12")
        assert (jadwal.stored(), PekerjaanTahapan.objects.count()) == ({}, 0)
        assert names(jadwal)[0] == "Week 1: 12/01 (Senin) - 18/01 (Minggu)"
        assert len(names(jadwal)) == 11

    def test_another_end_keeps_progress_and_adds_weeks(self, jadwal: Schedule) -> None:
        jadwal.post("regenerate-tahapan/", {"mode": "weekly"})
        jadwal.save(jadwal.jobs[0], {1: 25})
        assert self.RESTARTED not in self.edit(jadwal, tanggal_selesai="2026-04-05")
        assert (len(jadwal.stored()), len(names(jadwal)), PekerjaanTahapan.objects.count()) == (1, 13, 1)

    def test_another_name_moves_nothing(self, jadwal: Schedule) -> None:
        before = jadwal.post("regenerate-tahapan/", {"mode": "weekly"}).json()["tahapan"]
        jadwal.save(jadwal.jobs[0], {1: 25})
        self.edit(jadwal, nama="Gedung Z")
        assert [phase["tahapan_id"] for phase in jadwal.get("v1:tahapan/")["tahapan"]] == [
            p["tahapan_id"] for p in before
        ]
        assert len(jadwal.stored()) == 1


def test_another_source_of_a_work_takes_its_shares_and_keeps_its_weeks(jadwal: Schedule) -> None:
    ahsp = AHSPReferensi.objects.create(kode_ahsp="A.1", nama_ahsp="Beton K-225", satuan="m3")
    job = jadwal.jobs[0]
    jadwal.post("regenerate-tahapan/", {"mode": "weekly"})
    jadwal.save(job, {1: 10})
    tree = jadwal.get("v1:list-pekerjaan/tree/")["klasifikasi"]
    tree[0]["sub"][0]["pekerjaan"][0] |= {"source_type": "ref", "ref_id": ahsp.pk}
    answer = jadwal.post("v1:list-pekerjaan/upsert/", {"klasifikasi": tree})
    assert answer.status_code == 200, answer.content
    assert (PekerjaanTahapan.objects.count(), len(jadwal.stored())) == (0, 1)
