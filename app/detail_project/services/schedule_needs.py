"""What the planned work of each week takes, item by item (CONTRACT 7, rekap-kebutuhan-weekly)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.dashboard.models import Project
from app.detail_project.models import Kategori
from app.detail_project.services.components import Component, components_of
from app.detail_project.services.rab import ZERO, exact
from app.detail_project.services.schedule_calendar import weeks_of
from app.detail_project.services.schedule_curve import cells_of

_CELL = Decimal("0.0001")


@dataclass(slots=True)
class _Need:
    item: Component
    quantity: Decimal = ZERO
    by_job: dict[int, Decimal] = field(default_factory=dict)


def weekly_needs(project: Project) -> dict[str, Any]:
    """The items that each week takes, in their own units: the planned share of each job times what the job takes."""
    of_job: defaultdict[int, list[Component]] = defaultdict(list)
    for component in components_of(project):
        of_job[component.job.pk].append(component)
    quantities = {job_id: [component.quantity for component in rows] for job_id, rows in of_job.items()}
    cells = [cell for cell in cells_of(project) if cell.planned]
    weeks = weeks_of(project, max((cell.week for cell in cells), default=0))
    needs: list[dict[str, _Need]] = [{} for _ in weeks]
    with exact():
        for cell in cells:
            part, week = _CELL * cell.planned, needs[cell.week - 1]
            for component, quantity in zip(of_job[cell.job_id], quantities.get(cell.job_id, ()), strict=True):
                need = week.get(component.kode)
                if need is None:
                    need = week[component.kode] = _Need(component)
                share = quantity * part
                need.quantity += share
                need.by_job[cell.job_id] = need.by_job.get(cell.job_id, ZERO) + share
    return {
        "weeklyData": [
            {
                "week_number": week.number,
                "week_start": week.start.isoformat(),
                "week_end": week.end.isoformat(),
                "items": _by_kategori(of_week),
                "summary": _summary(of_week),
            }
            for week, of_week in zip(weeks, needs, strict=True)
        ],
        "summary": {"total_weeks": len(weeks), "total_items": len({kode for week in needs for kode in week})},
    }


def _by_kategori(needs: dict[str, _Need]) -> dict[str, list[dict[str, Any]]]:
    items: dict[str, list[dict[str, Any]]] = {kategori: [] for kategori in Kategori.values}
    for kode, need in sorted(needs.items()):
        items[need.item.kategori].append(
            {
                "kode": kode,
                "uraian": need.item.uraian,
                "satuan": need.item.satuan,
                "quantity": float(need.quantity),
                "pekerjaan_breakdown": {str(job_id): float(share) for job_id, share in need.by_job.items()},
            }
        )
    return items


def _summary(needs: dict[str, _Need]) -> dict[str, Any]:
    with exact():
        cost = sum((need.quantity * (need.item.price or ZERO) for need in needs.values()), ZERO)
    return {"n_items": len(needs), "total_cost": float(cost)}
