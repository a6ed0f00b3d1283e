"""What the planned work of each week takes, item by item (CONTRACT 7, rekap-kebutuhan-weekly)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPExpanded, Kategori, VolumePekerjaan
from app.detail_project.services.rab import ZERO, exact
from app.detail_project.services.schedule_calendar import weeks_of
from app.detail_project.services.schedule_curve import cells_of

_CELL = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class _Item:
    """What the whole of a job takes of one item; ``price`` is rupiah a unit."""

    kategori: str
    kode: str
    uraian: str
    satuan: str
    price: Decimal
    quantity: Decimal


@dataclass(slots=True)
class _Need:
    item: _Item
    quantity: Decimal = ZERO
    by_job: dict[int, Decimal] = field(default_factory=dict)


def weekly_needs(project: Project) -> dict[str, Any]:
    """The items that each week takes, in their own units: the planned share of each job times what the job takes."""
    items = _items(project)
    cells = [cell for cell in cells_of(project) if cell.planned]
    weeks = weeks_of(project, max((cell.week for cell in cells), default=0))
    needs: list[dict[str, _Need]] = [{} for _ in weeks]
    with exact():
        for cell in cells:
            part, week = _CELL * cell.planned, needs[cell.week - 1]
            for item in items[cell.job_id]:
                need = week.get(item.kode)
                if need is None:
                    need = week[item.kode] = _Need(item)
                share = item.quantity * part
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


MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def needs_timeline(project: Project) -> list[dict[str, Any]]:
    """The weeks of the schedule with what each takes; none as long as nothing is planned."""
    weeks = weekly_needs(project)["weeklyData"]
    if not any(week["summary"]["n_items"] for week in weeks):
        return []
    return [
        {
            "value": f"{start.isocalendar().year}-W{start.isocalendar().week:02}",
            "label": f"Minggu {week['week_number']} ({_day(start)} - {_day(end)} {end.year})",
            "start_date": week["week_start"],
            "end_date": week["week_end"],
            "items": [
                {"kategori": kategori, **{key: item[key] for key in ("kode", "uraian", "satuan", "quantity")}}
                for kategori, items in week["items"].items()
                for item in items
            ],
        }
        for week in weeks
        for start, end in [(date.fromisoformat(week["week_start"]), date.fromisoformat(week["week_end"]))]
    ]


def _day(day: date) -> str:
    return f"{day:%d} {MONTHS[day.month - 1]}"


@dataclass(frozen=True, slots=True)
class PlannedCost:
    """What all planned weeks together take of one item, in rupiah without mark-up."""

    kategori: str
    kode: str
    total: Decimal


def planned_costs(project: Project) -> list[PlannedCost]:
    """The cost of each item over all weeks that are planned, in no particular order."""
    items = _items(project)
    costs: dict[str, PlannedCost] = {}
    with exact():
        for cell in cells_of(project):
            if cell.planned:
                for item in items[cell.job_id]:
                    so_far = costs[item.kode].total if item.kode in costs else ZERO
                    total = so_far + item.quantity * item.price * cell.planned * _CELL
                    costs[item.kode] = PlannedCost(item.kategori, item.kode, total)
    return list(costs.values())


def _items(project: Project) -> defaultdict[int, list[_Item]]:
    """The items of each job, read as plain columns: models would take most of the time."""
    volumes = dict(VolumePekerjaan.objects.filter(project=project).values_list("pekerjaan_id", "quantity"))
    rows = DetailAHSPExpanded.objects.filter(project=project).order_by("pk")
    items: defaultdict[int, list[_Item]] = defaultdict(list)
    with exact():
        for job_id, koefisien, depth, bundle, price, kategori, kode, uraian, satuan in rows.values_list(
            "pekerjaan_id",
            "koefisien",
            "expansion_depth",
            "source_detail__koefisien",
            "harga_item__harga_satuan",
            "kategori",
            "kode",
            "uraian",
            "satuan",
        ):
            per_unit = koefisien * bundle if depth else koefisien
            quantity = per_unit * volumes.get(job_id, ZERO)
            items[job_id].append(_Item(kategori, kode, uraian, satuan or "", price or ZERO, quantity))
    return items


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
        cost = sum((need.quantity * need.item.price for need in needs.values()), ZERO)
    return {"n_items": len(needs), "total_cost": float(cost)}
