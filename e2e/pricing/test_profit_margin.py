import re
from dataclasses import replace
from decimal import Decimal

import pytest

from api import prices
from fixtures.data import Arrange
from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from oracle.numbers import rupiah
from oracle.rab import job_cost
from pages.rekap_rab import RekapRabPage
from pages.rincian_ahsp import RincianAhspPage

SAVE = "pricing.pekerjaan.save"
# The server's own words, or those of a page that does not ask it first.
TOO_MUCH = re.compile(r"Profit/Margin \(BUK\) (maksimal 100%. Masukkan nilai 0–100|harus antara 0-100%)")
NO_NUMBER = re.compile("Format angka tidak valid")
NEGATIVE = re.compile(rf"{NO_NUMBER.pattern}|harus antara 0-100%")


@covers(SAVE)
def test_a_jobs_own_markup_prices_that_job_in_the_owners_next_session(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    laying, helping = estimate.plan.jobs
    wanted = job_cost(estimate.plan, replace(laying, markup=Decimal("20.5")))
    details = owner.open(RincianAhspPage, estimate.project)
    details.choose_job(estimate.laying.uraian)

    details.override_markup("20,5")

    seen_later = next_session.open(RincianAhspPage, estimate.project)
    seen_later.choose_job(estimate.laying.uraian)
    seen_later.expect_markup("20,5", own=True)
    seen_later.expect_figures(E_base="Rp 104.749", G=rupiah(wanted.g))
    seen_later.choose_job(estimate.helping.uraian)
    seen_later.expect_markup("15", own=False)
    seen_later.expect_figures(G=rupiah(job_cost(estimate.plan, helping).g))


@covers(SAVE)
def test_without_its_own_markup_a_job_follows_the_project_again(
    estimate: Estimate, arrange: Arrange, owner: Session, next_session: Session
) -> None:
    prices.override_markup(arrange.client, estimate.project.id, estimate.laying.id, Decimal(0))
    details = owner.open(RincianAhspPage, estimate.project)
    details.expect_markup("0", own=True)

    details.return_to_project_markup()

    seen_later = next_session.open(RincianAhspPage, estimate.project)
    seen_later.expect_markup("15", own=False)
    seen_later.expect_figures(G="Rp 120.461")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("100,01", TOO_MUCH),
        ("-1", NEGATIVE),
        ("dua", NO_NUMBER),
    ],
    ids=["100,01", "-1", "dua"],
)
@provokes(SAVE, 400)
def test_a_markup_out_of_range_is_refused_and_stays_typed(
    estimate: Estimate, owner: Session, next_session: Session, typed: str, reason: re.Pattern[str]
) -> None:
    details = owner.open(RincianAhspPage, estimate.project)

    details.try_to_override_markup(typed)

    details.expect_override_refused(reason, kept=typed)
    next_session.open(RincianAhspPage, estimate.project).expect_markup("15", own=False)


@covers(SAVE)
def test_the_summary_shows_the_price_with_the_jobs_own_markup(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    owner.open(RincianAhspPage, estimate.project).override_markup("20,5")

    summary = next_session.open(RekapRabPage, estimate.project)

    summary.expect_job(estimate.laying.uraian, volume="100", harga="Rp 126.222", total="Rp 12.622.199")
