"""Costs of jobs and the summary of a project (RAB), by CONTRACT 1.13. Amounts in rupiah, exact; percentages 0..100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from oracle.analysis import Analysis, Component, Kategori, Row, expand
from oracle.numbers import exact, round_to_base

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Job:
    """A job: its analysis, its volume (in its own unit) and its own mark-up where it overrides the project's."""

    kode: str
    rows: Sequence[Row] = ()
    volume: Decimal = ZERO
    markup: Decimal | None = None
    custom: bool = True

    @property
    def analysis(self) -> Analysis:
        """The job as something that can be expanded or bundled."""
        return Analysis(self.kode, self.rows, self.custom)


@dataclass(frozen=True, slots=True)
class Project:
    """All that the totals depend on. ``prices`` maps an item's kode to rupiah a unit; None or absent counts as 0."""

    jobs: Sequence[Job]
    prices: Mapping[str, Decimal | None]
    markup: Decimal = Decimal("10.00")
    ppn: Decimal = Decimal("11.00")
    rounding_base: int = 10_000
    library: Mapping[str, Analysis] = field(default_factory=dict)

    def components(self, job: Job) -> tuple[Component, ...]:
        """The priced components of ``job``."""
        analyses = {**self.library, **{other.kode: other.analysis for other in self.jobs}}
        return expand(job.analysis, analyses)

    def price(self, kode: str) -> Decimal:
        """Rupiah a unit of the item, 0 where nobody has priced it."""
        return self.prices.get(kode) or ZERO


@dataclass(frozen=True, slots=True)
class JobCost:
    """One row of the summary: A labour, B material, C tools, LAIN other, per unit of the job; total for its volume."""

    kode: str
    a: Decimal
    b: Decimal
    c: Decimal
    lain: Decimal
    markup: Decimal
    volume: Decimal

    @property
    def d(self) -> Decimal:
        """A + B + C."""
        with exact():
            return self.a + self.b + self.c

    @property
    def e_base(self) -> Decimal:
        """D + LAIN: the unit price before mark-up."""
        with exact():
            return self.d + self.lain

    @property
    def f(self) -> Decimal:
        """The mark-up on one unit."""
        with exact():
            return self.e_base * self.markup / HUNDRED

    @property
    def g(self) -> Decimal:
        """The unit price including mark-up."""
        with exact():
            return self.e_base + self.f

    @property
    def total(self) -> Decimal:
        """G times the volume."""
        with exact():
            return self.g * self.volume


@dataclass(frozen=True, slots=True)
class Rab:
    """The summary: one cost a job, in the project's order, and the footer."""

    jobs: tuple[JobCost, ...]
    ppn_percent: Decimal
    rounding_base: int

    @property
    def total(self) -> Decimal:
        """All jobs, mark-up included."""
        with exact():
            return sum((job.total for job in self.jobs), ZERO)

    @property
    def ppn(self) -> Decimal:
        """Value added tax on the total."""
        with exact():
            return self.total * self.ppn_percent / HUNDRED

    @property
    def grand(self) -> Decimal:
        """Total and tax."""
        with exact():
            return self.total + self.ppn

    @property
    def pembulatan(self) -> Decimal:
        """The grand total to the nearest multiple of the rounding base."""
        return round_to_base(self.grand, self.rounding_base)

    def job(self, kode: str) -> JobCost:
        """The cost of the job called ``kode``."""
        return next(job for job in self.jobs if job.kode == kode)


def job_cost(project: Project, job: Job) -> JobCost:
    """Price one job."""
    sums = dict.fromkeys(Kategori, ZERO)
    with exact():
        for component in project.components(job):
            sums[component.kategori] += component.per_unit * project.price(component.kode)
    return JobCost(
        kode=job.kode,
        a=sums[Kategori.TK],
        b=sums[Kategori.BHN],
        c=sums[Kategori.ALT],
        lain=sums[Kategori.LAIN],
        markup=project.markup if job.markup is None else job.markup,
        volume=job.volume,
    )


def rab(project: Project) -> Rab:
    """Price every job of ``project`` and sum them up."""
    return Rab(tuple(job_cost(project, job) for job in project.jobs), project.ppn, project.rounding_base)
