"""Costs of jobs and totals of projects (CONTRACT 1.13), exact in Decimal; rounding is the display's business.

Amounts are rupiah. The number of queries depends neither on the number of jobs nor on that of projects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from app.core.numbers import half_up
from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPExpanded, Pekerjaan, ProjectPricing, SubKlasifikasi, VolumePekerjaan
from app.detail_project.models.pricing import DEFAULT_MARKUP
from app.detail_project.services.pricing import pricing_of

ZERO = Decimal(0)
HUNDRED = Decimal(100)
CHUNK = 500
"""Rows that are read from the database at once."""
# Coefficient x coefficient x price x volume x percentage has at most 100 digits: nothing is rounded on the way.
_EXACT = Context(prec=120, rounding=ROUND_HALF_UP)


def exact() -> AbstractContextManager[Context]:
    """Compute inside without losing a digit."""
    return localcontext(_EXACT)


@dataclass(frozen=True, slots=True)
class JobCost:
    """The price of one unit of a job by kind (A labour, B material, C tools, LAIN), and its total for the volume."""

    job: Pekerjaan
    a: Decimal
    b: Decimal
    c: Decimal
    lain: Decimal
    markup: Decimal
    volume: Decimal
    d: Decimal
    e_base: Decimal
    f: Decimal
    g: Decimal
    total: Decimal

    @classmethod
    def of(cls, job: Pekerjaan, sums: dict[str, Decimal], markup: Decimal, volume: Decimal) -> JobCost:
        """Price ``job`` from the sums of its components by kategori."""
        a, b, c, lain = (sums.get(kategori, ZERO) for kategori in ("TK", "BHN", "ALT", "LAIN"))
        with exact():
            d = a + b + c
            e_base = d + lain
            f = e_base * markup / HUNDRED
            g = e_base + f
            return cls(job, a, b, c, lain, markup, volume, d, e_base, f, g, g * volume)


@dataclass(frozen=True, slots=True)
class Footer:
    """The end of the summary: total with mark-up, tax on it, both, and both rounded to the project's base."""

    total: Decimal
    ppn: Decimal
    grand: Decimal
    rounded: Decimal

    @classmethod
    def of(cls, costs: Iterable[JobCost], pricing: ProjectPricing) -> Footer:
        """Sum ``costs`` up."""
        with exact():
            total = total_of(costs)
            ppn = total * pricing.ppn_percent / HUNDRED
            grand = total + ppn
            return cls(total, ppn, grand, half_up(grand / pricing.rounding_base, 0) * pricing.rounding_base)


@dataclass(frozen=True, slots=True)
class Rab:
    """The summary of a project: its pricing, a cost for each job in the order of the list of works, and the footer."""

    pricing: ProjectPricing
    costs: list[JobCost]
    footer: Footer


def rab_of(project: Project) -> Rab:
    """Price the whole project."""
    pricing = pricing_of(project)
    costs = _costs([project.pk], {project.pk: pricing.markup_percent})[project.pk]
    return Rab(pricing, costs, Footer.of(costs, pricing))


def project_total(project: Project) -> Decimal:
    """The RAB total (mark-up included, tax not) of one project, in rupiah; 0 for one without works."""
    return total_of(project_costs([project.pk])[project.pk])


def total_of(costs: Iterable[JobCost]) -> Decimal:
    """The sum of the jobs' totals, in rupiah."""
    with exact():
        return sum((cost.total for cost in costs), ZERO)


def project_costs(project_ids: Iterable[int]) -> dict[int, list[JobCost]]:
    """The costs of every job of each project, as :func:`rab_of` gives them for one."""
    ids = list(project_ids)
    markups = dict.fromkeys(ids, DEFAULT_MARKUP)
    markups |= dict(ProjectPricing.objects.filter(project_id__in=ids).values_list("project_id", "markup_percent"))
    return _costs(ids, markups)


def _costs(project_ids: list[int], markups: dict[int, Decimal]) -> dict[int, list[JobCost]]:
    sums = _unit_sums(project_ids)
    volumes = VolumePekerjaan.objects.filter(project_id__in=project_ids)
    volume_of = dict(volumes.values_list("pekerjaan_id", "quantity"))
    costs: dict[int, list[JobCost]] = {project_id: [] for project_id in project_ids}
    for job in jobs_in_order(project_ids):
        override = job.markup_override_percent
        markup = markups[job.project_id] if override is None else override
        costs[job.project_id].append(JobCost.of(job, sums[job.pk], markup, volume_of.get(job.pk, ZERO)))
    return costs


def jobs_in_order(project_ids: Iterable[int]) -> Iterator[Pekerjaan]:
    """Every job of the projects, in the order of their lists of works."""
    jobs = Pekerjaan.objects.filter(project_id__in=project_ids).select_related("sub_klasifikasi__klasifikasi")
    jobs = jobs.order_by(
        "sub_klasifikasi__klasifikasi__ordering_index", "sub_klasifikasi__ordering_index", "ordering_index", "id"
    )
    subs: dict[int, SubKlasifikasi] = {}
    for job in jobs.iterator(CHUNK):
        # One object a sub, not one a job: that is most of the memory that thousands of jobs would take.
        job.sub_klasifikasi = subs.setdefault(job.sub_klasifikasi_id, job.sub_klasifikasi)
        yield job


def _unit_sums(project_ids: list[int]) -> defaultdict[int, dict[str, Decimal]]:
    """Price of one unit by job and kategori; the components of a bundle count as often as its row says."""
    sums: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
    components = DetailAHSPExpanded.objects.filter(project_id__in=project_ids).values_list(
        "pekerjaan_id",
        "kategori",
        "koefisien",
        "expansion_depth",
        "source_detail__koefisien",
        "harga_item__harga_satuan",
    )
    with exact():
        for job_id, kategori, koefisien, depth, bundle_koefisien, price in components.order_by().iterator():
            if price is None:
                continue  # nobody has priced it yet
            times = koefisien * bundle_koefisien if depth else koefisien
            job_sums = sums[job_id]
            job_sums[kategori] = job_sums.get(kategori, ZERO) + times * price
    return sums


def plain(value: Decimal) -> str:
    """Write an exact figure for scripts: a point, no exponent, no trailing zeros (``126221.98555224``)."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
