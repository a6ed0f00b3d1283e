import pytest

from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from oracle.numbers import rupiah
from pages.rekap_rab import RekapRabPage
from pages.volume_pekerjaan import VolumePekerjaanPage

SAVE = "volume.quantity.save"
NOT_A_QUANTITY = "Harus angka ≥ 0"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1.234,5", "1.234,5"), ("1.234", "1.234"), ("0,0005", "0,001")],
)
@covers(SAVE, "volume.page.view", "volume.quantity.list")
def test_a_saved_volume_is_there_for_the_owners_next_session(
    estimate: Estimate, owner: Session, next_session: Session, typed: str, shown: str
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.type_volume(estimate.laying.uraian, typed)
    volumes.save()

    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, shown)
    seen_later.expect_volume(estimate.helping.uraian, "12,345")  # and the other did not move


@covers(SAVE)
def test_a_saved_volume_moves_its_jobs_total_and_no_other(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    laying, helping = estimate.rab.jobs
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.type_volume(estimate.laying.uraian, "1")
    volumes.save()

    summary = next_session.open(RekapRabPage, estimate.project)
    summary.expect_job(estimate.laying.uraian, volume="1", harga=rupiah(laying.g), total=rupiah(laying.g))
    summary.expect_job(estimate.helping.uraian, volume="12,345", harga=rupiah(helping.g), total=rupiah(helping.total))


@covers(SAVE)
def test_volumes_are_typed_downwards_by_keyboard_alone(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.type_down_from(estimate.laying.uraian, "3,5", "4,25")
    volumes.save_by_keyboard()

    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "3,5")
    seen_later.expect_volume(estimate.helping.uraian, "4,25")


@covers(SAVE)
def test_an_emptied_volume_is_none(estimate: Estimate, owner: Session, next_session: Session) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.type_volume(estimate.laying.uraian, "")
    volumes.save()

    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "")
    seen_later.expect_summary("2 PEKERJAAN", "1 TERISI", "1 BELUM DIISI", "0 FORMULA")


@pytest.mark.parametrize("typed", ["abc", "-5", "1.23,4"])
def test_what_is_no_volume_is_refused_at_its_field_and_nothing_is_saved(
    estimate: Estimate, owner: Session, next_session: Session, typed: str
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.type_volume(estimate.helping.uraian, "5")
    volumes.type_volume(estimate.laying.uraian, typed)
    volumes.save_in_vain()

    volumes.expect_refused(estimate.laying.uraian, NOT_A_QUANTITY, kept=typed)
    volumes.expect_unsaved()
    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "100")
    seen_later.expect_volume(estimate.helping.uraian, "12,345")


@provokes(SAVE, 400)
def test_a_volume_that_is_too_large_is_refused_by_the_server_and_stays_typed(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.type_volume(estimate.laying.uraian, "9.000.000.000.000.000")
    volumes.save()

    volumes.expect_refused(estimate.laying.uraian, NOT_A_QUANTITY, kept="9.000.000.000.000.000")
    next_session.open(VolumePekerjaanPage, estimate.project).expect_volume(estimate.laying.uraian, "100")


@provokes(SAVE, 200)
def test_of_two_volumes_the_good_one_is_saved_and_the_bad_one_stays_typed(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.type_volume(estimate.laying.uraian, "9.000.000.000.000.000")
    volumes.type_volume(estimate.helping.uraian, "5")
    volumes.save()

    volumes.expect_refused(estimate.laying.uraian, NOT_A_QUANTITY, kept="9.000.000.000.000.000")
    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "100")
    seen_later.expect_volume(estimate.helping.uraian, "5")


def test_undo_is_offered_with_the_message_of_the_save(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.type_volume(estimate.laying.uraian, "7")
    volumes.save()

    volumes.undo()

    volumes.expect_volume(estimate.laying.uraian, "100")
    next_session.open(VolumePekerjaanPage, estimate.project).expect_volume(estimate.laying.uraian, "100")


@covers(SAVE)
def test_undo_by_keyboard_brings_the_volume_before_the_save_back_and_no_other(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.type_volume(estimate.laying.uraian, "7")
    volumes.save()
    volumes.expect_nothing_unsaved()
    next_session.open(VolumePekerjaanPage, estimate.project).expect_volume(estimate.laying.uraian, "7")

    volumes.undo_by_keyboard()

    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "100")
    seen_later.expect_volume(estimate.helping.uraian, "12,345")


@covers(SAVE)
@provokes(SAVE, 409)
def test_the_second_of_two_sessions_is_asked_and_may_overwrite(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    first = owner.open(VolumePekerjaanPage, estimate.project)
    second = next_session.open(VolumePekerjaanPage, estimate.project)
    first.type_volume(estimate.laying.uraian, "1")
    first.save()
    second.type_volume(estimate.laying.uraian, "2")
    second.save()
    second.conflict.expect_open()

    second.overwrite()

    first.reload().expect_volume(estimate.laying.uraian, "2")
    first.expect_volume(estimate.helping.uraian, "12,345")


@covers(SAVE)
@provokes(SAVE, 409)
def test_the_second_of_two_sessions_may_look_first_and_loses_nothing_typed(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    first = owner.open(VolumePekerjaanPage, estimate.project)
    second = next_session.open(VolumePekerjaanPage, estimate.project)
    first.type_volume(estimate.laying.uraian, "1")
    first.save()
    second.type_volume(estimate.helping.uraian, "2")
    second.save()
    second.conflict.expect_open()

    second.conflict.reload()
    second.expect_volume(estimate.laying.uraian, "1")
    second.expect_volume(estimate.helping.uraian, "2")
    second.save()

    first.reload().expect_volume(estimate.helping.uraian, "2")
    first.expect_volume(estimate.laying.uraian, "1")


@provokes(SAVE, 409)
def test_who_stays_in_a_conflict_keeps_what_was_typed_and_changes_nothing(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    first = owner.open(VolumePekerjaanPage, estimate.project)
    second = next_session.open(VolumePekerjaanPage, estimate.project)
    first.type_volume(estimate.laying.uraian, "1")
    first.save()
    second.type_volume(estimate.laying.uraian, "2")
    second.save()
    second.conflict.expect_open()

    second.conflict.stay()

    second.expect_volume(estimate.laying.uraian, "2")
    second.expect_unsaved()
    first.reload().expect_volume(estimate.laying.uraian, "1")


def test_works_are_found_by_text(estimate: Estimate, owner: Session) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.search(estimate.helping.uraian)

    volumes.expect_listed(estimate.helping.uraian)
    volumes.expect_not_listed(estimate.laying.uraian)


def test_works_are_found_by_what_they_lack(estimate: Estimate, owner: Session) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.type_volume(estimate.laying.uraian, "")
    volumes.show_only("empty")

    volumes.expect_listed(estimate.laying.uraian)
    volumes.expect_not_listed(estimate.helping.uraian)


@provokes("volume.page.view", 404)
def test_another_owners_volumes_cannot_be_opened(second_owner: Session, estimate: Estimate) -> None:
    second_owner.at(VolumePekerjaanPage, estimate.project).expect_denied(404)
