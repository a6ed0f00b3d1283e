"""The S-curve: what of a project is planned and done by the end of each week (CONTRACT 1.13, 7).

Percent are of the whole project, weighted by the jobs' totals (mark-up included); amounts are rupiah. Where nothing has
a price yet, every job weighs the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from django.db.models import F, IntegerField, Sum
from django.db.models.functions import Cast, Round

from app.dashboard.models import Project
from app.detail_project.models import PekerjaanProgressWeekly
from app.detail_project.services.rab import HUNDRED, ZERO, JobCost, exact
from app.detail_project.services.schedule_calendar import Period, weeks_of

_CELL = Decimal("0.0001")  # a cell counts hundredths of a percent


class Cell(NamedTuple):
    """One week of one job in hundredths of a percent of its volume; ``cost`` is what it cost, where that was stored."""

    job_id: int
    week: int
    planned: int
    actual: int
    cost: Decimal | None


@dataclass(slots=True)
class WeekSum:
    """What one week adds: percent of the project, rupiah, and rupiah by job."""

    week: Period
    percent: Decimal = ZERO
    cost: Decimal = ZERO
    by_job: dict[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Curves:
    """Planned, actual and actual costs by week; ``earned`` is what the actual progress is worth."""

    weeks: Sequence[Period]
    total: Decimal
    planned: Sequence[WeekSum]
    actual: Sequence[WeekSum]
    earned: Sequence[Decimal]


def cells_of(project: Project) -> list[Cell]:
    """Every week of every job that holds anything; whole numbers, since they are read by the hundred thousand."""
    records = PekerjaanProgressWeekly.objects.filter(project=project)
    costs = {
        (job_id, week): cost
        for job_id, week, cost in records.filter(actual_cost__isnull=False).values_list(
            "pekerjaan_id", "week_number", "actual_cost"
        )
    }
    rows = (
        records.exclude(planned_proportion=0, actual_proportion=0, actual_cost__isnull=True)
        .annotate(
            planned=Cast(Round(F("planned_proportion") * 100), IntegerField()),
            actual=Cast(Round(F("actual_proportion") * 100), IntegerField()),
        )
        .order_by("pekerjaan_id", "week_number")
        .values_list("pekerjaan_id", "week_number", "planned", "actual")
    )
    if not costs:
        return [Cell(*row, None) for row in rows]
    return [Cell(job, week, planned, actual, costs.get((job, week))) for job, week, planned, actual in rows]


def curves_of(project: Project, costs: Sequence[JobCost], cells: Sequence[Cell] | None = None) -> Curves:
    """Add the cells up by week, up to the last week that the project or a record has.

    Cells of works that have no cost are left out: those works came or went between the two readings.
    """
    if cells is None:
        cells = cells_of(project)
    weeks = weeks_of(project, max((cell.week for cell in cells), default=0))
    planned, actual = ([WeekSum(week) for week in weeks] for _ in range(2))
    earned = [ZERO] * len(weeks)
    totals = {cost.job.pk: cost.total for cost in costs}
    worths = worths_of(totals)
    with exact():
        total, whole = sum(totals.values(), ZERO), sum(worths.values(), ZERO)
        for cell in cells:
            if cell.job_id not in worths:
                continue
            worth, place = worths[cell.job_id] * _CELL, cell.week - 1
            if cell.planned:
                value = worth * cell.planned
                planned[place].percent += value
                planned[place].by_job[cell.job_id] = value if total else ZERO
            if cell.actual or cell.cost is not None:
                value = worth * cell.actual
                actual[place].percent += value
                earned[place] += value if total else ZERO
                actual[place].by_job[cell.job_id] = (value if total else ZERO) if cell.cost is None else cell.cost
        for each in (*planned, *actual):
            each.percent = share(each.percent, whole)
            each.cost = sum(each.by_job.values(), ZERO)
    return Curves(weeks, total, planned, actual, earned)


def worths_of(totals: Mapping[int, Decimal]) -> Mapping[int, Decimal]:
    """What each job counts for: its total, or the same for all where there is no total at all."""
    return totals if any(totals.values()) else dict.fromkeys(totals, Decimal(1))


def cumulative(values: Iterable[Decimal]) -> list[Decimal]:
    """Running sums."""
    with exact():
        return list(accumulate(values))


def share(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` in percent of ``whole``; 0 of nothing."""
    with exact():
        return part * HUNDRED / whole if whole else ZERO


def progress_percent(costs_of: Mapping[int, Sequence[JobCost]]) -> dict[int, Decimal]:
    """How much of each project (by id, with the costs of its jobs) is done, 0..100, in one query.

    A job weighs its budgeted cost where that is set, else its total; more than 100 % of a job counts as 100 %.
    """
    sums = (
        PekerjaanProgressWeekly.objects.filter(project_id__in=list(costs_of), actual_proportion__gt=0)
        .order_by()
        .values_list("pekerjaan_id")
        .annotate(done=Sum("actual_proportion"))
    )
    done = {job_id: min(percent or ZERO, HUNDRED) for job_id, percent in sums}
    percents: dict[int, Decimal] = {}
    for project_id, costs in costs_of.items():
        worths = worths_of({cost.job.pk: cost.job.budgeted_cost or cost.total for cost in costs})
        with exact():
            earned = sum((worth * done[job_id] for job_id, worth in worths.items() if job_id in done), ZERO)
            percents[project_id] = share(earned / HUNDRED, sum(worths.values(), ZERO))
    return percents
