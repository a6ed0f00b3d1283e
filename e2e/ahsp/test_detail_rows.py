from decimal import Decimal

import pytest

from api.ahsp import NewRow, rows_of, save_rows
from api.upkeep import components_of
from fixtures.data import Arrange
from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.template_ahsp import TemplateAhspPage

SAVE = "ahsp.detail.save"
NOT_A_COEFFICIENT = "Harus ≥ 0 dan berupa angka yang valid"


@covers(SAVE, "ahsp.page.view")
def test_a_changed_coefficient_and_a_new_row_are_there_in_the_owners_next_session(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    editor = owner.open(TemplateAhspPage, estimate.project)
    editor.choose_job(estimate.helping.uraian)

    editor.type_koefisien("TK", 1, "1,123456")
    editor.add_row("BHN", kode="M.77", uraian="Pasir <b>halus</b> & 'kasar'", satuan="m3", koefisien="0,5")
    editor.save()
    editor.expect_saved()

    seen_later = next_session.open(TemplateAhspPage, estimate.project)
    seen_later.choose_job(estimate.helping.uraian)
    seen_later.expect_rows("TK", [("L.01", "1,123456"), ("L.04", "0,025")])
    seen_later.expect_rows("BHN", [("M.77", "0,5")])
    seen_later.expect_uraian("BHN", 1, "Pasir <b>halus</b> & 'kasar'")
    seen_later.choose_job(estimate.laying.uraian)
    seen_later.expect_rows("TK", [("L.01", "0,123456")])  # the other job keeps its own
    taken = components_of(next_session.api, estimate.project.id)
    changed = {"L.01": Decimal("1.123456"), "L.04": Decimal("0.025"), "M.77": Decimal("0.5")}
    assert sorted(taken[estimate.helping.uraian]) == sorted(changed.items())
    assert len(taken[estimate.laying.uraian]) == 3 + len(changed)  # and takes all that the bundle takes


@covers(SAVE)
def test_nothing_can_be_typed_that_the_answer_of_a_save_would_take_away(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    editor = owner.open(TemplateAhspPage, estimate.project)
    editor.choose_job(estimate.helping.uraian)
    editor.type_koefisien("TK", 1, "1,5")

    with editor.saving():
        editor.press_keys_at("TK", 1, "9")
        editor.expect_rows("TK", [("L.01", "1,5"), ("L.04", "0,025")])

    editor.expect_saved()
    seen_later = next_session.open(TemplateAhspPage, estimate.project)
    seen_later.choose_job(estimate.helping.uraian)
    seen_later.expect_rows("TK", [("L.01", "1,5"), ("L.04", "0,025")])


@covers(SAVE)
def test_a_deleted_row_stays_deleted(estimate: Estimate, owner: Session, next_session: Session) -> None:
    editor = owner.open(TemplateAhspPage, estimate.project)
    editor.choose_job(estimate.helping.uraian)

    editor.delete_row("TK", 1)
    editor.save_by_keyboard()
    editor.expect_saved()

    seen_later = next_session.open(TemplateAhspPage, estimate.project)
    seen_later.choose_job(estimate.helping.uraian)
    seen_later.expect_rows("TK", [("L.04", "0,025")])


@covers(SAVE, "ahsp.library.search")
def test_a_job_becomes_a_bundle_of_another_one_by_choosing_it(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    editor = owner.open(TemplateAhspPage, estimate.project)
    editor.choose_job(estimate.laying.uraian)
    editor.delete_row("LAIN", 1)
    editor.add_bundle(estimate.helping.uraian, koefisien="3")

    editor.save()
    editor.expect_saved()

    seen_later = next_session.open(TemplateAhspPage, estimate.project)
    seen_later.choose_job(estimate.laying.uraian)
    seen_later.expect_rows("LAIN", [("CUST-0002", "3")])
    seen_later.expect_uraian("LAIN", 1, estimate.helping.uraian)


@provokes(SAVE, 400)
def test_a_circle_of_bundles_is_refused_with_its_jobs_named(
    estimate: Estimate, owner: Session, arrange: Arrange
) -> None:
    editor = owner.open(TemplateAhspPage, estimate.project)
    editor.choose_job(estimate.helping.uraian)
    editor.delete_row("TK", 2)
    editor.delete_row("TK", 1)
    editor.add_bundle(estimate.laying.uraian, koefisien="1")

    editor.save()

    editor.expect_not_saved()
    editor.expect_row_refused("LAIN", 1, "Circular dependency detected: CUST-0002 → CUST-0001 → CUST-0002")
    editor.expect_rows("LAIN", [("CUST-0001", "1")])
    assert set(rows_of(arrange.client, estimate.project.id, estimate.helping.id)) == {"L.01", "L.04"}


@pytest.mark.parametrize("typed", ["banyak", "-1", "999.999.999.999.999"])
@provokes(SAVE, 207)
def test_a_bad_row_is_named_stays_typed_and_the_others_are_saved(
    estimate: Estimate, owner: Session, next_session: Session, typed: str
) -> None:
    editor = owner.open(TemplateAhspPage, estimate.project)
    editor.choose_job(estimate.helping.uraian)

    editor.type_koefisien("TK", 1, "2")
    editor.add_row("ALT", kode="E.99", uraian="Mesin", satuan="jam", koefisien=typed)
    editor.save()

    editor.expect_partly_saved()
    editor.expect_row_refused("ALT", 1, NOT_A_COEFFICIENT)
    editor.expect_rows("ALT", [("E.99", typed)])
    editor.expect_unsaved()
    seen_later = next_session.open(TemplateAhspPage, estimate.project)
    seen_later.choose_job(estimate.helping.uraian)
    seen_later.expect_rows("TK", [("L.01", "2"), ("L.04", "0,025")])
    seen_later.expect_rows("ALT", [])


@covers(SAVE)
@provokes(SAVE, 409)
def test_the_second_of_two_sessions_is_asked_and_may_overwrite(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    first = owner.open(TemplateAhspPage, estimate.project)
    second = next_session.open(TemplateAhspPage, estimate.project)
    first.type_koefisien("TK", 1, "1")
    first.save()
    first.expect_saved()
    second.type_koefisien("TK", 1, "2")
    second.save()
    second.conflict.expect_open()

    second.overwrite()

    first.reload().expect_rows("TK", [("L.01", "2")])


@covers(SAVE)
@provokes(SAVE, 409)
def test_who_insists_on_one_coefficient_keeps_the_bundle_of_the_job(
    estimate: Estimate, owner: Session, arrange: Arrange
) -> None:
    editor = owner.open(TemplateAhspPage, estimate.project)
    meanwhile = [NewRow("TK", "L.04", Decimal("0.1"), "Mandor")]
    save_rows(arrange.client, estimate.project.id, estimate.helping.id, meanwhile)
    editor.type_koefisien("TK", 1, "0,2")
    editor.save()
    editor.conflict.expect_open()

    editor.overwrite()

    taken = components_of(arrange.client, estimate.project.id)[estimate.laying.uraian]
    assert ("L.01", Decimal("0.2")) in taken
    assert ("L.04", Decimal("0.2")) in taken  # two of the other job's, which it bundles


@covers(SAVE)
@provokes(SAVE, 409)
def test_the_second_of_two_sessions_may_look_first_and_loses_nothing_typed(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    first = owner.open(TemplateAhspPage, estimate.project)
    second = next_session.open(TemplateAhspPage, estimate.project)
    first.type_koefisien("TK", 1, "1")
    first.save()
    first.expect_saved()
    second.type_koefisien("TK", 1, "2")
    second.save()
    second.conflict.expect_open()

    second.conflict.reload()
    second.expect_rows("TK", [("L.01", "1")])
    second.restore_draft()
    second.expect_rows("TK", [("L.01", "2")])
    second.save()
    second.expect_saved()

    first.reload().expect_rows("TK", [("L.01", "2")])
    first.expect_rows("BHN", [("B.01", "7,5")])
