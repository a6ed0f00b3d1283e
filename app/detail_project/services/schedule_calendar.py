"""The weeks, months and days of a project (CONTRACT 1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max

from app.dashboard.models import DAYS_PER_WEEK, Project
from app.detail_project.models import PekerjaanProgressWeekly, TahapPelaksanaan

DAY = timedelta(days=1)
WEEK = timedelta(days=DAYS_PER_WEEK)
DAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTH_NAMES = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WEEKS_PER_MONTH = 4
# How far a project may run over its planned end: ten years of weeks.
MAX_OVERRUN = 520


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; ``number`` counts from 1."""

    number: int
    start: date
    end: date

    @property
    def dates(self) -> str:
        """``05/01 - 11/01``."""
        return f"{self.start:%d/%m} - {self.end:%d/%m}"


def week_period(project: Project, number: int) -> Period:
    """The days of one week: the first ends on the project's next ``week_end_day``, every later one has seven days."""
    start = project.tanggal_mulai
    first_end = start + DAY * ((project.week_end_day - start.weekday()) % DAYS_PER_WEEK)
    if number == 1:
        return Period(1, start, first_end)
    begin = first_end + DAY + WEEK * (number - 2)
    return Period(number, begin, begin + WEEK - DAY)


def week_count(project: Project) -> int:
    """How many weeks the project's planned days touch."""
    end = project.tanggal_selesai or project.tanggal_mulai
    first_end = week_period(project, 1).end
    return 1 + max(0, -((first_end - end).days // DAYS_PER_WEEK))


def weeks_of(project: Project, at_least: int = 0) -> list[Period]:
    """The project's weeks, continued up to number ``at_least`` where work runs over the planned end."""
    return [week_period(project, number) for number in range(1, max(week_count(project), at_least) + 1)]


def scheduled_weeks(project: Project) -> list[Period]:
    """The project's weeks, continued up to the last one that has a record."""
    stored = PekerjaanProgressWeekly.objects.filter(project=project).aggregate(last=Max("week_number"))["last"]
    return weeks_of(project, stored or 0)


def months_of(weeks: list[Period]) -> list[Period]:
    """The months of the schedule: four weeks each, the last one what is left."""
    return [
        Period(number, group[0].start, group[-1].end)
        for number, first in enumerate(range(0, len(weeks), WEEKS_PER_MONTH), start=1)
        if (group := weeks[first : first + WEEKS_PER_MONTH])
    ]


def phases_of(project: Project, mode: str) -> list[tuple[str, Period]]:
    """The automatic phases of a mode (daily, weekly, monthly) with their names."""
    if mode == TahapPelaksanaan.Mode.WEEKLY:
        return [(week_name(week), week) for week in weeks_of(project)]
    start, end = project.tanggal_mulai, project.tanggal_selesai or project.tanggal_mulai
    if mode == TahapPelaksanaan.Mode.DAILY:
        days = (end - start).days + 1
        return [(f"Day {n}", Period(n, start + DAY * (n - 1), start + DAY * (n - 1))) for n in range(1, days + 1)]
    phases: list[tuple[str, Period]] = []
    begin = start
    while begin <= end:
        following = (begin.replace(day=1) + 31 * DAY).replace(day=1)
        month = Period(len(phases) + 1, begin, min(end, following - DAY))
        phases.append((f"{MONTH_NAMES[begin.month - 1]} {begin.year}: {month.dates}", month))
        begin = following
    return phases


def week_name(week: Period) -> str:
    """``Week 1: 05/01 (Senin) - 11/01 (Minggu)``."""
    first, last = DAY_NAMES[week.start.weekday()], DAY_NAMES[week.end.weekday()]
    return f"Week {week.number}: {week.start:%d/%m} ({first}) - {week.end:%d/%m} ({last})"
