"""The audit trail as the API gives it (CONTRACT 3.7, 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from app.core.http import InvalidBodyError
from app.core.ids import MAX_DB_ID
from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPAudit
from app.detail_project.services.fields import FieldReader

DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
MAX_PAGE = 1_000_000


@dataclass(frozen=True)
class AuditQuery:
    """What to show: filters, which page, and whether with the rows before and after."""

    where: Q
    page: int
    page_size: int
    include_diff: bool
    entry_id: int | None

    @classmethod
    def read(cls, query: QueryDict) -> AuditQuery:
        """Read a request's parameters. Raises `InvalidBodyError` naming each that is not acceptable."""
        reader = _QueryReader(query)
        where = Q()
        if action := reader.choice("action", DetailAHSPAudit.Action.values):
            where &= Q(action=action)
        if trigger := reader.choice("triggered_by", DetailAHSPAudit.Trigger.values):
            where &= Q(triggered_by=trigger)
        if job_id := reader.integer("pekerjaan_id", None, MAX_DB_ID):
            where &= Q(pekerjaan_id=job_id)
        if first := reader.day("date_from", time.min):
            where &= Q(created_at__gte=first)
        if last := reader.day("date_to", time.max):
            where &= Q(created_at__lte=last)
        found = cls(
            where=where,
            page=reader.integer("page", 1, MAX_PAGE) or 1,
            page_size=min(reader.integer("page_size", DEFAULT_PAGE_SIZE, MAX_PAGE) or 1, MAX_PAGE_SIZE),
            include_diff=query.get("include_diff", "1").lower() not in {"0", "false"},
            entry_id=reader.integer("entry_id", None, MAX_DB_ID),
        )
        if reader.complaints.errors:
            raise InvalidBodyError(reader.complaints.errors)
        return found


def entries_of(project: Project) -> QuerySet[DetailAHSPAudit]:
    """The project's entries, newest first."""
    return DetailAHSPAudit.objects.filter(project=project).select_related("pekerjaan", "user")


def page_data(project: Project, query: AuditQuery) -> dict[str, Any]:
    """One page of entries; a page beyond the last one is empty."""
    entries = entries_of(project).filter(query.where)
    if not query.include_diff:
        entries = entries.defer("old_data", "new_data")
    paginator = Paginator(entries, query.page_size)
    shown = paginator.page(query.page).object_list if query.page <= paginator.num_pages else []
    return {
        "results": [entry_data(entry, include_diff=query.include_diff) for entry in shown],
        "pagination": {
            "page": query.page,
            "page_size": query.page_size,
            "total_count": paginator.count,
            "total_pages": paginator.num_pages,
            "has_next": query.page < paginator.num_pages,
        },
    }


def entry_data(entry: DetailAHSPAudit, *, include_diff: bool) -> dict[str, Any]:
    """One entry, with the rows before and after where they are asked for."""
    job, user = entry.pekerjaan, entry.user
    data: dict[str, Any] = {
        "id": entry.pk,
        "action": entry.action,
        "triggered_by": entry.triggered_by,
        "change_summary": entry.change_summary,
        "created_at": entry.created_at.isoformat(),
        "pekerjaan": job and {"id": job.pk, "kode": job.snapshot_kode, "uraian": job.snapshot_uraian},
        "user": user and {"id": user.pk, "username": user.username},
    }
    if include_diff:
        data |= {"old_data": entry.old_data, "new_data": entry.new_data}
    return data


class _QueryReader:
    """Reads single parameters; an empty one counts as absent."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.complaints = FieldReader()

    def _given(self, name: str) -> str:
        return self.query.get(name, "").strip()

    def choice(self, name: str, allowed: list[str]) -> str | None:
        value = self._given(name)
        if value and value not in allowed:
            self.complaints.complain(name, "Nilai tidak valid")
        return value if value in allowed else None

    def integer(self, name: str, default: int | None, high: int) -> int | None:
        value = self._given(name)
        if not value:
            return default
        number = int(value) if value.isascii() and value.isdigit() and len(value) <= 19 else 0
        return self.complaints.integer(number, name, high=high)

    def day(self, name: str, at: time) -> datetime | None:
        """A day of the project's zone, at its beginning or end."""
        value = self._given(name)
        if not value:
            return None
        try:
            day = parse_date(value)
            if day is not None:
                return timezone.make_aware(datetime.combine(day, at))
        except (ValueError, OverflowError):
            pass
        self.complaints.complain(name, "Tanggal tidak valid (YYYY-MM-DD)")
        return None
