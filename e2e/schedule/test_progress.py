import re
from decimal import Decimal

import pytest

from api import schedule as script
from fixtures.documents import expect_documents, schedule_tables
from fixtures.obligations import covers, provokes
from fixtures.schedules import Schedule
from fixtures.sessions import Session
from fixtures.watching import Watcher
from pages.jadwal import Display, JadwalPage

SAVE = "schedule.progress.save"


@covers(SAVE, "schedule.page.view", "schedule.progress.list", "schedule.tahapan.list", "schedule.kurva_s.read")
def test_a_planned_week_is_there_for_the_owners_next_session(
    unplanned: Schedule, owner: Session, next_session: Session
) -> None:
    digging, founding, _ = unplanned.names
    jadwal = owner.open(JadwalPage, unplanned.project)

    jadwal.grid.plan(digging, 2, "30.5")
    jadwal.grid.plan(digging, 3, "69.5")  # any number of edits before one save
    jadwal.expect_unsaved(2)
    jadwal.save()
    jadwal.expect_unsaved(0)

    seen_later = next_session.open(JadwalPage, unplanned.project)
    seen_later.grid.expect_row(digging, ["-", "30.5", "69.5", *["-"] * 9])
    seen_later.grid.expect_row(founding, ["-"] * 12)  # and no other work moved


@covers(SAVE, "schedule.chart.read", "schedule.progress.list", "export.schedule.xlsx")
def test_what_is_typed_is_drawn_summed_stored_exported_and_what_the_oracle_says(
    schedule: Schedule, owner: Session, next_session: Session
) -> None:
    _, founding, painting = schedule.names
    expected = schedule.planning(founding, {2: "0", 3: "12.25", 4: "60"}).planning(painting, {3: "10.5", 2: "0"})
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.grid.plan(founding, 3, "12.25")
    jadwal.grid.plan(painting, 2, "0")
    jadwal.grid.plan(painting, 3, "10.5")
    jadwal.show_gantt()
    jadwal.gantt.expect_bars(*expected.bars)
    jadwal.show_kurva_s()
    jadwal.kurva_s.expect_curves(expected.planned_curve, expected.actual_curve)
    jadwal.save()

    assert script.progress_of(next_session.api, schedule.project.id, "planned") == expected.stored("planned")
    assert script.progress_of(next_session.api, schedule.project.id, "actual") == expected.stored("actual")
    assert script.curve_of(next_session.api, schedule.project.id, "planned") == expected.curves_rounded["planned"]
    seen_later = next_session.open(JadwalPage, schedule.project)
    seen_later.show_gantt()
    seen_later.gantt.expect_bars(*expected.bars)
    seen_later.show_kurva_s()
    seen_later.kurva_s.expect_curves(expected.planned_curve, expected.actual_curve)
    expect_documents([seen_later.exports.download("Weekly", "Excel")], expected, schedule_tables(expected))


@covers(SAVE)
def test_what_was_done_is_saved_beside_the_plan(schedule: Schedule, owner: Session, next_session: Session) -> None:
    _, founding, _ = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.work_on("actual")
    jadwal.grid.plan(founding, 4, "15")
    jadwal.save()

    seen_later = next_session.open(JadwalPage, schedule.project)
    seen_later.grid.expect_cell(founding, 4, "60.0")  # the plan is as it was
    seen_later.work_on("actual")
    seen_later.grid.expect_row(founding, ["-", "-", "5.0", "15.0", *["-"] * 8])
    seen_later.show_gantt()
    seen_later.gantt.expect_bars(*schedule.doing(founding, {4: "15"}).bars)


@covers(SAVE)
def test_edits_of_both_modes_are_saved_together(schedule: Schedule, owner: Session, next_session: Session) -> None:
    digging, founding, _ = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.grid.plan(digging, 4, "20")
    jadwal.work_on("actual")
    jadwal.grid.plan(founding, 4, "7.5")
    jadwal.save()
    jadwal.expect_unsaved(0)

    expected = schedule.planning(digging, {4: "20"}).doing(founding, {4: "7.5"})
    assert script.progress_of(next_session.api, schedule.project.id, "planned") == expected.stored("planned")
    assert script.progress_of(next_session.api, schedule.project.id, "actual") == expected.stored("actual")


