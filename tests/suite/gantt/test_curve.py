"""The reader of S-curves, on pictures that the test itself draws."""

from __future__ import annotations

import pytest

from tests.suite.gantt.drawing import DARK, FROZEN, HEIGHT, LIGHT, TOP, WIDTH, Drawing, Theme
from vision.curve import Axis, Curve, read_curve
from vision.gantt import Track
from vision.picture import Box

PLANNED, ACTUAL = Track.PLANNED, Track.ACTUAL
AXIS = Axis(zero=HEIGHT - 41, hundred=TOP + 39, plot=Box(FROZEN, TOP, WIDTH - 5, HEIGHT))
PLAN = {1: 18.18, 2: 36.36, 3: 54.54, 4: 100.0}
DONE = {1: 0.0, 2: 14.5, 3: 29.1}
TOLERANCE = 0.5


def read(*, planned: dict[int, float], actual: dict[int, float], scale: float = 1.0, theme: Theme = LIGHT) -> Curve:
    drawing = Drawing(("a", "b", "c", "d"), 4, scale, theme)
    drawing.cells()
    drawing.curve(PLANNED, planned, AXIS)
    drawing.curve(ACTUAL, actual, AXIS)
    drawing.frozen_column()
    return read_curve(drawing.picture(), drawing.table.weeks, AXIS)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_both_series_are_read_in_percent(scale: float, theme: Theme) -> None:
    curve = read(planned=PLAN, actual=DONE, scale=scale, theme=theme)

    assert curve.differences(PLANNED, PLAN, TOLERANCE) == []
    assert curve.differences(ACTUAL, DONE, TOLERANCE) == []


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_rings_a_pixel_smaller_are_read_too(scale: float) -> None:
    drawing = Drawing(("a", "b", "c", "d"), 4, scale)
    drawing.curve(PLANNED, PLAN, AXIS, radius=5, dot=2)
    drawing.curve(ACTUAL, DONE, AXIS, radius=5, dot=2)

    curve = read_curve(drawing.picture(), drawing.table.weeks, AXIS)

    assert curve.differences(PLANNED, PLAN, TOLERANCE) == []
    assert curve.differences(ACTUAL, DONE, TOLERANCE) == []


def test_a_curve_two_points_off_is_told() -> None:
    curve = read(planned={week: percent - 2 for week, percent in PLAN.items()}, actual=DONE)

    told = curve.differences(PLANNED, PLAN, TOLERANCE)

    assert [words.split(" stands at")[0] for words in told] == [f"planned of week {week}" for week in PLAN]
    assert told[3].endswith(" %, expected 100.0 %")
    assert curve.differences(ACTUAL, DONE, TOLERANCE) == []


def test_a_point_that_is_missing_or_too_much_is_told() -> None:
    curve = read(planned={1: 20.0, 2: 40.0}, actual={})

    assert curve.differences(PLANNED, {1: 20.0, 2: 40.0, 3: 60.0}, TOLERANCE) == [
        "planned has no point at week 3, expected 60.0 %"
    ]
    assert curve.differences(PLANNED, {1: 20.0}, TOLERANCE) == ["planned has a point at week 2 (40.0 %), expected none"]


def test_a_point_behind_the_other_series_point_may_be_hidden_and_no_other() -> None:
    curve = read(planned={1: 20.0, 2: 40.0}, actual={1: 20.0, 2: 44.0})

    assert 1 not in curve.series[PLANNED]
    assert curve.differences(PLANNED, {1: 20.0, 2: 40.0}, TOLERANCE) == []
    assert curve.differences(PLANNED, {1: 26.0, 2: 40.0}, TOLERANCE) == [
        "planned has no point at week 1, expected 26.0 %"
    ]


def test_a_steep_line_through_a_column_is_no_point() -> None:
    drawing = Drawing(("a",), 4)
    middle = FROZEN + 60
    drawing.curve(PLANNED, {1: 100.0}, AXIS)
    for y in range(int(TOP), int(HEIGHT)):
        drawing.fill(Box(middle + 118, y, middle + 122, y + 1), (13, 202, 240))

    assert set(read_curve(drawing.picture(), drawing.table.weeks, AXIS).series[PLANNED]) == {1}
