from fixtures.obligations import covers, provokes
from fixtures.schedules import Schedule
from fixtures.sessions import Session
from pages.jadwal import JadwalPage

SAVE = "schedule.progress.save"


def test_leaving_with_edits_asks_and_staying_keeps_them(
    unplanned: Schedule, owner: Session, next_session: Session
) -> None:
    digging, _, _ = unplanned.names
    jadwal = owner.open(JadwalPage, unplanned.project)
    jadwal.grid.plan(digging, 1, "40")

    jadwal.leave_but_stay()

    jadwal.expect_here()
    jadwal.grid.expect_cell(digging, 1, "40.0")
    jadwal.expect_unsaved(1)
    next_session.open(JadwalPage, unplanned.project).grid.expect_cell(digging, 1, "-")


def test_refresh_with_edits_asks_and_a_refusal_keeps_them(unplanned: Schedule, owner: Session) -> None:
    digging, _, _ = unplanned.names
    jadwal = owner.open(JadwalPage, unplanned.project)
    jadwal.grid.plan(digging, 1, "40")

    jadwal.refresh_but_refuse()

    jadwal.grid.expect_cell(digging, 1, "40.0")
    jadwal.expect_unsaved(1)


@covers("schedule.progress.list")
def test_refresh_shows_what_another_session_saved(unplanned: Schedule, owner: Session, next_session: Session) -> None:
    digging, founding, _ = unplanned.names
    jadwal, other = (session.open(JadwalPage, unplanned.project) for session in (owner, next_session))
    other.grid.plan(digging, 1, "40")
    other.save()

    jadwal.refresh()

    jadwal.grid.expect_cell(digging, 1, "40.0")
    jadwal.grid.expect_cell(founding, 1, "-")


@covers(SAVE)
@provokes(SAVE, 500)
def test_a_save_that_fails_keeps_every_typed_value_and_the_next_one_succeeds(
    unplanned: Schedule, owner: Session, next_session: Session
) -> None:
    digging, founding, _ = unplanned.names
    jadwal = owner.open(JadwalPage, unplanned.project)
    jadwal.grid.plan(digging, 1, "40")
    jadwal.grid.plan(founding, 2, "12.5")

    with jadwal.server_failing_to_save():
        jadwal.save()
    jadwal.toasts.expect_toast("Gagal menyimpan")
    jadwal.expect_unsaved(2)
    jadwal.grid.expect_cell(digging, 1, "40.0")
    jadwal.save()

    seen_later = next_session.open(JadwalPage, unplanned.project)
    seen_later.grid.expect_cell(digging, 1, "40.0")
    seen_later.grid.expect_cell(founding, 2, "12.5")


@covers(SAVE)
@provokes(SAVE, 409)
def test_the_second_of_two_sessions_is_asked_and_may_overwrite(
    unplanned: Schedule, owner: Session, next_session: Session
) -> None:
    digging, founding, _ = unplanned.names
    first, second = (session.open(JadwalPage, unplanned.project) for session in (owner, next_session))
    first.grid.plan(digging, 1, "40")
    first.save()
    second.grid.plan(digging, 1, "15")
    second.save()
    second.conflict.expect_open()

    second.overwrite()

    seen_later = first.reload()
    seen_later.grid.expect_cell(digging, 1, "15.0")
    seen_later.grid.expect_cell(founding, 1, "-")


@covers(SAVE)
@provokes(SAVE, 409)
def test_the_second_of_two_sessions_may_look_first_and_loses_nothing_typed(
    unplanned: Schedule, owner: Session, next_session: Session
) -> None:
    digging, founding, _ = unplanned.names
    first, second = (session.open(JadwalPage, unplanned.project) for session in (owner, next_session))
    first.grid.plan(digging, 1, "40")
    first.save()
    second.grid.plan(founding, 2, "15")
    second.save()
    second.conflict.expect_open()

    second.conflict.reload()
    second.grid.expect_cell(digging, 1, "40.0")
    second.grid.expect_cell(founding, 2, "-")
    second.restore_draft()
    second.grid.expect_cell(founding, 2, "15.0")
    second.save()

    seen_later = first.reload()
    seen_later.grid.expect_cell(digging, 1, "40.0")
    seen_later.grid.expect_cell(founding, 2, "15.0")
