"""The team's twelve checks of the Gantt chart by hand (PLAN.md, 5), one test each, in the team's order."""

from fixtures.hand_checks import hand_check
from fixtures.schedules import Schedule
from fixtures.sessions import Session
from fixtures.watching import Watcher
from pages.jadwal import JadwalPage
from vision.gantt import Track


@hand_check(1)
def test_01_the_frozen_column_stays_put_above_the_timeline_while_it_scrolls_sideways(
    schedule: Schedule, owner: Session
) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)
    jadwal.show_gantt()
    jadwal.layout.expect_frozen()

    with jadwal.layout.frozen_column_still():
        jadwal.grid.scroll(right=170)

    jadwal.layout.expect_frozen()
    jadwal.gantt.expect_bars(*schedule.bars)  # and none of them over the column


@hand_check(2)
def test_02_bars_stand_in_their_weeks_and_rows_and_go_along_with_the_scrolling(
    schedule: Schedule, owner: Session
) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)
    jadwal.show_gantt()
    jadwal.gantt.expect_bars(*schedule.bars)

    jadwal.grid.scroll(right=250)
    jadwal.gantt.expect_bars(*schedule.bars)
    jadwal.grid.scroll(right=-1000)

    jadwal.gantt.expect_bars(*schedule.bars)


@hand_check(3)
def test_03_a_folded_group_hides_its_rows_and_their_bars(schedule: Schedule, owner: Session) -> None:
    digging, founding, painting = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)
    jadwal.show_gantt()
    jadwal.grid.expect_indented("Struktur", 16)
    jadwal.grid.expect_indented(digging, 56)  # two levels of 20 px further

    jadwal.grid.fold("Struktur")
    jadwal.grid.expect_not_listed(digging)
    jadwal.grid.expect_listed(painting)
    jadwal.gantt.expect_bars(*schedule.bars_of(founding, painting))  # two rows higher
    jadwal.grid.unfold("Struktur")

    jadwal.gantt.expect_bars(*schedule.bars)


@hand_check(4)
def test_04_bars_follow_the_mode_at_once_and_none_is_left_over(schedule: Schedule, owner: Session) -> None:
    digging, founding, _ = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)

    with jadwal.without_a_page_load():
        jadwal.work_on("actual")
        jadwal.grid.plan(digging, 1, "0")
        jadwal.grid.plan(digging, 2, "0")
        jadwal.grid.plan(founding, 3, "0")
        jadwal.show_gantt()
        jadwal.gantt.expect_bars_at_once(*schedule.with_nothing(Track.ACTUAL).bars)
        jadwal.show_grid()
        jadwal.work_on("planned")
        jadwal.grid.plan(founding, 4, "0")
        jadwal.show_gantt()
        jadwal.gantt.expect_bars_at_once(*schedule.with_nothing(Track.ACTUAL).planning(founding, {4: "0"}).bars)


@hand_check(5)
def test_05_a_click_chooses_the_row_and_its_cell_knows_work_and_week(schedule: Schedule, owner: Session) -> None:
    digging, founding, _ = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)
    jadwal.show_gantt()

    jadwal.grid.select(digging, 2)
    jadwal.grid.expect_selected(digging, 2)
    jadwal.grid.select(founding, 4)

    jadwal.grid.expect_selected(founding, 4)  # alone
    jadwal.expect_status(founding)
    jadwal.expect_status("Week 4")
    jadwal.gantt.expect_bars(*schedule.bars)


@hand_check(6)
def test_06_on_a_telephone_the_column_is_narrower_and_only_the_timeline_moves_sideways(
    schedule: Schedule, owner: Session
) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)
    jadwal.narrow_window(400)
    jadwal.show_gantt()
    jadwal.layout.expect_frozen(least=200, most=280)
    jadwal.expect_no_sideways_overflow()

    jadwal.layout.expect_scrolls_by_touch()
    with jadwal.layout.frozen_column_still():
        jadwal.grid.scroll(right=170)

    jadwal.gantt.expect_bars(*schedule.bars)


@hand_check(7)
def test_07_in_the_dark_texts_and_bars_keep_their_contrast_and_nothing_flashes(
    schedule: Schedule, owner: Session
) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.switch_to_dark()
    jadwal.layout.expect_readable(schedule.names[0])
    jadwal.show_gantt()
    jadwal.gantt.expect_bars(*schedule.bars)
    jadwal.gantt.expect_bars_stand_out()

    jadwal.expect_dark_before_anything_is_painted()


@hand_check(8)
def test_08_a_long_list_scrolls_with_its_bars_and_without_a_jitter_of_the_column(
    hundred_works: Schedule, owner: Session
) -> None:
    jadwal = owner.open(JadwalPage, hundred_works.project)
    jadwal.show_gantt()

    jadwal.grid.scroll(down=1337)
    jadwal.gantt.expect_bars(*hundred_works.bars)
    jadwal.layout.expect_frozen()
    jadwal.grid.scroll_to_end()
    jadwal.gantt.expect_bars(*hundred_works.bars)
    jadwal.layout.expect_frozen()
    jadwal.grid.scroll(down=-555)

    jadwal.gantt.expect_bars(*hundred_works.bars)
    jadwal.layout.expect_frozen()


@hand_check(9)
def test_09_of_a_hundred_rows_only_a_screenful_is_in_the_page_however_often_one_scrolls(
    hundred_works: Schedule, owner: Session
) -> None:
    first, *_, last = hundred_works.names
    jadwal = owner.open(JadwalPage, hundred_works.project)
    jadwal.grid.expect_few_rows()

    with jadwal.layout.dom_stays_as_large():
        jadwal.grid.scroll_to_end()
        jadwal.grid.expect_listed(last)
        jadwal.grid.expect_few_rows()
        jadwal.grid.scroll_to_start()
        jadwal.grid.scroll_to_end()
        jadwal.grid.scroll_to_start()

    jadwal.grid.expect_listed(first)
    jadwal.grid.expect_few_rows()


@hand_check(10)
def test_10_every_browser_draws_the_same_bars_to_the_pixel(schedule: Schedule, owner: Session) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.show_gantt()

    jadwal.gantt.expect_bars(*schedule.bars)
    jadwal.gantt.expect_measures(row=56, week=120, actual=(10, 31), planned=(32, 53))


@hand_check(11)
def test_11_a_walk_through_the_whole_page_leaves_the_console_empty(
    schedule: Schedule, owner: Session, watcher: Watcher
) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)

    jadwal.show_gantt()
    jadwal.show_kurva_s()
    jadwal.show_grid()
    jadwal.work_by("monthly")
    jadwal.work_by("weekly")
    jadwal.work_on("actual")
    jadwal.display("volume")
    jadwal.grid.select(schedule.names[0], 1)
    jadwal.grid.fold("Struktur")
    jadwal.refresh()

    assert watcher.errors == []


@hand_check(12)
def test_12_every_script_style_and_request_of_the_page_is_answered(
    schedule: Schedule, owner: Session, watcher: Watcher
) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)
    jadwal.show_gantt()
    jadwal.show_kurva_s()
    jadwal.kurva_s.expect_curves(schedule.planned_curve, schedule.actual_curve)

    files = [answer for answer in watcher.requests if "/static/" in answer]

    assert any(answer.endswith(".js") for answer in files)
    assert any(answer.endswith(".css") for answer in files)
    watcher.expect_all_answered_well(owner.context)
