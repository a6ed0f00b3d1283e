from decimal import Decimal

from api.ahsp import NewRow, save_rows
from api.client import expect_json
from fixtures.data import Arrange
from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.orphan_cleanup import OrphanCleanupPage
from pages.price_conversion import PriceConversionPage

CONVERSION = "pricing.conversion.save"


@covers("pricing.orphans.delete", "pricing.orphans.list", "pricing.orphans_page.view")
def test_a_deleted_orphan_is_gone_and_the_others_are_not(
    estimate: Estimate, owner: Session, next_session: Session, arrange: Arrange
) -> None:
    labour, sand = NewRow("TK", "L.01", Decimal(1), "Pekerja"), NewRow("BHN", "B.02", Decimal(1), "Pasir")
    save_rows(arrange.client, estimate.project.id, estimate.laying.id, [labour, sand])
    save_rows(arrange.client, estimate.project.id, estimate.laying.id, [labour])
    orphans = owner.open(OrphanCleanupPage, estimate.project)
    orphans.expect_not_listed("L.01")

    orphans.choose("B.01", "B.02")
    orphans.delete_chosen()

    seen_later = next_session.open(OrphanCleanupPage, estimate.project)
    seen_later.expect_listed("E.1")
    seen_later.expect_not_listed("B.01")
    seen_later.expect_not_listed("B.02")


@covers(CONVERSION)
def test_how_an_item_is_bought_is_remembered(estimate: Estimate, owner: Session, next_session: Session) -> None:
    prices = owner.open(PriceConversionPage, estimate.project)
    prices.open_conversion("B.01")

    prices.convert(unit="Zak", price="75.000", factor="50")

    prices.expect_converted()
    prices.expect_price("B.01", "1.500")
    seen_later = next_session.open(PriceConversionPage, estimate.project)
    seen_later.expect_price("B.01", "13.000,5")  # the price itself is saved by its own button
    seen_later.open_conversion("B.01")
    seen_later.expect_conversion(unit="Zak", price="75.000", factor="50")
    address = f"/detail_project/api/project/{estimate.project.id}/conversion-profiles/"
    stored = expect_json(next_session.api.get(address))["profiles"]
    assert [(profile["kode_item"], profile["method"]) for profile in stored] == [("B.01", "direct")]


@provokes(CONVERSION, 400)
def test_a_content_of_nothing_is_refused(estimate: Estimate, owner: Session) -> None:
    prices = owner.open(PriceConversionPage, estimate.project)
    prices.open_conversion("B.01")

    prices.try_to_convert(unit="Zak", price="75.000", factor="0")

    prices.expect_content_refused()
    prices.expect_conversion(unit="Zak", price="75.000", factor="0")
    prices.expect_price("B.01", "13.000,5")


@covers("needs.rekap.validate")
def test_unplanned_works_are_told_by_the_check_of_needs(estimate: Estimate, owner: Session) -> None:
    path = f"/detail_project/api/project/{estimate.project.id}/rekap-kebutuhan/validate/"

    validation = expect_json(owner.api.get(path))["validation"]

    assert (validation["valid"], validation["timeline_total"]) == (False, 0)
    assert validation["snapshot_total"] > 0
