"""Laws that hold for every project: bundles, mark-up, needs, footer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracle.analysis import Analysis, Component, Kategori, Row, expand
from oracle.needs import needs
from oracle.rab import Job, Project, job_cost, rab

PRICED = [Kategori.TK, Kategori.BHN, Kategori.ALT]
ITEMS = {f"{kategori}.{n}": kategori for kategori in PRICED for n in range(3)}


def decimals(places: int, maximum: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=0, max_value=maximum, places=places)


def plain_rows() -> st.SearchStrategy[list[Row]]:
    row = st.builds(
        lambda kode, koefisien: Row(ITEMS[kode], kode, koefisien), st.sampled_from(list(ITEMS)), decimals(6, 99)
    )
    return st.lists(row, max_size=5, unique_by=lambda row: row.kode)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A few jobs; each may bundle jobs before it, so that there are nested bundles and never a cycle."""
    jobs: list[Job] = []
    for number in range(draw(st.integers(1, 4))):
        rows = draw(plain_rows())
        if jobs:
            targets = draw(st.lists(st.sampled_from([job.kode for job in jobs]), max_size=2, unique=True))
            rows += [Row(Kategori.LAIN, kode, draw(decimals(6, 99)), bundle=kode) for kode in targets]
        markup = draw(st.none() | decimals(2, 100))
        jobs.append(Job(f"CUST-{number:04}", tuple(rows), draw(decimals(3, 9999)), markup))
    prices = draw(st.fixed_dictionaries({kode: st.none() | decimals(2, 10**9) for kode in ITEMS}))
    return Project(
        jobs, prices, draw(decimals(2, 100)), draw(decimals(2, 100)), draw(st.sampled_from([1, 1000, 10_000]))
    )


def unit_price(project: Project, kode: str) -> Fraction:
    """E_base by the plain recursive definition, in fractions: another road to the same figure."""
    job = next(job for job in project.jobs if job.kode == kode)
    return sum(
        (
            Fraction(row.koefisien)
            * (unit_price(project, row.bundle) if row.bundle else Fraction(project.price(row.kode)))
            for row in job.rows
        ),
        Fraction(0),
    )


@given(projects())
def test_the_unit_price_is_the_recursive_sum(project: Project) -> None:
    for job in project.jobs:
        assert Fraction(job_cost(project, job).e_base) == unit_price(project, job.kode)


@given(projects())
def test_the_footer_follows_from_the_rows(project: Project) -> None:
    summary = rab(project)
    total = sum((Fraction(row.total) for row in summary.jobs), Fraction(0))
    assert Fraction(summary.total) == total
    assert Fraction(summary.grand) == total * (100 + Fraction(project.ppn)) / 100
    assert summary.pembulatan % project.rounding_base == 0
    assert abs(summary.pembulatan - summary.grand) * 2 <= project.rounding_base


@given(projects())
def test_what_the_project_needs_costs_what_its_jobs_cost_before_mark_up(project: Project) -> None:
    bare = sum((Fraction(row.e_base) * Fraction(row.volume) for row in rab(project).jobs), Fraction(0))
    assert sum((Fraction(need.total) for need in needs(project).values()), Fraction(0)) == bare


@given(projects(), decimals(2, 100))
def test_a_jobs_own_mark_up_touches_no_other_job(project: Project, markup: Decimal) -> None:
    first, *others = project.jobs
    changed = rab(replace(project, jobs=[replace(first, markup=markup), *others]))
    assert changed.jobs[1:] == rab(project).jobs[1:]
    bare = Fraction(changed.jobs[0].e_base)
    assert Fraction(changed.jobs[0].g) == bare * (100 + Fraction(markup)) / 100


def test_a_bundle_is_kept_per_unit_and_multiplied_by_its_row() -> None:
    inner = Analysis("IN", (Row(Kategori.BHN, "B", Decimal("0.5")),))
    middle = Analysis("MID", (Row(Kategori.LAIN, "IN", Decimal(3), bundle="IN"), Row(Kategori.TK, "L", Decimal(1))))
    outer = Analysis("OUT", (Row(Kategori.LAIN, "MID", Decimal(2), bundle="MID"), Row(Kategori.TK, "L", Decimal(7))))
    assert expand(outer, {"IN": inner, "MID": middle}) == (
        Component(Kategori.BHN, "B", Decimal("1.5"), times=Decimal(2), bundle="MID", depth=2),
        Component(Kategori.TK, "L", Decimal(1), times=Decimal(2), bundle="MID", depth=1),
        Component(Kategori.TK, "L", Decimal(7)),
    )


def test_a_plain_lain_row_is_priced_only_where_the_library_gave_it() -> None:
    rows = (Row(Kategori.LAIN, "X", Decimal(2)),)
    prices = {"X": Decimal(10)}
    own, given_ = Job("OWN", rows, custom=True), Job("REF", rows, custom=False)
    project = Project([own, given_], prices)
    assert job_cost(project, own).lain == 0
    assert job_cost(project, given_).lain == 20


def test_a_bundle_from_the_library_is_expanded_too() -> None:
    library = {"A.1": Analysis("A.1", (Row(Kategori.BHN, "B", Decimal("2.5")),), custom=False)}
    job = Job("J", (Row(Kategori.LAIN, "A.1", Decimal(4), bundle="A.1"),))
    assert job_cost(Project([job], {"B": Decimal(10)}, library=library), job).b == 100


def test_a_circle_of_bundles_is_refused() -> None:
    one = Job("ONE", (Row(Kategori.LAIN, "TWO", Decimal(1), bundle="TWO"),))
    two = Job("TWO", (Row(Kategori.LAIN, "ONE", Decimal(1), bundle="ONE"),))
    with pytest.raises(ValueError, match="ONE → TWO → ONE"):
        rab(Project([one, two], {}))


@pytest.mark.parametrize("row", [(Kategori.TK, "L", Decimal(-1), None), (Kategori.TK, "L", Decimal(1), "J")])
def test_impossible_rows_are_refused(row: tuple[Kategori, str, Decimal, str | None]) -> None:
    with pytest.raises(ValueError, match="L: "):
        Row(*row)
