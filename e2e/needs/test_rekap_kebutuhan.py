from decimal import Decimal

from fixtures.estimates import Estimate
from fixtures.obligations import covers
from fixtures.sessions import Session
from oracle.needs import needs
from oracle.numbers import angka, rupiah
from pages.rekap_kebutuhan import RekapKebutuhanPage


@covers("needs.page.view", "needs.enhanced.read", "needs.filters.read")
def test_every_items_quantity_and_cost_are_the_oracles(estimate: Estimate, owner: Session) -> None:
    wanted = needs(estimate.plan)

    summary = owner.open(RekapKebutuhanPage, estimate.project)

    summary.expect_needs({kode: (angka(need.quantity, 6), rupiah(need.total)) for kode, need in wanted.items()})
    summary.expect_total(rupiah(sum((need.total for need in wanted.values()), Decimal())))


def test_filters_count_only_what_they_choose(estimate: Estimate, owner: Session) -> None:
    summary = owner.open(RekapKebutuhanPage, estimate.project)

    summary.filter_by_klasifikasi("Struktur")
    summary.expect_need("L.01", quantity="162,3456", total="Rp 649.464")
    summary.filter_by_klasifikasi("Penyelesaian")
    summary.expect_not_needed("B.01")
    summary.clear_filter()

    summary.expect_need("B.01", quantity="750", total="Rp 9.750.375")


def test_the_search_leaves_only_what_contains_its_text(estimate: Estimate, owner: Session) -> None:
    summary = owner.open(RekapKebutuhanPage, estimate.project)

    summary.search("B.0")

    summary.expect_need("B.01", quantity="750", total="Rp 9.750.375")
    summary.expect_not_needed("L.01")


@covers("needs.timeline.read")
def test_without_a_schedule_the_page_says_so(estimate: Estimate, owner: Session) -> None:
    summary = owner.open(RekapKebutuhanPage, estimate.project)

    summary.show_by_period()

    summary.expect_no_schedule()
