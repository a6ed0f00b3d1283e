from datetime import date

from api import schedule as script
from api.client import expect_json
from fixtures.obligations import covers, provokes
from fixtures.schedules import END, Schedule
from fixtures.sessions import Session
from oracle import schedule as oracle
from pages.jadwal import JadwalPage
from pages.project_forms import ProjectEditPage
from vision.gantt import Track

RESET_PLAN = "Reset semua progress Perencanaan ke 0%"


@covers("schedule.tahapan.regenerate")
def test_the_first_visit_makes_the_weeks_of_the_project(
    unvisited: Schedule, owner: Session, next_session: Session
) -> None:
    digging, _, _ = unvisited.names

    jadwal = owner.open(JadwalPage, unvisited.project)
    jadwal.grid.expect_columns("Week 1 05/01 - 11/01", "Week 2 12/01 - 18/01")
    jadwal.grid.expect_number_of_columns(12)
    jadwal.grid.expect_row(digging, ["-"] * 12)
    jadwal.grid.plan(digging, 1, "10")  # and one can work with them at once

    weeks = script.tahapan(next_session.api, unvisited.project.id)
    assert [week["nama"].split(":")[0] for week in weeks] == [f"Week {number}" for number in range(1, 13)]


def test_weeks_may_start_on_wednesday_and_progress_stays_in_its_weeks(
    schedule: Schedule, owner: Session, next_session: Session
) -> None:
    first, second, *_ = oracle.weeks(schedule.calendar[0].first, END, week_end_day=1)
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.start_weeks_on("Rab")

    seen_later = next_session.open(JadwalPage, schedule.project)
    seen_later.expect_weeks_from("Rab", "Sel")
    seen_later.grid.expect_columns(first.head, second.head)
    seen_later.grid.expect_number_of_columns(13)
    seen_later.show_gantt()
    seen_later.gantt.expect_bars(*schedule.bars)


@covers("schedule.week.save")
def test_a_script_sets_the_week_and_the_next_visit_keeps_to_it(
    unplanned: Schedule, owner: Session, next_session: Session
) -> None:
    expect_json(script.set_week(owner.api, unplanned.project.id, start=6, end=5))

    seen_later = next_session.open(JadwalPage, unplanned.project)
    seen_later.expect_weeks_from("Min", "Sab")


@covers("schedule.tahapan.regenerate", "schedule.tahapan.list")
def test_phases_are_made_anew_by_month(schedule: Schedule, owner: Session, next_session: Session) -> None:
    expect_json(script.regenerate(owner.api, schedule.project.id, "monthly"))

    months = script.tahapan(next_session.api, schedule.project.id)
    assert [month["nama"].split(":")[0] for month in months] == ["Januari 2026", "Februari 2026", "Maret 2026"]
    assert script.progress_of(next_session.api, schedule.project.id, "planned") == schedule.stored("planned")


@covers("schedule.tahapan.regenerate_v1")
def test_phases_are_made_anew_at_the_older_address_which_says_where_to_go(
    schedule: Schedule, owner: Session, next_session: Session
) -> None:
    answer = script.regenerate_v1(owner.api, schedule.project.id, "monthly")
    assert answer.headers.get("x-api-deprecated") == "true"

    months = script.tahapan(next_session.api, schedule.project.id)
    assert [month["nama"].split(":")[0] for month in months] == ["Januari 2026", "Februari 2026", "Maret 2026"]


@covers("schedule.progress.reset")
def test_reset_empties_the_plan_and_nothing_else(schedule: Schedule, owner: Session, next_session: Session) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.reset(RESET_PLAN)
    jadwal.grid.expect_row(schedule.names[0], ["-"] * 12)

    seen_later = next_session.open(JadwalPage, schedule.project)
    seen_later.grid.expect_row(schedule.names[0], ["-"] * 12)
    seen_later.show_gantt()
    seen_later.gantt.expect_bars(*schedule.with_nothing(Track.PLANNED).bars)  # what was done is still there


@covers("schedule.progress.reset")
def test_reset_of_what_was_done_leaves_the_plan(schedule: Schedule, owner: Session, next_session: Session) -> None:
    expect_json(script.reset(owner.api, schedule.project.id, "actual"))

    assert script.progress_of(next_session.api, schedule.project.id, "actual") == {}
    assert script.progress_of(next_session.api, schedule.project.id, "planned") == schedule.stored("planned")


def test_reset_asks_first_and_a_refusal_changes_nothing(
    schedule: Schedule, owner: Session, next_session: Session
) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.reset_but_refuse(RESET_PLAN)

    jadwal.grid.expect_cell(schedule.names[0], 1, "25.0")
    assert script.progress_of(next_session.api, schedule.project.id, "planned") == schedule.stored("planned")


@covers("dashboard.project.edit")
def test_another_start_date_makes_the_weeks_anew_and_empties_them(
    schedule: Schedule, owner: Session, next_session: Session
) -> None:
    first, second, *_ = oracle.weeks(date(2026, 1, 7), END)
    edit = owner.open(ProjectEditPage, schedule.project)

    edit.fill(tanggal_mulai="2026-01-07", tanggal_selesai=END.isoformat())
    edit.send()

    seen_later = next_session.open(JadwalPage, schedule.project)
    seen_later.grid.expect_columns(first.head, second.head)
    seen_later.grid.expect_row(schedule.names[0], ["-"] * 12)
    seen_later.show_gantt()
    seen_later.gantt.expect_no_bars()


@provokes("schedule.week.save", 404)
@provokes("schedule.tahapan.regenerate", 404)
@provokes("schedule.progress.reset", 404)
def test_nobody_changes_the_calendar_of_another_owners_project(
    schedule: Schedule, owner: Session, second_owner: Session
) -> None:
    stranger, project = second_owner.api, schedule.project.id

    refused = [
        script.set_week(stranger, project, start=2, end=1),
        script.regenerate(stranger, project, "monthly"),
        script.reset(stranger, project, "planned"),
    ]

    assert [answer.status for answer in refused] == [404, 404, 404]
    jadwal = owner.open(JadwalPage, schedule.project)
    jadwal.grid.expect_columns("Week 1 05/01 - 11/01")
    jadwal.grid.expect_cell(schedule.names[0], 1, "25.0")
