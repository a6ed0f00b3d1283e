import re
from re import Pattern

import pytest

from api.client import expect_json
from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from oracle.numbers import rupiah
from pages.rekap_rab import RekapRabPage
from pages.volume_parameters import VolumeParametersPage
from pages.volume_pekerjaan import VolumePekerjaanPage

SAVE = "volume.formulas.save"


@covers(SAVE, "volume.formulas.list")
def test_a_formula_is_there_as_typed_with_its_result_in_the_next_session(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.type_volume(estimate.laying.uraian, "=2,5 * MAX(3, 4) + 0,125")
    volumes.expect_result(estimate.laying.uraian, "10,125")
    volumes.save_formula()

    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "=2,5 * MAX(3, 4) + 0,125")
    seen_later.expect_result(estimate.laying.uraian, "10,125")
    seen_later.expect_volume(estimate.helping.uraian, "12,345")  # the other stays a number


@covers("volume.quantity.save")
def test_the_result_of_a_formula_is_stored_as_the_volume(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    laying, _ = estimate.rab.jobs
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.edit_formula(estimate.laying.uraian, "=POW(2, 3) - 7")
    volumes.save_formula()

    next_session.open(RekapRabPage, estimate.project).expect_job(
        estimate.laying.uraian, volume="1", harga=rupiah(laying.g), total=rupiah(laying.g)
    )


@covers(SAVE, "volume.quantity.save", "volume.parameters.list")
def test_a_formula_follows_its_parameter_and_the_new_volume_is_saved(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    laying, _ = estimate.rab.jobs
    volumes = owner.open(VolumeParametersPage, estimate.project)
    volumes.add_parameter("panjang", "12,5")
    volumes.expect_parameters("panjang")
    volumes.type_volume(estimate.laying.uraian, "=panjang * 2")
    volumes.save_formula()

    volumes.change_parameter("panjang", nilai="20")
    volumes.expect_result(estimate.laying.uraian, "40")
    volumes.expect_unsaved()
    volumes.save()

    next_session.open(VolumePekerjaanPage, estimate.project).expect_volume(estimate.laying.uraian, "=panjang * 2")
    next_session.open(RekapRabPage, estimate.project).expect_job(
        estimate.laying.uraian, volume="40", harga=rupiah(laying.g), total=rupiah(laying.g * 40)
    )


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("=10 / 0", "Pembagian dengan nol"),
        ("=lebar * 2", re.compile("tidak dikenal.*lebar|lebar.*tidak dikenal")),
        ("=alert(1)", re.compile("Fungsi.*(tidak dikenal.*alert|alert.*tidak dikenal)")),
    ],
    ids=["by-zero", "parameter", "function"],
)
def test_a_formula_without_a_result_is_refused_at_its_field_and_nothing_is_saved(
    estimate: Estimate, owner: Session, next_session: Session, typed: str, message: str | Pattern[str]
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    volumes.type_volume(estimate.laying.uraian, typed)
    volumes.save_in_vain()

    volumes.expect_refused(estimate.laying.uraian, message, kept=typed)
    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "100")
    seen_later.expect_summary("2 PEKERJAAN", "2 TERISI", "0 BELUM DIISI", "0 FORMULA")


@covers("volume.formulas_alias.save", "volume.formulas_alias.list")
def test_scripts_store_formulas_at_the_older_address_too(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    address = f"/detail_project/api/project/{estimate.project.id}/volume-formula-state/"

    expect_json(
        owner.api.post_json(address, {"items": [{"pekerjaan_id": estimate.laying.id, "raw": "=50 * 2", "is_fx": True}]})
    )

    assert [item["raw"] for item in expect_json(owner.api.get(address))["items"]] == ["=50 * 2"]
    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "=50 * 2")
    seen_later.expect_volume(estimate.helping.uraian, "12,345")


@provokes("volume.formulas_alias.save", 404)
def test_nobody_stores_a_formula_in_another_owners_project(
    estimate: Estimate, owner: Session, second_owner: Session
) -> None:
    address = f"/detail_project/api/project/{estimate.project.id}/volume-formula-state/"

    refused = second_owner.api.post_json(address, {"items": [{"pekerjaan_id": estimate.laying.id, "raw": "=1"}]})

    assert refused.status == 404
    owner.open(VolumePekerjaanPage, estimate.project).expect_volume(estimate.laying.uraian, "100")
