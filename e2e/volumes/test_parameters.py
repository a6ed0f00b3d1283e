import re
from decimal import Decimal
from re import Pattern

import pytest

from api.client import expect_json
from api.volumes import add_parameter, parameters_address
from fixtures.data import Arrange
from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.volume_parameters import VolumeParametersPage

CREATE = "volume.parameter.create"
UPDATE = "volume.parameter.update"
DELETE = "volume.parameter.delete"
SYNC = "volume.parameters.sync"
BAD_NAME = "Nama harus huruf kecil, angka, underscore saja (awali huruf/underscore)"


@pytest.fixture
def sized(estimate: Estimate, arrange: Arrange) -> Estimate:
    """The estimate with the parameters lebar 3 m and panjang 12,5 m."""
    add_parameter(arrange.client, estimate.project.id, "panjang", Decimal("12.5"), "m")
    add_parameter(arrange.client, estimate.project.id, "lebar", Decimal(3), "m")
    return estimate


@covers("volume.parameters.list")
def test_an_added_parameter_is_there_in_the_next_session(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumeParametersPage, estimate.project)

    volumes.add_parameter("tinggi_dinding", "1.234,5")

    seen_later = next_session.open(VolumeParametersPage, estimate.project)
    seen_later.expect_parameters("tinggi_dinding")
    seen_later.expect_parameter("tinggi_dinding", "1.234,5")


@covers(CREATE)
def test_a_parameter_is_added_with_its_unit_and_a_remark(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumeParametersPage, estimate.project)

    volumes.add_parameter("tinggi_dinding", "2", satuan="m", keterangan="<b>Tinggi</b> & 'tebal'")

    seen_later = next_session.open(VolumeParametersPage, estimate.project)
    seen_later.expect_parameter("tinggi_dinding", "2", satuan="m", keterangan="<b>Tinggi</b> & 'tebal'")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("2panjang", BAD_NAME),
        ("panjang", re.compile("Parameter 'panjang' sudah ada|kode duplikat")),
    ],
    ids=["no-name", "taken"],
)
@provokes(CREATE, 400)
def test_a_bad_name_is_refused_at_its_field_and_everything_typed_is_kept(
    sized: Estimate, owner: Session, next_session: Session, name: str, message: str | Pattern[str]
) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    volumes.add_parameter_in_vain(name, "99")

    volumes.expect_field_refused("Nama", message, kept=name)
    volumes.expect_parameter("parameter", "99")
    seen_later = next_session.open(VolumeParametersPage, sized.project)
    seen_later.expect_parameters("lebar", "panjang")
    seen_later.expect_parameter("panjang", "12,5")


def test_a_changed_parameter_keeps_its_new_value_and_its_neighbour_the_old_one(
    sized: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    volumes.change_parameter("panjang", nilai="20,75")

    seen_later = next_session.open(VolumeParametersPage, sized.project)
    seen_later.expect_parameter("panjang", "20,75")
    seen_later.expect_parameter("lebar", "3")


@covers(UPDATE)
def test_a_parameters_unit_and_remark_are_changed(sized: Estimate, owner: Session, next_session: Session) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    volumes.change_parameter("panjang", satuan="cm", keterangan="Sisi panjang")

    seen_later = next_session.open(VolumeParametersPage, sized.project)
    seen_later.expect_parameter("panjang", "12,5", satuan="cm", keterangan="Sisi panjang")
    seen_later.expect_parameter("lebar", "3", satuan="m", keterangan="")


@pytest.mark.parametrize("typed", ["abc", "9.000.000.000.000.000.000"])
@provokes(UPDATE, 400)
def test_what_is_no_value_is_refused_at_its_field_and_the_old_one_stays(
    sized: Estimate, owner: Session, next_session: Session, typed: str
) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    volumes.change_parameter_in_vain("panjang", nilai=typed)

    volumes.expect_field_refused("Nilai", "Harus angka ≥ 0", kept=typed, name="panjang")
    next_session.open(VolumeParametersPage, sized.project).expect_parameter("panjang", "12,5")


@covers(DELETE)
def test_a_deleted_parameter_is_gone_and_the_other_is_not(
    sized: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    volumes.ask_to_delete_parameter("panjang")
    volumes.confirm_deletion()

    seen_later = next_session.open(VolumeParametersPage, sized.project)
    seen_later.expect_parameters("lebar")
    seen_later.expect_parameter("lebar", "3")


def test_a_deletion_that_is_not_confirmed_deletes_nothing_and_names_the_formulas_at_stake(
    sized: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)
    volumes.type_volume(sized.laying.uraian, "=panjang * lebar")

    volumes.ask_to_delete_parameter("panjang")
    volumes.confirmation.expect_question("Parameter ini dipakai oleh 1 formula.")
    volumes.confirmation.cancel()

    next_session.open(VolumeParametersPage, sized.project).expect_parameters("lebar", "panjang")


@covers(SYNC)
def test_many_parameters_at_once_are_added_and_changed_and_the_others_stay(
    sized: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    volumes.open_sync()
    volumes.type_sync("panjang = 30,5", "tebal = 0,15")
    volumes.sync()

    seen_later = next_session.open(VolumeParametersPage, sized.project)
    seen_later.expect_parameters("lebar", "panjang", "tebal")
    seen_later.expect_parameter("panjang", "30,5", satuan="m")
    seen_later.expect_parameter("tebal", "0,15")
    seen_later.expect_parameter("lebar", "3")


@covers(SYNC)
def test_replacing_all_parameters_deletes_those_that_are_not_named(
    sized: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    volumes.open_sync()
    volumes.type_sync("panjang = 1", replace=True)
    volumes.sync()

    seen_later = next_session.open(VolumeParametersPage, sized.project)
    seen_later.expect_parameters("panjang")
    seen_later.expect_parameter("panjang", "1", satuan="m")


def test_a_line_that_cannot_be_read_is_not_sent(sized: Estimate, owner: Session, next_session: Session) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    volumes.open_sync()
    volumes.type_sync("panjang = 1", "tebal lima belas")
    volumes.sync_in_vain()

    volumes.expect_sync_refused("Baris tidak dapat dibaca: tebal lima belas")
    volumes.expect_sync_typed("panjang = 1", "tebal lima belas")
    next_session.open(VolumeParametersPage, sized.project).expect_parameter("panjang", "12,5")


def test_a_bad_name_among_many_is_named_and_the_good_ones_are_stored(
    sized: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    volumes.open_sync()
    volumes.type_sync("panjang = 5", "Tebal Dinding = 1")
    volumes.sync()

    volumes.expect_sync_refused(BAD_NAME)
    volumes.expect_sync_typed("panjang = 5", "Tebal Dinding = 1")
    seen_later = next_session.open(VolumeParametersPage, sized.project)
    seen_later.expect_parameters("lebar", "panjang")
    seen_later.expect_parameter("panjang", "5")


@covers("volume.parameter.read")
def test_scripts_read_one_parameter(sized: Estimate, owner: Session) -> None:
    base = parameters_address(sized.project.id)
    lebar, panjang = expect_json(owner.api.get(base))["parameters"]

    one = expect_json(owner.api.get(f"{base}{panjang['id']}/"))["parameter"]

    assert (one["name"], one["value"], one["unit"]) == ("panjang", "12.500", "m")
    assert one["id"] != lebar["id"]
