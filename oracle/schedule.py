"""Schedules by CONTRACT 1.9 and 1.13: calendar of weeks, bars, cost-weighted S-curve. Percentages are 0..100."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from oracle.numbers import exact

ZERO = Decimal(0)
HUNDRED = Decimal(100)
WEEKS_A_MONTH = 4
SUNDAY = 6

Progress = Mapping[int, Decimal]
"""Percent of a work's volume by week number."""


@dataclass(frozen=True, slots=True)
class Week:
    """A column of the schedule, both days included."""

    number: int
    first: date
    last: date

    @property
    def head(self) -> str:
        """What the column's head says: ``Week 1 05/01 - 11/01``."""
        return f"Week {self.number} {self.first:%d/%m} - {self.last:%d/%m}"


def weeks(start: date, end: date, *, week_end_day: int = SUNDAY) -> list[Week]:
    """Return the weeks that cover ``start`` to ``end``: the first ends on the next ``week_end_day`` (0 = Monday)."""
    found: list[Week] = []
    first = start
    while first <= end:
        last = first + timedelta(days=(week_end_day - first.weekday()) % 7)
        found.append(Week(len(found) + 1, first, last))
        first = last + timedelta(days=1)
    return found


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the schedule: what it costs in all (rupiah) and how it is planned and done."""

    name: str
    total: Decimal
    planned: Progress = field(default_factory=dict)
    actual: Progress = field(default_factory=dict)


def spans(progress: Progress) -> list[tuple[int, int]]:
    """Return the bars of a work: first and last week of every stretch of weeks with progress."""
    busy = sorted(week for week, percent in progress.items() if percent > 0)
    starts = [week for week in busy if week - 1 not in busy]
    ends = [week for week in busy if week + 1 not in busy]
    return list(zip(starts, ends, strict=True))


def by_month(progress: Progress) -> dict[int, Decimal]:
    """Sum weeks up to months, which are groups of four weeks."""
    months: dict[int, Decimal] = {}
    for week, percent in progress.items():
        month = (week - 1) // WEEKS_A_MONTH + 1
        months[month] = months.get(month, ZERO) + percent
    return months


def planned_curve(works: Sequence[Work], number_of_weeks: int) -> dict[int, Decimal]:
    """Return the cumulative plan, in percent of the project's cost, for every week."""
    return _cumulative(works, [work.planned for work in works], number_of_weeks)


def actual_curve(works: Sequence[Work], number_of_weeks: int | None = None) -> dict[int, Decimal]:
    """Return what was done, cumulative and in percent of the project's cost.

    It ends with ``number_of_weeks``; without it, as the page draws it, with the last week in which anything was done.
    """
    last = max((week for work in works for week, percent in work.actual.items() if percent > 0), default=0)
    return _cumulative(works, [work.actual for work in works], last if number_of_weeks is None else number_of_weeks)


def _cumulative(works: Sequence[Work], progress: Sequence[Progress], last: int) -> dict[int, Decimal]:
    shares = list(_weights(works))
    curve: dict[int, Decimal] = {}
    done = ZERO
    with exact():
        for week in range(1, last + 1):
            done += sum((share * each.get(week, ZERO) for share, each in zip(shares, progress, strict=True)), ZERO)
            curve[week] = done
    return curve


def _weights(works: Sequence[Work]) -> Iterator[Decimal]:
    """Yield each work's share of the cost, 0..1; of a project that costs nothing every work has the same share."""
    with exact():
        whole = sum((work.total for work in works), ZERO)
        for work in works:
            yield work.total / whole if whole else Decimal(1) / len(works)
