"""Every page's figures are the oracle's, on projects nobody wrote by hand, and on the contract's own example."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from app.core.numbers import display_rupiah
from app.detail_project.models import Pekerjaan
from app.detail_project.services.rab import project_costs, project_total, total_of
from oracle import rab as oracle
from oracle.analysis import Kategori, Row
from oracle.needs import needs
from oracle.numbers import rupiah
from tests.app.money.conftest import Api, MakeJob, row
from tests.app.support import MakeProject

LETTERS = {Kategori.TK: "L", Kategori.BHN: "M", Kategori.ALT: "E"}


def number(dice: random.Random, places: int, most: int) -> Decimal:
    return Decimal(dice.randint(0, most * 10**places)).scaleb(-places)


def random_project(seed: int) -> oracle.Project:
    """Jobs with rows, bundles of earlier jobs, volumes and own mark-ups; some items without a price."""
    dice = random.Random(seed)  # noqa: S311  # a reproducible project, not a secret
    jobs: list[oracle.Job] = []
    kodes = [f"{letter}.{n:02}" for letter in LETTERS.values() for n in range(6)]
    kind = {f"{letter}.{n:02}": kategori for kategori, letter in LETTERS.items() for n in range(6)}
    for index in range(12):
        rows = [Row(kind[kode], kode, number(dice, 6, 50)) for kode in dice.sample(kodes, dice.randint(1, 8))]
        for target in dice.sample(jobs, min(len(jobs), dice.choice([0, 0, 1, 2]))):
            rows.append(Row(Kategori.LAIN, target.kode, number(dice, 6, 3), bundle=target.kode))
        markup = dice.choice([None, None, number(dice, 2, 100)])
        jobs.append(oracle.Job(f"CUST-{index + 1:04}", tuple(rows), number(dice, 3, 5000), markup))
    prices = {kode: dice.choice([None, number(dice, 2, 10**6), number(dice, 2, 10**9)]) for kode in kodes}
    return oracle.Project(
        jobs, prices, number(dice, 2, 100), number(dice, 2, 100), dice.choice([1, 1000, 10_000, 100_000])
    )


def build(api: Api, make_job: MakeJob, wanted: oracle.Project) -> dict[str, Pekerjaan]:
    """Make the application hold ``wanted``, through its own writes."""
    made: dict[str, Pekerjaan] = {}
    for job in wanted.jobs:
        made[job.kode] = make_job(job.kode, volume=str(job.volume))
        rows = [row(each.kategori, each.kode, str(each.koefisien), **reference(each, made)) for each in job.rows]
        assert api.save_rows(made[job.kode], rows).status_code == 200
        markup = None if job.markup is None else str(job.markup)
        assert api.post(f"pekerjaan/{made[job.kode].pk}/pricing/", {"override_markup": markup}).status_code == 200
    listed = {item["kode_item"] for item in api.get("harga-items/list/")["items"]}
    prices = {kode: str(price) for kode, price in wanted.prices.items() if price is not None and kode in listed}
    assert api.post("harga-items/save/", {"items": api.price_entries(dict(prices))}).status_code == 200
    pricing = {"markup_percent": wanted.markup, "ppn_percent": wanted.ppn, "rounding_base": wanted.rounding_base}
    assert api.post("pricing/", {name: str(value) for name, value in pricing.items()}).status_code == 200
    return made


def reference(each: Row, made: Mapping[str, Pekerjaan]) -> dict[str, object]:
    return {"ref_kind": "job", "ref_id": made[each.bundle].pk} if each.bundle else {}


@pytest.mark.parametrize("seed", range(6))
def test_all_reads_agree_with_the_oracle(api: Api, make_job: MakeJob, seed: int) -> None:
    wanted = random_project(seed)
    build(api, make_job, wanted)
    expected = oracle.rab(wanted)

    rekap = api.get("rekap/")
    for shown, cost in zip(rekap["rows"], expected.jobs, strict=True):
        figures = {"A": cost.a, "B": cost.b, "C": cost.c, "LAIN": cost.lain, "D": cost.d, "E_base": cost.e_base}
        figures |= {"F": cost.f, "G": cost.g, "markup_eff": cost.markup, "volume": cost.volume, "total": cost.total}
        for name, figure in figures.items():
            same(shown["exact"][name], figure)
            assert shown[name] == pytest.approx(float(figure))
    footer = (expected.total, expected.ppn, expected.grand, expected.pembulatan)
    for name, figure in zip(("total", "ppn", "grand", "rounded"), footer, strict=True):
        same(rekap["footer"][name], figure)
    total = Fraction(rekap["footer"]["total"])
    assert sum(Fraction(value) for key, value in rekap["groups"].items() if key[0] == "k") == total
    assert sum(Fraction(value) for key, value in rekap["groups"].items() if key[0] == "s") == total

    rincian = api.get("rincian-rab/")
    assert Fraction(rincian["meta"]["grand_total"]) == total
    assert sum(Fraction(each["subtotal"]) for each in rincian["rows"]) == Fraction(rincian["meta"]["total_langsung"])

    shown_needs = {each["kode"]: each for each in api.get("rekap-kebutuhan/")["rows"]}
    assert set(shown_needs) == set(needs(wanted))
    for kode, need in needs(wanted).items():
        same(shown_needs[kode]["quantity"], need.quantity)
        same(shown_needs[kode]["harga_total"], need.total)
    assert Fraction(project_total(api.project)) == total


def same(shown: str, expected: Decimal) -> None:
    """Equal to the last rupiah and to the thirteenth digit: SQLite keeps fifteen of a nested bundle's coefficient."""
    assert rupiah(Decimal(shown)) == rupiah(expected)
    assert abs(Fraction(shown) - Fraction(expected)) <= abs(Fraction(expected)) / 10**13