@covers(SAVE)
def test_a_week_is_typed_by_keyboard_alone(unplanned: Schedule, owner: Session, next_session: Session) -> None:
    digging, founding, _ = unplanned.names
    jadwal = owner.open(JadwalPage, unplanned.project)

    jadwal.grid.press(digging, 1, "4", "0", ".", "5", "Tab", "5", "9", "Tab", "9", "Escape")
    jadwal.grid.expect_row(digging, ["40.5", "59.0", *["-"] * 10])
    jadwal.save_by_keyboard()

    seen_later = next_session.open(JadwalPage, unplanned.project)
    seen_later.grid.expect_row(digging, ["40.5", "59.0", *["-"] * 10])  # what Escape took back is not there
    seen_later.grid.expect_row(founding, ["-"] * 12)


@covers(SAVE)
def test_a_copied_row_is_pasted_over_weeks_and_works(
    unplanned: Schedule, owner: Session, next_session: Session
) -> None:
    _, founding, painting = unplanned.names
    jadwal = owner.open(JadwalPage, unplanned.project)

    jadwal.grid.paste(founding, 2, "12,5\t25.5\t10%\n50\t\tbanyak")
    jadwal.toasts.expect_toast("banyak")
    jadwal.save()

    seen_later = next_session.open(JadwalPage, unplanned.project)
    seen_later.grid.expect_row(founding, ["-", "12.5", "25.5", "10.0", *["-"] * 8])
    seen_later.grid.expect_row(painting, ["-", "50.0", *["-"] * 10])


@covers(SAVE)
def test_a_volume_is_typed_and_its_percentage_stored(
    unplanned: Schedule, owner: Session, next_session: Session
) -> None:
    _, founding, _ = unplanned.names  # 30 m2
    jadwal = owner.open(JadwalPage, unplanned.project)

    jadwal.display("volume")
    jadwal.grid.plan(founding, 1, "7.5")
    jadwal.grid.expect_cell(founding, 1, "7,5")
    jadwal.save()

    seen_later = next_session.open(JadwalPage, unplanned.project)
    seen_later.grid.expect_cell(founding, 1, "25.0")


@covers(SAVE)
def test_a_cost_is_typed_and_stored_with_what_was_done(
    schedule: Schedule, owner: Session, next_session: Session
) -> None:
    digging, _, _ = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.work_on("actual")
    jadwal.display("cost")
    jadwal.grid.plan(digging, 1, "150000")
    jadwal.save()

    seen_later = next_session.open(JadwalPage, schedule.project)
    seen_later.work_on("actual")
    seen_later.grid.expect_cell(digging, 1, "20.0")  # the percentage stays
    seen_later.display("cost")
    seen_later.grid.expect_cell(digging, 1, "150.000")


@covers(SAVE)
def test_a_cost_with_a_point_between_its_thousands_is_stored_as_it_was_typed(
    schedule: Schedule, owner: Session, next_session: Session
) -> None:
    digging, _, _ = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.work_on("actual")
    jadwal.display("cost")
    jadwal.grid.plan(digging, 1, "250.000")
    jadwal.save()

    seen_later = next_session.open(JadwalPage, schedule.project)
    seen_later.work_on("actual")
    seen_later.display("cost")
    seen_later.grid.expect_cell(digging, 1, "250.000")


