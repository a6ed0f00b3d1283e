"""Planted for the prover: the first writes one row, which has no half; the second does not look, the others do."""

from __future__ import annotations

from fixtures.estimates import Estimate
from fixtures.obligations import covers
from fixtures.sessions import Session
from pages.volume_pekerjaan import VolumePekerjaanPage

SAVE = "volume.quantity.save"


@covers(SAVE)
def test_one_row(owner: Session, next_session: Session, estimate: Estimate) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.type_volume(estimate.laying.uraian, "3,5")
    volumes.save()

    next_session.open(VolumePekerjaanPage, estimate.project).expect_volume(estimate.laying.uraian, "3,5")


@covers(SAVE)
def test_two_rows_and_no_look(owner: Session, estimate: Estimate) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.type_volume(estimate.laying.uraian, "3,5")
    volumes.type_volume(estimate.helping.uraian, "4,25")
    volumes.save()


@covers(SAVE)
def test_two_rows(owner: Session, next_session: Session, estimate: Estimate) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.type_volume(estimate.laying.uraian, "3,5")
    volumes.type_volume(estimate.helping.uraian, "4,25")
    volumes.save()

    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "3,5")
    seen_later.expect_volume(estimate.helping.uraian, "4,25")


@covers(SAVE)
def test_two_rows_once_more(owner: Session, next_session: Session, estimate: Estimate) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.type_volume(estimate.laying.uraian, "3,5")
    volumes.type_volume(estimate.helping.uraian, "4,25")
    volumes.save()

    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "3,5")
    seen_later.expect_volume(estimate.helping.uraian, "4,25")
