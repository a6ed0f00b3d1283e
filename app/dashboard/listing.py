"""Which projects the dashboard lists, in which order, and what it says of all of them together."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypedDict

from django.db.models import Q, QuerySet

from app.dashboard.models import Project

PAGE_SIZE = 20
CHART_BARS = 8
DEADLINE = timedelta(days=30)
STATUS_LABELS = {
    "belum_mulai": "Belum mulai",
    "berjalan": "Berjalan",
    "deadline": "Mendekati deadline",
    "selesai": "Selesai",
}
DEFAULT_SORT = "-updated_at"


class Summary(TypedDict):
    """The figures above the list, over all active projects of the owner."""

    count: int
    budget: Decimal
    statuses: dict[str, int]
    years: dict[str, int]
    funds: dict[str, float]


def timeline_status(project: Project, today: date) -> str:
    """Return ``selesai``, ``deadline`` (ends within 30 days), ``belum_mulai`` or ``berjalan`` (CONTRACT 3.1)."""
    end = project.tanggal_selesai or project.tanggal_mulai
    if end < today:
        return "selesai"
    if end <= today + DEADLINE:
        return "deadline"
    return "belum_mulai" if project.tanggal_mulai > today else "berjalan"


def status_query(status: str, today: date) -> Q:
    """Return the condition for the projects of a status, see :func:`timeline_status`."""
    later = Q(tanggal_selesai__gt=today + DEADLINE)
    return {
        "selesai": Q(tanggal_selesai__lt=today),
        "deadline": Q(tanggal_selesai__range=(today, today + DEADLINE)),
        "belum_mulai": later & Q(tanggal_mulai__gt=today),
        "berjalan": later & Q(tanggal_mulai__lte=today),
    }[status]


def filtered(projects: QuerySet[Project], wishes: dict[str, Any], today: date) -> QuerySet[Project]:
    """Narrow and order ``projects`` by the cleaned values of the filter form; empty ones say nothing."""
    given = {name: value for name, value in wishes.items() if value not in (None, "")}
    lookups = {
        "tahun_project": "tahun_project",
        "sumber_dana": "sumber_dana__icontains",
        "anggaran_min": "anggaran_owner__gte",
        "anggaran_max": "anggaran_owner__lte",
        "tanggal_mulai_from": "tanggal_mulai__gte",
        "tanggal_mulai_to": "tanggal_mulai__lte",
    }
    projects = projects.filter(**{lookup: given[name] for name, lookup in lookups.items() if name in given})
    if "is_active" in given:
        projects = projects.filter(is_active=given["is_active"] == "true")
    if "status_timeline" in given:
        projects = projects.filter(status_query(given["status_timeline"], today))
    if "search" in given:
        text = given["search"]
        projects = projects.filter(
            Q(nama__icontains=text)
            | Q(index_project__icontains=text)
            | Q(lokasi_project__icontains=text)
            | Q(nama_client__icontains=text)
            | Q(sumber_dana__icontains=text)
        )
    # The key decides between equals, so that no project stands on two pages or on none.
    return projects.order_by(given.get("sort_by", DEFAULT_SORT), "-pk")


def summary_of(projects: QuerySet[Project], today: date) -> Summary:
    """Add up ``projects``."""
    fields = ("tanggal_mulai", "tanggal_selesai", "tahun_project", "sumber_dana", "anggaran_owner")
    rows = list(projects.order_by().only(*fields))
    statuses = Counter(timeline_status(project, today) for project in rows)
    years = Counter(str(project.tahun_project) for project in rows)
    funds: defaultdict[str, Decimal] = defaultdict(Decimal)
    for project in rows:
        funds[project.sumber_dana] += project.anggaran_owner
    largest = sorted(funds.items(), key=lambda fund: fund[1], reverse=True)[:CHART_BARS]
    return {
        "count": len(rows),
        "budget": sum((project.anggaran_owner for project in rows), Decimal(0)),
        "statuses": {label: statuses[status] for status, label in STATUS_LABELS.items()},
        "years": dict(sorted(years.items())),
        "funds": {name: float(amount) for name, amount in largest},
    }
