"""W17 and W20: what is stored, what is refused, and whom it disturbs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from app.detail_project.models import Pekerjaan, PekerjaanProgressWeekly, PekerjaanTahapan, SubKlasifikasi
from tests.app.bad_input import Case, Field, Kind, bad_bodies, cases, replaced
from tests.app.jadwal.conftest import Schedule, add_job


def test_progress_is_stored_by_job_and_week(jadwal: Schedule) -> None:
    first, second = jadwal.jobs
    body = jadwal.save(first, {1: 25, 2: "12,5"}).json()
    assert (body["message"], body["created_count"], body["updated_count"]) == ("2 created, 0 updated", 2, 0)
    assert body["progress_mode"] == "planned"
    assert body["assignments"][1] == {
        "pekerjaan_id": first.pk,
        "week_number": 2,
        "week_start_date": "2026-01-12",
        "week_end_date": "2026-01-18",
        "proportion": 12.5,
        "notes": "",
        "actual_cost": 0.0,
        "planned_proportion": 12.5,
    }
    jadwal.save(second, {12: 100}, mode="actual")
    assert jadwal.stored() == {(first.pk, 1): Decimal(25), (first.pk, 2): Decimal("12.50")}
    assert jadwal.stored("actual") == {(second.pk, 12): Decimal(100)}


def test_planned_and_actual_of_a_week_do_not_touch_each_other(jadwal: Schedule) -> None:
    job = jadwal.jobs[0]
    jadwal.save(job, {1: 30})
    body = jadwal.save(job, {1: 10}, mode="actual").json()
    assert (body["created_count"], body["updated_count"]) == (0, 1)
    assert (jadwal.stored(), jadwal.stored("actual")) == ({(job.pk, 1): Decimal(30)}, {(job.pk, 1): Decimal(10)})


def test_the_modes_own_value_wins_over_the_general_one(jadwal: Schedule) -> None:
    job = jadwal.jobs[0]
    cell = {"pekerjaan_id": job.pk, "week_number": 1, "proportion": 5, "actual_proportion": 7, "planned_proportion": 9}
    jadwal.post("assign-weekly/", {"mode": "actual", "assignments": [cell]})
    assert (jadwal.stored(), jadwal.stored("actual")) == ({}, {(job.pk, 1): Decimal(7)})


def test_notes_and_costs_stay_unless_they_are_sent(jadwal: Schedule) -> None:
    job = jadwal.jobs[0]
    cell = {"pekerjaan_id": job.pk, "week_number": 1, "proportion": 20, "notes": "hujan", "actual_cost": "1.000.000,50"}
    jadwal.post("assign-weekly/", {"mode": "actual", "assignments": [cell]})
    before = PekerjaanProgressWeekly.objects.get()
    jadwal.save(job, {1: 40})
    record = PekerjaanProgressWeekly.objects.get()
    assert (record.notes, record.actual_cost) == ("hujan", Decimal("1000000.50"))
    assert record.actual_updated_at == before.actual_updated_at  # what was planned says nothing about what was done
    cell |= {"notes": "", "actual_cost": None}
    jadwal.post("assign-weekly/", {"mode": "actual", "assignments": [cell]})
    record = PekerjaanProgressWeekly.objects.get()
    assert (record.notes, record.actual_cost) == ("", None)


def test_a_sum_over_100_percent_is_refused_with_the_works_name_and_nothing_is_stored(jadwal: Schedule) -> None:
    first, second = jadwal.jobs
    jadwal.save(first, {1: 60})
    cells = [
        {"pekerjaan_id": second.pk, "week_number": 1, "proportion": 50},
        {"pekerjaan_id": first.pk, "week_number": 2, "proportion": "40.01"},
    ]
    answer = jadwal.post("assign-weekly/", {"assignments": cells})
    assert answer.status_code == 400
    body = answer.json()
    assert body["error"] == "Validation failed: Total progress exceeds 100%"
    assert body["validation_errors"] == [
        {
            "error": "Total progress untuk CUST-0001 Pekerjaan 1 (100.01%) melebihi 100%",
            "pekerjaan_id": first.pk,
            "total": 100.01,
            "max_allowed": 100.0,
            "type": "percent_total",
        }
    ]
    assert jadwal.stored() == {(first.pk, 1): Decimal(60)}
    assert jadwal.save(first, {2: 40}).status_code == 200


def test_moving_progress_from_one_week_to_another_counts_once(jadwal: Schedule) -> None:
    job = jadwal.jobs[0]
    jadwal.save(job, {1: 100})
    assert jadwal.save(job, {1: 0, 5: 100}).status_code == 200
    assert jadwal.stored() == {(job.pk, 5): Decimal(100)}


def test_a_work_without_volume_takes_no_progress(jadwal: Schedule, sub: SubKlasifikasi) -> None:
    job = add_job(jadwal.project, sub, 3, volume="0")
    body = jadwal.save(job, {1: 1}).json()
    assert body["validation_errors"][0]["type"] == "missing_capacity"
    assert "CUST-0003 Pekerjaan 3" in body["validation_errors"][0]["error"]
    assert jadwal.save(job, {1: 0}).status_code == 200


def test_one_bad_cell_and_nothing_is_stored(jadwal: Schedule) -> None:
    first, second = jadwal.jobs
    cells = [
        {"pekerjaan_id": first.pk, "week_number": 1, "proportion": 10},
        {"pekerjaan_id": second.pk, "week_number": 1, "proportion": -1},
    ]
    answer = jadwal.post("assign-weekly/", {"assignments": cells})
    body = answer.json()
    assert (answer.status_code, body["error"], body["saved"]) == (400, "Some assignments failed", [])
    assert body["errors"] == [{"error": "Proportion must be 0-100, got -1", "index": 1, "pekerjaan_id": second.pk}]
    assert jadwal.stored() == {}


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no job": ({"pekerjaan_id": None}, "pekerjaan_id required"),
    "unknown job": ({"pekerjaan_id": 999_999}, "Pekerjaan 999999 not found"),
    "no week": ({"week_number": None}, "week_number required"),
    "week 0": ({"week_number": 0}, "week_number must be >= 1"),
    "text week": ({"week_number": "1"}, "week_number must be an integer"),
    "far week": ({"week_number": 533}, "week_number must be <= 532"),
    "no value": ({"proportion": None}, "planned_proportion required"),
    "text": ({"proportion": "abc"}, "Invalid proportion: abc"),
    "over": ({"proportion": 100.5}, "Proportion must be 0-100, got 100.5"),
    "three decimals": ({"proportion": 33.333}, "Proportion: maksimal 2 angka desimal"),
    "cost": ({"actual_cost": -1}, "actual_cost: harus angka ≥ 0"),
    "notes": ({"notes": 5}, "notes: Harus berupa teks"),
}


@pytest.mark.parametrize(("change", "message"), BAD.values(), ids=BAD)
def test_a_bad_cell_is_told_why(jadwal: Schedule, change: dict[str, Any], message: str) -> None:
    cell = {"pekerjaan_id": jadwal.jobs[0].pk, "week_number": 1, "proportion": 10} | change
    answer = jadwal.post("assign-weekly/", {"assignments": [cell]})
    assert (answer.status_code, answer.json()["errors"][0]["error"]) == (400, message)
    assert PekerjaanProgressWeekly.objects.count() == 0


def test_another_projects_work_is_not_this_ones(jadwal: Schedule, make_project: Any) -> None:
    elsewhere = Schedule(jadwal.client, make_project("Gedung B"), [])
    answer = elsewhere.save(jadwal.jobs[0], {1: 10})
    assert "does not belong to this project" in answer.json()["errors"][0]["error"]
    assert PekerjaanProgressWeekly.objects.count() == 0


CELL_FIELDS = [
    Field("pekerjaan_id", Kind.ID, required=True),
    Field("week_number", Kind.ID, required=True),
    Field("proportion", Kind.NUMBER, required=True, maximum=100),
    Field("actual_cost", Kind.NUMBER),
    Field("notes", Kind.TEXT, max_length=2_000),
]


@pytest.mark.parametrize("case", cases(CELL_FIELDS, json=True), ids=str)
def test_bad_input(jadwal: Schedule, case: Case) -> None:
    valid = {"pekerjaan_id": jadwal.jobs[0].pk, "week_number": 1, "proportion": 10, "actual_cost": 5, "notes": ""}
    answer = jadwal.post("assign-weekly/", {"assignments": [replaced(valid, case)], "mode": "actual"})
    assert answer.status_code in ({400} if case.refused else {200, 400}), answer.content
    if answer.status_code == 400:
        assert answer.json()["ok"] is False
        assert PekerjaanProgressWeekly.objects.count() == 0


BODIES = [{}, {"assignments": None}, {"assignments": {}}, {"assignments": "x"}, {"assignments": [1, None, []]}, []]


@pytest.mark.parametrize("body", BODIES, ids=str)
def test_bodies_of_another_shape_are_refused(jadwal: Schedule, body: object) -> None:
    assert jadwal.post("assign-weekly/", body).status_code == 400


@pytest.mark.parametrize("mode", ["x", None, 1, [], {}, "Planned"])
@pytest.mark.parametrize("path", ["assign-weekly/", "reset-progress/"])
def test_unknown_modes_are_refused(jadwal: Schedule, path: str, mode: object) -> None:
    jadwal.save(jadwal.jobs[0], {1: 10})
    assert jadwal.post(path, {"mode": mode, "assignments": []}).status_code == 400
    assert len(jadwal.stored()) == 1


@pytest.mark.parametrize("body", bad_bodies().values(), ids=bad_bodies())
@pytest.mark.parametrize("path", ["assign-weekly/", "reset-progress/", "week-boundary/", "regenerate-tahapan/"])
def test_bodies_that_are_no_json(jadwal: Schedule, path: str, body: bytes) -> None:
    jadwal.save(jadwal.jobs[0], {1: 10})
    answer = jadwal.client.post(jadwal.url(path), body, content_type="application/json")
    # An object that names nothing means the defaults, where there are any.
    assert answer.status_code == 400 or (
        body.startswith(b'{"a": 9') and path in {"reset-progress/", "regenerate-tahapan/"}
    )


def test_an_empty_list_is_no_mistake(jadwal: Schedule) -> None:
    body = jadwal.post("assign-weekly/", {"assignments": []}).json()
    assert (body["message"], body["assignments"]) == ("0 created, 0 updated", [])


class TestConflict:
    def test_saving_twice_in_a_row_works_with_the_answered_token(self, jadwal: Schedule) -> None:
        token = jadwal.token
        for percent in (10, 20, 30):
            answer = jadwal.save(jadwal.jobs[0], {1: percent}, client_updated_at=token)
            assert answer.status_code == 200
            token = answer.json()["project_updated_at"]

    def test_an_older_copy_conflicts_and_changes_nothing(self, jadwal: Schedule) -> None:
        first, second = jadwal.jobs
        token = jadwal.token
        jadwal.save(first, {1: 10})
        answer = jadwal.save(second, {1: 50}, client_updated_at=token)
        assert (answer.status_code, answer.json()["conflict"]) == (409, True)
        assert jadwal.stored() == {(first.pk, 1): Decimal(10)}
        assert jadwal.save(second, {1: 50}).status_code == 200  # overwriting: without the token

    def test_saving_what_is_there_already_disturbs_nobody(self, jadwal: Schedule) -> None:
        jadwal.save(jadwal.jobs[0], {1: 10})
        token = jadwal.token
        assert jadwal.save(jadwal.jobs[0], {1: 10}).status_code == 200
        assert jadwal.token == token

    @pytest.mark.parametrize("path", ["reset-progress/", "week-boundary/"])
    def test_reset_and_other_weeks_are_changes_too(self, jadwal: Schedule, path: str) -> None:
        jadwal.save(jadwal.jobs[0], {1: 10})
        token = jadwal.token
        assert jadwal.post(path, {"week_start_day": 2}).status_code == 200
        assert jadwal.save(jadwal.jobs[1], {1: 10}, client_updated_at=token).status_code == 409

    def test_a_first_visit_makes_the_phases_and_disturbs_nobody(self, jadwal: Schedule) -> None:
        token = jadwal.token
        jadwal.post("regenerate-tahapan/", {"mode": "weekly"})
        assert jadwal.save(jadwal.jobs[1], {1: 10}, client_updated_at=token).status_code == 200


def test_reset_takes_one_modes_progress_and_leaves_the_others(jadwal: Schedule) -> None:
    first, second = jadwal.jobs
    jadwal.save(first, {1: 10, 2: 20})
    jadwal.save(second, {3: 30}, mode="actual")
    body = jadwal.post("reset-progress/", {"mode": "actual"}).json()
    assert (body["updated_count"], body["message"]) == (1, "Actual progress reset to 0 for 1 records")
    assert (len(jadwal.stored()), jadwal.stored("actual")) == (2, {})
    body = jadwal.post("reset-progress/", {}).json()
    assert (body["mode"], body["updated_count"]) == ("planned", 2)
    assert jadwal.stored() == {}


def test_reset_takes_costs_and_shares_of_phases_along(jadwal: Schedule) -> None:
    job = jadwal.jobs[0]
    jadwal.post("regenerate-tahapan/", {"mode": "weekly"})
    cell = {"pekerjaan_id": job.pk, "week_number": 1, "proportion": 20, "actual_cost": 5}
    jadwal.post("assign-weekly/", {"mode": "actual", "assignments": [cell]})
    jadwal.save(job, {1: 20})
    assert PekerjaanTahapan.objects.count() == 1
    jadwal.post("reset-progress/", {"mode": "planned"})
    jadwal.post("reset-progress/", {"mode": "actual"})
    assert PekerjaanTahapan.objects.count() == 0
    assert PekerjaanProgressWeekly.objects.get().actual_cost is None


def test_the_reads_tell_what_is_stored(jadwal: Schedule) -> None:
    first, second = jadwal.jobs
    jadwal.save(first, {1: 60, 2: 40})
    jadwal.save(first, {2: 30}, mode="actual")
    listed = jadwal.get("assignments/")
    assert listed["count"] == 2
    assert [(row["planned_proportion"], row["actual_proportion"]) for row in listed["assignments"]] == [
        (60, 0),
        (40, 30),
    ]
    assert listed["assignments"][0]["proportion"] == 60
    assert len(listed["weeks"]) == 12
    compact = jadwal.get("assignments/", compact=1)
    assert compact["rows"] == [[first.pk, 1, 6000, 0, None], [first.pk, 2, 4000, 3000, None]]
    one = jadwal.get(f"pekerjaan/{first.pk}/weekly-progress/")
    assert (one["total_planned_proportion"], one["total_actual_proportion"], one["is_complete"]) == (100, 30, True)
    assert jadwal.get(f"pekerjaan/{second.pk}/weekly-progress/")["is_complete"] is False


def test_work_may_run_over_the_planned_end_and_the_weeks_follow(jadwal: Schedule) -> None:
    jadwal.save(jadwal.jobs[0], {14: 10}, mode="actual")
    weeks = jadwal.get("assignments/")["weeks"]
    assert (len(weeks), weeks[-1]["week_start_date"]) == (14, "2026-04-06")


def test_a_save_asks_as_often_for_thirty_works_as_for_two(jadwal: Schedule, sub: SubKlasifikasi) -> None:
    jadwal.post("regenerate-tahapan/", {"mode": "weekly"})
    few = queries_of_a_save(jadwal, jadwal.jobs)
    more = [add_job(jadwal.project, sub, number) for number in range(3, 33)]
    assert queries_of_a_save(jadwal, more) == few
    assert PekerjaanTahapan.objects.count() == 2 * len(Pekerjaan.objects.all())


def queries_of_a_save(jadwal: Schedule, jobs: list[Pekerjaan]) -> int:
    cells = [{"pekerjaan_id": job.pk, "week_number": week, "proportion": 5} for job in jobs for week in (1, 2)]
    with CaptureQueriesContext(connection) as queries:
        assert jadwal.post("assign-weekly/", {"assignments": cells}).status_code == 200
    return len(queries)
