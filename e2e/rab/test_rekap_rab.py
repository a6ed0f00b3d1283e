from dataclasses import replace
from decimal import Decimal
from typing import TypedDict

import pytest

from fixtures.data import Arrange
from fixtures.estimates import Estimate, store, worked_example
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from oracle.numbers import rupiah
from oracle.rab import Rab, rab
from pages.rekap_rab import RekapRabPage, RincianRabPage
from pages.rincian_ahsp import RincianAhspPage

SAVE = "pricing.project.save"


class Footer(TypedDict):
    total: str
    ppn: str
    grand: str
    rounded: str


def footer(wanted: Rab) -> Footer:
    return {
        "total": rupiah(wanted.total),
        "ppn": rupiah(wanted.ppn),
        "grand": rupiah(wanted.grand),
        "rounded": rupiah(wanted.pembulatan),
    }


@pytest.mark.smoke
@covers("rab.page.view", "rab.rekap.read")
def test_the_contracts_worked_example_is_on_screen_to_the_last_rupiah(estimate: Estimate, owner: Session) -> None:
    summary = owner.open(RekapRabPage, estimate.project)

    summary.expect_job(estimate.laying.uraian, volume="100", harga="Rp 120.461", total="Rp 12.046.082")
    summary.expect_group("Struktur", "Rp 12.046.082")
    helping = estimate.rab.job("CUST-0002")
    summary.expect_job(estimate.helping.uraian, volume="12,345", harga=rupiah(helping.g), total=rupiah(helping.total))
    summary.expect_footer(**footer(estimate.rab))


@covers(SAVE)
def test_a_typed_tax_is_saved_by_itself_and_counts_in_the_next_session(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    wanted = rab(replace(estimate.plan, ppn=Decimal("12.5")))

    owner.open(RekapRabPage, estimate.project).type_ppn("12,5")

    seen_later = next_session.open(RekapRabPage, estimate.project)
    seen_later.expect_pricing(ppn="12,5", rounding=1000)
    seen_later.expect_footer(**footer(wanted))


@covers(SAVE)
def test_a_chosen_rounding_is_saved_by_itself_and_counts_in_the_next_session(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    wanted = rab(replace(estimate.plan, rounding_base=100_000))
    summary = owner.open(RekapRabPage, estimate.project)

    summary.choose_rounding(100_000)

    summary.expect_footer(**footer(wanted))
    seen_later = next_session.open(RekapRabPage, estimate.project)
    seen_later.expect_pricing(ppn="11", rounding=100_000)
    seen_later.expect_footer(**footer(wanted))


@pytest.mark.parametrize("typed", ["101", "-1", "sebelas"])
@provokes(SAVE, 400)
def test_a_tax_out_of_range_is_refused_and_stays_typed(
    estimate: Estimate, owner: Session, next_session: Session, typed: str
) -> None:
    summary = owner.open(RekapRabPage, estimate.project)

    summary.type_ppn(typed)

    summary.expect_ppn_refused("Harus angka 0..100", kept=typed)
    next_session.open(RekapRabPage, estimate.project).expect_pricing(ppn="11", rounding=1000)


def test_groups_close_open_and_are_searched(estimate: Estimate, owner: Session) -> None:
    summary = owner.open(RekapRabPage, estimate.project)

    summary.collapse_all()
    summary.expect_not_shown(estimate.laying.uraian)
    summary.expect_shown("Penyelesaian")
    summary.expand_all()
    summary.expect_shown(estimate.laying.uraian)
    summary.search(estimate.helping.uraian)

    summary.expect_not_shown(estimate.laying.uraian)
    summary.expect_shown(estimate.helping.uraian)
    summary.expect_footer(**footer(estimate.rab))  # the total is the project's, whatever is shown


def test_works_are_sorted_by_their_numbers_and_stay_in_their_group(arrange: Arrange, owner: Session) -> None:
    first, helping = worked_example().jobs
    more = [replace(helping, kode=f"CUST-000{n}", volume=Decimal(volume)) for n, volume in ((3, 9), (4, "10.5"))]
    stored = store(arrange, replace(worked_example(), jobs=(first, helping, *more)))
    laying, twelve, nine, ten = (stored.jobs[f"CUST-000{n}"].uraian for n in (1, 2, 3, 4))
    summary = owner.open(RekapRabPage, stored.project)
    summary.expect_jobs_in_order(laying, twelve, nine, ten)

    summary.sort_by("volume")
    summary.expect_jobs_in_order(laying, nine, ten, twelve)  # as texts, 9 would come last
    summary.sort_by("total", descending=True)

    summary.expect_jobs_in_order(laying, twelve, ten, nine)
    summary.expect_footer(**footer(stored.rab))


@covers("rab.rincian_page.view", "rab.rincian.read")
def test_the_rows_of_all_jobs_add_up_to_the_summary(estimate: Estimate, owner: Session) -> None:
    rows = owner.open(RincianRabPage, estimate.project)

    rows.expect_row(estimate.laying.uraian, "B.01", "9.750.375,00")
    rows.expect_total(rupiah(estimate.rab.total))


@covers("ahsp.rincian_page.view", "ahsp.detail.read", "pricing.pekerjaan.read")
def test_the_price_of_a_unit_is_shown_with_what_it_sums_up(estimate: Estimate, owner: Session) -> None:
    details = owner.open(RincianAhspPage, estimate.project)

    details.choose_job(estimate.laying.uraian)

    details.expect_row("CUST-0002", koefisien="2", jumlah="6.250,78")
    details.expect_figures(B="Rp 97.504", C="Rp 500", E_base="Rp 104.749", F="Rp 15.712", G="Rp 120.461")
    details.expect_grand_total(rupiah(estimate.rab.grand))


def test_the_labour_in_a_bundle_counts_as_labour_and_the_job_has_its_total(estimate: Estimate, owner: Session) -> None:
    details = owner.open(RincianAhspPage, estimate.project)

    details.choose_job(estimate.laying.uraian)

    details.expect_figures(A="Rp 6.745", LAIN="Rp 0", total="Rp 12.046.082")


@covers("ahsp.bundle.expand")
def test_a_bundle_opens_to_what_it_consists_of(estimate: Estimate, owner: Session) -> None:
    details = owner.open(RincianAhspPage, estimate.project)
    details.choose_job(estimate.laying.uraian)

    details.expand_bundle("CUST-0002")

    details.expect_component("L.01", koefisien="0,75", jumlah="3.000,38")
    details.expect_component("L.04", koefisien="0,025", jumlah="125,01")
