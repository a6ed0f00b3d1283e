"""Keep what follows from the weekly record in step with it: dates of weeks, and shares of the automatic phases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from app.core.numbers import half_up
from app.dashboard.models import Project
from app.detail_project.models import PekerjaanProgressWeekly, PekerjaanTahapan, TahapPelaksanaan
from app.detail_project.models.schedule import SYNC_NOTE
from app.detail_project.services.schedule_calendar import DAY, Period, week_period

ZERO = Decimal(0)
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class _Share:
    """What part of a week (0..1) lies before and up to the end of a phase."""

    phase_id: int
    before: Decimal
    until: Decimal

    @property
    def whole(self) -> bool:
        """Say whether the phase takes all of the week."""
        return self.before == 0 and self.until == 1


def sync_phases(project: Project, job_ids: Collection[int] | None = None) -> int:
    """Derive the automatic phases' shares of these jobs (all of the project by default) from their planned weeks.

    A week that several phases share is divided by days; what is rounded in one phase is made up in the next, so that
    nothing is lost. Returns how many shares there are.
    """
    of_jobs = Q(pekerjaan__project=project) if job_ids is None else Q(pekerjaan_id__in=job_ids)
    records = PekerjaanProgressWeekly.objects.filter(planned_proportion__gt=0)
    records = records.filter(project=project) if job_ids is None else records.filter(of_jobs)
    phase_ids = list(
        TahapPelaksanaan.objects.filter(project=project, is_auto_generated=True).values_list("pk", flat=True)
    )
    PekerjaanTahapan.objects.filter(of_jobs, tahapan_id__in=phase_ids).delete()
    now = timezone.now()
    rows = [
        PekerjaanTahapan(
            pekerjaan_id=job_id,
            tahapan_id=phase_id,
            proporsi_volume=share,
            catatan=SYNC_NOTE,
            created_at=now,
            updated_at=now,
        )
        for (job_id, phase_id), share in _shares(project, records).items()
    ]
    PekerjaanTahapan.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def redate_weeks(project: Project) -> None:
    """Write the project's calendar into the stored weeks, after its start or its week's ends have moved."""
    records = PekerjaanProgressWeekly.objects.filter(project=project)
    weeks = {
        number: week_period(project, number)
        for number in records.order_by().values_list("week_number", flat=True).distinct()
    }
    if weeks:
        records.update(
            week_start_date=Case(*(When(week_number=week.number, then=Value(week.start)) for week in weeks.values())),
            week_end_date=Case(*(When(week_number=week.number, then=Value(week.end)) for week in weeks.values())),
        )


def _shares(project: Project, records: QuerySet[PekerjaanProgressWeekly]) -> dict[tuple[int, int], Decimal]:
    phases = list(
        TahapPelaksanaan.objects.filter(
            project=project, is_auto_generated=True, tanggal_mulai__isnull=False, tanggal_selesai__isnull=False
        )
        .order_by("tanggal_mulai")
        .values_list("pk", "tanggal_mulai", "tanggal_selesai")
    )
    shares: defaultdict[tuple[int, int], Decimal] = defaultdict(lambda: ZERO)
    if not phases:
        return shares
    by_week: dict[int, list[_Share]] = {}
    for job_id, number, planned in records.values_list("pekerjaan_id", "week_number", "planned_proportion"):
        if number not in by_week:
            by_week[number] = list(_divided(week_period(project, number), phases))
        for share in by_week[number]:
            part = planned if share.whole else half_up(planned * share.until, 2) - half_up(planned * share.before, 2)
            if part > ZERO:
                shares[job_id, share.phase_id] += part
    return shares


def _divided(week: Period, phases: list[tuple[int, date | None, date | None]]) -> Iterator[_Share]:
    """The phases that share a week. Phases that start after the project's end take nothing: they do not exist."""
    overlaps = [
        (phase_id, (min(week.end, end) - max(week.start, start)) // DAY + 1)
        for phase_id, start, end in phases
        if start is not None and end is not None and start <= week.end and end >= week.start
    ]
    days = sum(part for _, part in overlaps)
    passed = 0
    for phase_id, part in overlaps:
        yield _Share(phase_id, Decimal(passed) / days, Decimal(passed + part) / days)
        passed += part
