import pytest

from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.harga_items import HargaItemsPage

SAVE = "pricing.harga_items.save"
NOT_A_PRICE = "Harus ≥ 0 dan berupa angka yang valid"


@covers(SAVE, "pricing.page.view", "pricing.harga_items.list", "audit.change_status.read")
def test_a_saved_price_is_there_for_the_owners_next_session(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    prices = owner.open(HargaItemsPage, estimate.project)

    prices.type_price("L.01", "150.000,50")
    prices.type_price("E.1", "2.100,25")
    prices.save()

    seen_later = next_session.open(HargaItemsPage, estimate.project)
    seen_later.expect_price("L.01", "150.000,5")
    seen_later.expect_price("E.1", "2.100,25")
    seen_later.expect_price("B.01", "13.000,5")  # and no other price moved
    seen_later.expect_markup("15")


@covers(SAVE)
def test_a_price_with_three_decimals_is_rounded_and_not_a_thousandfold(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    prices = owner.open(HargaItemsPage, estimate.project)

    prices.type_price("L.01", "750,125")
    prices.type_markup("12,125")
    prices.save()

    seen_later = next_session.open(HargaItemsPage, estimate.project)
    seen_later.expect_price("L.01", "750,13")
    seen_later.expect_markup("12,13")


@covers(SAVE)
def test_nothing_can_be_typed_that_the_answer_of_a_save_would_take_away(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    prices = owner.open(HargaItemsPage, estimate.project)
    prices.type_price("L.01", "7.000")

    with prices.saving():
        prices.press_keys_at("L.01", "9")
        prices.expect_price("L.01", "7.000")

    prices.expect_nothing_to_save()
    next_session.open(HargaItemsPage, estimate.project).expect_price("L.01", "7.000")


@covers(SAVE)
def test_the_markup_is_saved_with_the_prices(estimate: Estimate, owner: Session, next_session: Session) -> None:
    prices = owner.open(HargaItemsPage, estimate.project)

    prices.type_markup("12,5")
    prices.save()

    prices.expect_nothing_to_save()
    seen_later = next_session.open(HargaItemsPage, estimate.project)
    seen_later.expect_markup("12,5")
    seen_later.expect_price("L.01", "4.000,5")


@pytest.mark.parametrize("typed", ["abc", "-5", "1.23,4", "999.999.999.999.999.999"])
@provokes(SAVE, 400)
def test_what_is_no_price_is_refused_at_its_field_and_stays_typed(
    estimate: Estimate, owner: Session, next_session: Session, typed: str
) -> None:
    prices = owner.open(HargaItemsPage, estimate.project)

    prices.type_price("L.01", typed)
    prices.try_to_save()

    prices.expect_price_refused("L.01", NOT_A_PRICE, kept=typed)
    next_session.open(HargaItemsPage, estimate.project).expect_price("L.01", "4.000,5")


@pytest.mark.parametrize("typed", ["101", "-1", "sepuluh"])
@provokes(SAVE, 400)
def test_a_markup_out_of_range_is_refused_at_its_field_and_stays_typed(
    estimate: Estimate, owner: Session, next_session: Session, typed: str
) -> None:
    prices = owner.open(HargaItemsPage, estimate.project)

    prices.type_markup(typed)
    prices.try_to_save()

    prices.expect_markup_refused("Harus 0–100 dan berupa angka yang valid", kept=typed)
    next_session.open(HargaItemsPage, estimate.project).expect_markup("15")


@provokes(SAVE, 207)
def test_of_two_prices_the_good_one_is_saved_and_the_bad_one_stays_typed(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    prices = owner.open(HargaItemsPage, estimate.project)

    prices.type_price("L.01", "7.000")
    prices.type_price("B.01", "mahal")
    prices.save()

    prices.expect_price_refused("B.01", NOT_A_PRICE, kept="mahal")
    seen_later = next_session.open(HargaItemsPage, estimate.project)
    seen_later.expect_price("L.01", "7.000")
    seen_later.expect_price("B.01", "13.000,5")


@covers(SAVE)
@provokes(SAVE, 409)
def test_the_second_of_two_sessions_is_asked_and_may_overwrite(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    first, second = owner.open(HargaItemsPage, estimate.project), next_session.open(HargaItemsPage, estimate.project)
    first.type_price("L.01", "1.000")
    first.save()
    second.type_price("L.01", "2.000")
    second.save()
    second.conflict.expect_open()

    second.overwrite()

    first.reload().expect_price("L.01", "2.000")


@provokes(SAVE, 409)
def test_the_second_of_two_sessions_may_look_first_and_loses_nothing_typed(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    first, second = owner.open(HargaItemsPage, estimate.project), next_session.open(HargaItemsPage, estimate.project)
    first.type_price("L.01", "1.000")
    first.save()
    second.type_price("L.01", "2.000")
    second.save()
    second.conflict.expect_open()

    second.conflict.reload()
    second.expect_price("L.01", "1.000")
    second.restore_draft()
    second.expect_price("L.01", "2.000")
    second.save()

    first.reload().expect_price("L.01", "2.000")


def test_items_are_found_by_text_and_by_kategori(estimate: Estimate, owner: Session) -> None:
    prices = owner.open(HargaItemsPage, estimate.project)

    prices.search("L.0")
    prices.expect_listed("L.04")
    prices.expect_not_listed("B.01")
    prices.search("")
    prices.show_only("ALT")

    prices.expect_listed("E.1")
    prices.expect_not_listed("L.04")