def test_the_contracts_worked_example(api: Api, make_job: MakeJob) -> None:
    laying = oracle.Job(
        "CUST-0001",
        (
            Row(Kategori.TK, "L.01", Decimal("0.123456")),
            Row(Kategori.BHN, "B.01", Decimal("7.5")),
            Row(Kategori.ALT, "E.1", Decimal("0.25")),
            Row(Kategori.LAIN, "CUST-0002", Decimal(2), bundle="CUST-0002"),
        ),
        Decimal(100),
    )
    helping = oracle.Job(
        "CUST-0002", (Row(Kategori.TK, "L.01", Decimal("0.75")), Row(Kategori.TK, "L.04", Decimal("0.025")))
    )
    prices = {"L.01": "4000.50", "L.04": "5000.50", "B.01": "13000.50", "E.1": "2000.50"}
    wanted = oracle.Project(
        (helping, laying), {kode: Decimal(price) for kode, price in prices.items()}, Decimal(15), rounding_base=1000
    )
    made = build(api, make_job, wanted)

    def figures() -> dict[str, str]:
        rows = {each["kode"]: each for each in api.get("rekap/")["rows"]}
        exact: dict[str, str] = rows["CUST-0001"]["exact"]
        return exact

    assert figures()["A"] == "6744.660728"
    assert figures()["B"] == "97503.75"
    assert figures()["C"] == "500.125"
    assert figures()["D"] == figures()["E_base"] == "104748.535728"
    assert (figures()["G"], figures()["total"]) == ("120460.8160872", "12046081.60872")
    api.post(f"pekerjaan/{made['CUST-0001'].pk}/pricing/", {"override_markup": "20.5"})
    assert (figures()["G"], figures()["total"]) == ("126221.98555224", "12622198.555224")


def test_totals_of_many_projects_are_those_of_each(
    api: Api, make_job: MakeJob, make_project: MakeProject, django_assert_max_num_queries: object
) -> None:
    build(api, make_job, random_project(1))
    empty = make_project("Gedung B")
    with django_assert_max_num_queries(5):  # type: ignore[operator]  # pytest-django exports no type for it
        costs = project_costs([api.project.pk, empty.pk])
    same(str(total_of(costs[api.project.pk])), oracle.rab(random_project(1)).total)
    assert total_of(costs[empty.pk]) == 0


@pytest.mark.parametrize("amount", ["0.5", "1234567.5", "0.49999999999999999999", "999999.9999999999999"])
def test_application_and_oracle_write_rupiah_alike(amount: str) -> None:
    assert display_rupiah(Decimal(amount)) == rupiah(Decimal(amount))