def test_a_cell_that_is_only_looked_at_keeps_what_it_holds(schedule: Schedule, owner: Session) -> None:
    digging, _, painting = schedule.names  # of 8 m2, where 12.32 % are shown as 0.986 m2
    jadwal = owner.open(JadwalPage, schedule.project)
    jadwal.grid.plan(painting, 5, "12.32")
    jadwal.save()
    jadwal.expect_unsaved(0)

    jadwal.display("volume")
    jadwal.grid.press(painting, 5, "Enter", "Tab")
    jadwal.work_on("actual")
    jadwal.display("cost")
    jadwal.grid.press(digging, 1, "Enter", "Tab")  # its cost is worked out, not stored

    jadwal.expect_unsaved(0)


def test_a_row_of_more_than_all_is_refused_with_the_works_name_and_nothing_is_sent(
    schedule: Schedule, owner: Session, next_session: Session, watcher: Watcher
) -> None:
    digging, _, _ = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.grid.plan(digging, 5, "30.5")
    jadwal.save_in_vain()

    jadwal.toasts.expect_toast(re.compile(rf"Tidak dapat menyimpan.*{re.escape(digging)}.*130\.50%", re.DOTALL))
    jadwal.grid.expect_row_refused(digging)
    jadwal.grid.expect_modified(digging, 5)
    next_session.open(JadwalPage, schedule.project).grid.expect_cell(digging, 5, "-")
    watcher.expect_not_sent("POST", "/assign-weekly/")


@pytest.mark.parametrize("typed", ["101", "-1"])
def test_what_is_no_percentage_is_refused_in_its_cell(
    schedule: Schedule, owner: Session, next_session: Session, typed: str
) -> None:
    _, founding, _ = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.grid.type_in_vain(founding, 1, typed)

    jadwal.grid.expect_invalid(founding, 1, kept=typed)
    jadwal.grid.expect_none_modified()
    next_session.open(JadwalPage, schedule.project).grid.expect_cell(founding, 1, "-")


def test_months_sum_four_weeks_and_cannot_be_edited(schedule: Schedule, owner: Session) -> None:
    digging, _, painting = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.work_by("monthly")

    jadwal.grid.expect_row(digging, ["100.0", "-", "-"])
    jadwal.grid.expect_row(painting, ["10.5", "89.5", "-"])
    jadwal.grid.expect_read_only()
    jadwal.show_gantt()
    jadwal.gantt.expect_bars(*schedule.bars_by_month)


@pytest.mark.parametrize(("display", "done"), [("percentage", "20.0"), ("volume", "2"), ("cost", "220.000")])
def test_the_same_progress_is_shown_as_percentage_volume_and_cost(
    schedule: Schedule, owner: Session, display: Display, done: str
) -> None:
    digging, _, _ = schedule.names  # 10 m2, 1.100.000 with mark-up; 20 % of it in the first week
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.work_on("actual")
    jadwal.display(display)

    jadwal.grid.expect_cell(digging, 1, done)
    jadwal.grid.expect_cell(digging, 3, "-")


@covers(SAVE, "schedule.pekerjaan.progress")
@provokes(SAVE, 400)
def test_scripts_store_progress_all_or_nothing(unplanned: Schedule, owner: Session, next_session: Session) -> None:
    digging, founding, _ = (unplanned.ids[name] for name in unplanned.names)
    project = unplanned.project.id

    good = script.post_progress(owner.api, project, "planned", {digging: {1: Decimal("12.5")}})
    bad = script.post_progress(owner.api, project, "planned", {digging: {2: Decimal(10)}, founding: {1: Decimal(101)}})

    assert (good.status, bad.status) == (200, 400)
    assert script.weeks_of(next_session.api, project, digging) == {1: Decimal("12.5")}
    assert script.weeks_of(next_session.api, project, founding) == {}


@provokes(SAVE, 404)
def test_nobody_stores_progress_in_another_owners_project(
    schedule: Schedule, owner: Session, second_owner: Session
) -> None:
    digging, _, _ = schedule.names

    refused = script.post_progress(
        second_owner.api, schedule.project.id, "planned", {schedule.ids[digging]: {5: Decimal(1)}}
    )

    assert refused.status == 404
    owner.open(JadwalPage, schedule.project).grid.expect_cell(digging, 5, "-")
