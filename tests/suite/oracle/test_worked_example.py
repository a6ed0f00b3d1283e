"""The worked example of CONTRACT 10.5 and the figures of 1.13, each as the contract prints it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from oracle.analysis import Kategori, Row
from oracle.needs import needs
from oracle.numbers import angka, rupiah
from oracle.rab import Job, JobCost, Project, Rab, job_cost

LAYING = Job(
    "CUST-0001",
    (
        Row(Kategori.TK, "L.01", Decimal("0.123456")),
        Row(Kategori.BHN, "B.01", Decimal("7.5")),
        Row(Kategori.ALT, "E.1", Decimal("0.25")),
        Row(Kategori.LAIN, "CUST-0002", Decimal(2), bundle="CUST-0002"),
    ),
    volume=Decimal(100),
)
HELPING = Job("CUST-0002", (Row(Kategori.TK, "L.01", Decimal("0.75")), Row(Kategori.TK, "L.04", Decimal("0.025"))))
EXAMPLE = Project(
    jobs=(LAYING, HELPING),
    prices={
        "L.01": Decimal("4000.50"),
        "L.04": Decimal("5000.50"),
        "B.01": Decimal("13000.50"),
        "E.1": Decimal("2000.50"),
    },
    markup=Decimal(15),
)


def test_every_part_of_the_unit_price_is_the_contracts() -> None:
    cost = job_cost(EXAMPLE, LAYING)
    assert cost.a == Decimal("6744.660728")
    assert cost.b == Decimal("97503.75")
    assert cost.c == Decimal("500.125")
    assert cost.lain == 0
    assert cost.d == cost.e_base == Decimal("104748.535728")


def test_at_the_projects_mark_up() -> None:
    cost = job_cost(EXAMPLE, LAYING)
    assert cost.g == Decimal("120460.8160872")
    assert cost.total == Decimal("12046081.60872")


def test_at_the_jobs_own_mark_up() -> None:
    cost = job_cost(EXAMPLE, replace(LAYING, markup=Decimal("20.5")))
    assert cost.g == Decimal("126221.98555224")
    assert cost.total == Decimal("12622198.555224")


def test_an_override_of_zero_is_an_override() -> None:
    cost = job_cost(EXAMPLE, replace(LAYING, markup=Decimal(0)))
    assert cost.g == cost.e_base


@pytest.mark.parametrize(
    ("total", "ppn", "base", "shown"),
    [
        ("16564422", "11", 1000, ("Rp 16.564.422", "Rp 1.822.086", "Rp 18.386.508", "Rp 18.387.000")),
        ("1009034", "12", 1000, ("Rp 1.009.034", "Rp 121.084", "Rp 1.130.118", "Rp 1.130.000")),
    ],
)
def test_the_footers_the_contract_shows(total: str, ppn: str, base: int, shown: tuple[str, ...]) -> None:
    zero = Decimal(0)
    only = JobCost("J", a=Decimal(total), b=zero, c=zero, lain=zero, markup=zero, volume=Decimal(1))
    footer = Rab((only,), Decimal(ppn), base)
    assert (rupiah(footer.total), rupiah(footer.ppn), rupiah(footer.grand), rupiah(footer.pembulatan)) == shown


def test_the_example_needs_both_jobs_labour() -> None:
    wanted = needs(EXAMPLE)
    assert wanted["L.01"].quantity == (Decimal("0.123456") + 2 * Decimal("0.75")) * 100
    assert wanted["L.04"].quantity == 2 * Decimal("0.025") * 100
    assert angka(wanted["L.01"].total, 2) == angka(Decimal("162.3456") * Decimal("4000.50"), 2)
    assert [need.kategori for need in wanted.values()] == [Kategori.TK, Kategori.TK, Kategori.BHN, Kategori.ALT]
