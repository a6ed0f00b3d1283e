"""Planted tests for the prover: not collected by themselves, run by test_prover.py against the embedded application.

Nearly all save one unit price; what they look at afterwards is what makes them good or bad.
"""

from __future__ import annotations

import re

from api.projects import Project
from fixtures.data import Fake
from fixtures.estimates import Estimate
from fixtures.obligations import covers
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.harga_items import HargaItemsPage
from pages.project_forms import ProjectEditPage
from pages.volume_pekerjaan import VolumePekerjaanPage

SAVE = "pricing.harga_items.save"
TYPED = "150.000,5"


def _change_the_price(owner: Session, estimate: Estimate) -> HargaItemsPage:
    prices = owner.open(HargaItemsPage, estimate.project)
    prices.type_price("L.01", TYPED)
    prices.save()
    return prices


@covers(SAVE)
def test_good(owner: Session, next_session: Session, estimate: Estimate) -> None:
    _change_the_price(owner, estimate)

    next_session.open(HargaItemsPage, estimate.project).expect_price("L.01", TYPED)


@covers(SAVE)
def test_trusts_the_toast(owner: Session, estimate: Estimate) -> None:
    prices = _change_the_price(owner, estimate)

    prices.toasts.expect_toast(re.compile("."))


@covers("volume.quantity.save")
def test_reads_the_value_back_from_the_form(owner: Session, estimate: Estimate) -> None:
    # Not on the price list: it asks the server for all prices again once they are saved.
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.type_volume(estimate.helping.uraian, "7,5")
    volumes.save()

    volumes.expect_volume(estimate.helping.uraian, "7,5")


@covers(SAVE)
def test_reads_a_stale_page(owner: Session, next_session: Session, estimate: Estimate) -> None:
    opened_before = next_session.open(HargaItemsPage, estimate.project)
    opened_before.type_price("L.01", TYPED)
    _change_the_price(owner, estimate)

    opened_before.expect_price("L.01", TYPED)


@covers(SAVE)
def test_asserts_on_the_arranged_data(owner: Session, next_session: Session, estimate: Estimate) -> None:
    _change_the_price(owner, estimate)

    seen_later = next_session.open(HargaItemsPage, estimate.project)
    seen_later.expect_listed("L.01")
    seen_later.expect_price("B.01", "13.000,5")


@covers(SAVE)
def test_looks_at_nothing(owner: Session, estimate: Estimate) -> None:
    _change_the_price(owner, estimate)


@covers("dashboard.project.edit")
def test_ends_by_a_time_out(owner: Session, next_session: Session, project: Project, fake: Fake) -> None:
    renamed = fake.name()
    form = owner.open(ProjectEditPage, project)
    form.fill(nama=renamed, tanggal_mulai=project.details.tanggal_mulai.isoformat())
    form.send()

    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.page.get_by_role("link", name=renamed, exact=True).click(timeout=3_000)


@covers(SAVE)
def test_is_red_by_itself(owner: Session, next_session: Session, estimate: Estimate) -> None:
    _change_the_price(owner, estimate)

    next_session.open(HargaItemsPage, estimate.project).expect_price("L.01", "4.000,5")
