"""The oracle's schedule against the figures that the contract measured (1.9, 5.7, 10.5)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from oracle.schedule import Work, actual_curve, by_month, planned_curve, spans, weeks

START, END = date(2026, 1, 5), date(2026, 3, 29)


def percents(*pairs: tuple[int, str]) -> dict[int, Decimal]:
    return {week: Decimal(percent) for week, percent in pairs}


def test_twelve_weeks_cover_the_worked_example() -> None:
    calendar = weeks(START, END)

    assert len(calendar) == 12
    assert calendar[0].head == "Week 1 05/01 - 11/01"
    assert calendar[11].head == "Week 12 23/03 - 29/03"


def test_a_start_on_wednesday_makes_a_first_week_of_five_days() -> None:
    assert [week.head for week in weeks(date(2026, 1, 7), END)][:2] == ["Week 1 07/01 - 11/01", "Week 2 12/01 - 18/01"]


def test_weeks_may_end_on_any_day() -> None:
    assert weeks(START, END, week_end_day=1)[1].head == "Week 2 07/01 - 13/01"


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800), st.integers(0, 6))
def test_weeks_follow_each_other_without_a_gap(start: date, days: int, week_end_day: int) -> None:
    end = start + timedelta(days=days)
    calendar = weeks(start, end, week_end_day=week_end_day)

    assert calendar[0].first == start
    assert calendar[-1].first <= end <= calendar[-1].last
    assert all(week.last.weekday() == week_end_day for week in calendar)
    gaps = [after.first - before.last for before, after in pairwise(calendar)]
    assert set(gaps) <= {timedelta(days=1)}


def test_the_curve_is_weighted_by_cost() -> None:
    quarter, rest = percents(*((week, "25") for week in range(1, 5))), percents((5, "100"))
    works = [
        Work("Galian", Decimal(25), quarter, percents((1, "20"))),
        Work("Pondasi", Decimal(75), rest, percents((7, "10"))),
    ]

    assert list(planned_curve(works, 12).values())[:6] == [
        Decimal(n) for n in ("6.25", "12.5", "18.75", "25", "100", "100")
    ]
    assert list(actual_curve(works).values()) == [Decimal(5)] * 6 + [Decimal("12.5")]


def test_without_any_cost_every_work_weighs_the_same() -> None:
    works = [Work("a", Decimal(0), percents((1, "100"))), Work("b", Decimal(0))]

    assert planned_curve(works, 1) == {1: Decimal(50)}


def test_nothing_done_has_no_curve() -> None:
    assert actual_curve([Work("a", Decimal(1), percents((1, "100")), percents((3, "0")))]) == {}


def test_a_week_without_progress_divides_a_bar() -> None:
    assert spans(percents((1, "10"), (2, "0.01"), (3, "0"), (5, "5"))) == [(1, 2), (5, 5)]


def test_months_are_groups_of_four_weeks() -> None:
    assert by_month(percents((1, "10"), (4, "5.5"), (5, "1"))) == {1: Decimal("15.5"), 2: Decimal(1)}
