"""What the charts of the schedule read: weights, columns and cells, cost curves with earned value (CONTRACT 7).

Figures are floats by contract; they are computed exactly and rounded nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from app.dashboard.models import Project
from app.detail_project.models import Klasifikasi, SubKlasifikasi
from app.detail_project.services.rab import ZERO, JobCost, exact, rab_of
from app.detail_project.services.schedule_calendar import WEEKS_PER_MONTH, Period, months_of
from app.detail_project.services.schedule_curve import Cell, Curves, WeekSum, cells_of, cumulative, curves_of, share

TIMESCALES = ("weekly", "monthly")
CHART_MODES = ("planned", "actual", "both")


def kurva_s_data(project: Project) -> dict[str, Any]:
    """Totals and volumes of the jobs: what a page needs to weigh progress."""
    rab = rab_of(project)
    return {
        "hargaMap": {str(cost.job.pk): float(cost.total) for cost in rab.costs},
        "totalBiayaProject": float(rab.footer.total),
        "volumeMap": {str(cost.job.pk): float(cost.volume) for cost in rab.costs},
        "pekerjaanMeta": _meta(rab.costs),
        "cached": False,
        "timestamp": timezone.now().isoformat(),
        "count": len(rab.costs),
    }


def kurva_s_harga_data(project: Project) -> dict[str, Any]:
    """Costs by week, planned and actual, and the earned value beside them."""
    costs = rab_of(project).costs
    curves = curves_of(project, costs)
    planned = cumulative(week.cost for week in curves.planned)
    actual = cumulative(week.cost for week in curves.actual)
    earned = cumulative(curves.earned)
    planned_cost, actual_cost = planned[-1], actual[-1]
    return {
        "weeklyData": {
            "planned": _cost_weeks(curves.planned, planned, curves.total),
            "actual": _cost_weeks(curves.actual, actual, curves.total),
        },
        "summary": {
            "total_project_cost": float(curves.total),
            "total_weeks": len(curves.weeks),
            "planned_cost": float(planned_cost),
            "actual_cost": float(actual_cost),
            "actual_vs_planned_percent": float(share(actual_cost, planned_cost)),
        },
        "pekerjaanMeta": _meta(costs),
        "evm": {
            "labels": [f"Week {week.number}" for week in curves.weeks],
            "pv": [float(value) for value in planned],
            "ev": [float(value) for value in earned],
            "ac": [float(value) for value in actual],
            "pv_percent": [float(share(value, curves.total)) for value in planned],
            "ev_percent": [float(share(value, curves.total)) for value in earned],
            "ac_percent": [float(share(value, curves.total)) for value in actual],
        },
        "timestamp": timezone.now().isoformat(),
    }


def chart_data(project: Project, timescale: str, mode: str) -> dict[str, Any]:
    """Columns, a row for each group and job, and the cumulative curves in percent of the project."""
    costs, cells = rab_of(project).costs, cells_of(project)
    curves = curves_of(project, costs, cells)
    weekly = timescale == "weekly"
    columns = list(curves.weeks) if weekly else months_of(list(curves.weeks))
    wanted = [series for series in ("planned", "actual") if mode in (series, "both")]
    return {
        "timescale": timescale,
        "mode": mode,
        "columns": [_column(column, weekly=weekly) for column in columns],
        "rows": _rows(project, costs, _cell_texts(cells, wanted, weekly=weekly)),
        "curveData": {series: _curve(_series(curves, series), columns, weekly=weekly) for series in wanted},
        "summary": {
            "total_project_cost": float(curves.total),
            "total_weeks": len(curves.weeks),
            "total_pekerjaan": len(costs),
            **{f"{series}_percent": float(_percent(_series(curves, series))) for series in wanted},
        },
    }


def _series(curves: Curves, series: str) -> Sequence[WeekSum]:
    return curves.planned if series == "planned" else curves.actual


def _percent(weeks: Sequence[WeekSum]) -> Decimal:
    with exact():
        return sum((week.percent for week in weeks), ZERO)


def _column(column: Period, *, weekly: bool) -> dict[str, Any]:
    unit, number = ("week", "weekNumber") if weekly else ("month", "monthNumber")
    return {
        "id": f"{unit}_{column.number}",
        "label": f"{unit.title()} {column.number}",
        "startDate": f"{column.start:%d/%m}",
        "endDate": f"{column.end:%d/%m}",
        number: column.number,
    }


def _curve(weeks: Sequence[WeekSum], columns: list[Period], *, weekly: bool) -> list[dict[str, Any]]:
    sums = cumulative(week.percent for week in weeks)
    if not weekly:
        sums = [sums[min(month.number * WEEKS_PER_MONTH, len(sums)) - 1] for month in columns]
    number, unit = ("weekNumber", "Week") if weekly else ("monthNumber", "Month")
    return [
        {number: column.number, "cumulative": float(value), "label": f"{unit} {column.number}"}
        for column, value in zip(columns, sums, strict=True)
    ]


def _cell_texts(cells: Sequence[Cell], wanted: list[str], *, weekly: bool) -> dict[int, dict[str, dict[str, float]]]:
    """Percent by job, column and series; months are the sums of their weeks."""
    hundredths: defaultdict[int, defaultdict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for cell in cells:
        column = f"week_{cell.week}" if weekly else f"month_{(cell.week - 1) // WEEKS_PER_MONTH + 1}"
        for series in wanted:
            value = cell.planned if series == "planned" else cell.actual
            if value:
                of_column = hundredths[cell.job_id][column]
                of_column[series] = of_column.get(series, 0) + value
    return {
        job_id: {column: {series: value / 100 for series, value in values.items()} for column, values in row.items()}
        for job_id, row in hundredths.items()
    }


def _rows(
    project: Project, costs: list[JobCost], texts: dict[int, dict[str, dict[str, float]]]
) -> list[dict[str, Any]]:
    """The tree, top down; groups carry no cells."""
    jobs: defaultdict[int, list[JobCost]] = defaultdict(list)
    for cost in costs:
        jobs[cost.job.sub_klasifikasi_id].append(cost)
    subs: defaultdict[int, list[SubKlasifikasi]] = defaultdict(list)
    for sub in SubKlasifikasi.objects.filter(project=project):
        subs[sub.klasifikasi_id].append(sub)
    rows: list[dict[str, Any]] = []
    for klas in Klasifikasi.objects.filter(project=project):
        rows.append(_group(f"klas-{klas.pk}", klas.name, "klasifikasi", 0))
        for sub in subs[klas.pk]:
            rows.append(_group(f"sub-{sub.pk}", sub.name, "sub", 1))
            rows += [_job(cost, texts.get(cost.job.pk, {})) for cost in jobs[sub.pk]]
    return rows


def _group(row_id: str, name: str, kind: str, level: int) -> dict[str, Any]:
    return {"id": row_id, "name": name, "type": kind, "level": level, "volume": None, "unit": "", "cells": {}}


def _job(cost: JobCost, cells: dict[str, dict[str, float]]) -> dict[str, Any]:
    return {
        "id": str(cost.job.pk),
        "pekerjaanId": cost.job.pk,
        "name": cost.job.snapshot_uraian,
        "type": "pekerjaan",
        "level": 2,
        "volume": float(cost.volume),
        "unit": cost.job.snapshot_satuan,
        "cells": cells,
    }


def _cost_weeks(weeks: Sequence[WeekSum], sums: list[Decimal], total: Decimal) -> list[dict[str, Any]]:
    return [
        {
            "week_number": each.week.number,
            "week_start": each.week.start.isoformat(),
            "week_end": each.week.end.isoformat(),
            "cost": float(each.cost),
            "pekerjaan_breakdown": {str(job_id): float(cost) for job_id, cost in each.by_job.items()},
            "cumulative_cost": float(so_far),
            "cumulative_percent": float(share(so_far, total)),
        }
        for each, so_far in zip(weeks, sums, strict=True)
    ]


def _meta(costs: Sequence[JobCost]) -> dict[str, Any]:
    return {
        str(cost.job.pk): {
            "kode": cost.job.snapshot_kode,
            "uraian": cost.job.snapshot_uraian,
            "satuan": cost.job.snapshot_satuan,
            "harga_satuan": float(cost.g),
            "harga_satuan_base": float(cost.e_base),
            "volume": float(cost.volume),
            "total": float(cost.total),
            "markup_percent": float(cost.markup),
            "komponen": {
                "TK": float(cost.a),
                "BHN": float(cost.b),
                "ALT": float(cost.c),
                "LAIN": float(cost.lain),
            },
        }
        for cost in costs
    }
