"""The reader of bars, on pictures that the test itself draws."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.suite.gantt.drawing import DARK, FROZEN, LIGHT, TOP, WIDTH, Drawing, Theme, darken
from vision.gantt import COLOURS, Bar, Chart, Track, read_chart
from vision.picture import Box

PLANNED, ACTUAL = Track.PLANNED, Track.ACTUAL
WORKS = ("Galian", "Pondasi", "Cat")
every_look = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
every_scale = pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])


def read(drawing: Drawing) -> Chart:
    return read_chart(drawing.picture(), drawing.table)


def draw(*bars: Bar, scale: float = 1.0, theme: Theme = LIGHT, scrolled: tuple[float, float] = (0, 0)) -> Drawing:
    drawing = Drawing(WORKS, 4, scale, theme, scrolled)
    drawing.cells()
    for bar in bars:
        drawing.bar(bar.work, bar.track, bar.first, bar.last)
    drawing.frozen_column()
    return drawing


@every_look
@every_scale
def test_bars_are_read_with_work_weeks_track_and_place(scale: float, theme: Theme) -> None:
    bars = [Bar("Galian", ACTUAL, 1, 1), Bar("Galian", PLANNED, 1, 3), Bar("Pondasi", PLANNED, 3, 4)]

    chart = read(draw(*bars, scale=scale, theme=theme))

    assert chart.bars == bars
    assert chart.strays == ()
    box = chart.seen[1].box
    assert (box.left, box.right) == pytest.approx((FROZEN, FROZEN + 360), abs=1)
    assert (box.top, box.bottom) == pytest.approx((TOP + 32, TOP + 53), abs=1)
    assert chart.seen[1].painted is PLANNED


@every_look
def test_a_gap_divides_a_bar_and_a_grid_line_over_it_does_not(theme: Theme) -> None:
    drawing = draw(Bar("Galian", PLANNED, 1, 2), Bar("Galian", PLANNED, 4, 4), theme=theme)
    drawing.cells()

    assert read(drawing).bars == [Bar("Galian", PLANNED, 1, 2), Bar("Galian", PLANNED, 4, 4)]


@every_scale
def test_what_the_frozen_column_covers_is_not_seen(scale: float) -> None:
    bars = Bar("Galian", PLANNED, 1, 1), Bar("Pondasi", PLANNED, 1, 2)

    chart = read(draw(*bars, scale=scale, scrolled=(150.5, 0)))

    assert chart.bars == [Bar("Pondasi", PLANNED, 2, 2)]
    assert chart.strays == ()


def test_a_table_scrolled_down_shows_what_is_left_of_its_rows() -> None:
    bars = [Bar("Galian", ACTUAL, 1, 1), Bar("Galian", PLANNED, 1, 2), Bar("Cat", PLANNED, 2, 2)]

    assert read(draw(*bars, scrolled=(0, 42))).bars == bars[1:]


def test_a_bar_behind_a_dialog_is_not_seen() -> None:
    drawing = draw(Bar("Galian", PLANNED, 1, 2))
    shaded = darken(drawing.picture(), Box(0, 0, WIDTH, 400))

    chart = read_chart(shaded, drawing.table)

    assert (chart.bars, chart.strays) == ([], ())


def test_a_dialog_over_a_part_of_a_bar_leaves_something_that_is_no_bar() -> None:
    drawing = draw(Bar("Galian", PLANNED, 1, 2))
    drawing.fill(Box(FROZEN + 60, 0, FROZEN + 180, 300), (255, 255, 255))

    chart = read(drawing)

    assert chart.bars == []
    assert [stray.split(" at ")[0] for stray in chart.strays] == ["something in the colour of planned"] * 2


def test_colours_of_the_page_that_are_near_but_others_are_no_bars() -> None:
    drawing = draw()
    drawing.fill(Box(FROZEN, TOP + 32, FROZEN + 120, TOP + 53), (49, 210, 242))
    drawing.fill(Box(FROZEN, TOP + 88, FROZEN + 120, TOP + 109), (255, 205, 57))

    chart = read(drawing)

    assert (chart.bars, chart.strays) == ([], ())


Stroke = Callable[[Drawing], None]


def bar(work: str, track: Track, first: int, last: int, **odd: Any) -> Stroke:
    return lambda drawing: drawing.bar(work, track, first, last, **odd)


def patch(left: float, top: float, right: float, bottom: float) -> Stroke:
    return lambda drawing: drawing.fill(Box(FROZEN + left, TOP + top, FROZEN + right, TOP + bottom), COLOURS[PLANNED])


RIGHT = bar("Galian", PLANNED, 1, 2)
FAULTS: dict[str, tuple[Sequence[Stroke], Sequence[str]]] = {
    "a week late": (
        [bar("Galian", PLANNED, 2, 3)],
        ["no planned bar of 'Galian' in weeks 1-2", "an unexpected planned bar of 'Galian' in weeks 2-3"],
    ),
    "a row low": (
        [bar("Pondasi", PLANNED, 1, 2)],
        ["no planned bar of 'Galian' in weeks 1-2", "an unexpected planned bar of 'Pondasi' in weeks 1-2"],
    ),
    "half a week late": ([bar("Galian", PLANNED, 1, 2, shift=60)], ["begins inside week 1 of 'Galian'"]),
    "actual in planned's colour": (
        [RIGHT, bar("Galian", ACTUAL, 1, 1, painted=PLANNED)],
        ["an unexpected actual bar of 'Galian' in week 1", "the actual bar of 'Galian' in week 1 has the colour of"],
    ),
    "planned in actual's colour": (
        [bar("Galian", PLANNED, 1, 2, painted=ACTUAL)],
        ["the planned bar of 'Galian' in weeks 1-2 has the colour of actual"],
    ),
    "nothing drawn": ([], ["no planned bar of 'Galian' in weeks 1-2"]),
    "over the frozen column": ([RIGHT, patch(-120, 88, 0, 109)], ["lies over the frozen column"]),
    "below every row": ([RIGHT, patch(120, 260, 240, 280)], ["lies in no row"]),
    "across two rows": ([RIGHT, patch(240, 40, 360, 80)], ["reaches out of the row of"]),
    "as high as both tracks": ([patch(0, 10, 240, 53)], ["covers both halves of the row of 'Galian'"]),
    "a hair's breadth high": ([patch(0, 40, 240, 44)], ["is too low (3 of 56) for a bar of 'Galian'"]),
    "a staircase": ([patch(0, 32 + n, 240 - 10 * n, 33 + n) for n in range(20)], ["is no rectangle"]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_drawing_is_told_in_words(fault: str) -> None:
    strokes, words = FAULTS[fault]
    drawing = draw()
    for stroke in strokes:
        stroke(drawing)

    told = "\n".join(read(drawing).differences([Bar("Galian", PLANNED, 1, 2)]))

    for each in words:
        assert each in told


def test_the_right_drawing_has_no_differences() -> None:
    bar = Bar("Galian", PLANNED, 1, 2)

    assert read(draw(bar)).differences([bar]) == []


def test_of_a_long_bar_only_the_weeks_in_sight_are_judged() -> None:
    chart = read(draw(Bar("Galian", PLANNED, 1, 3), scrolled=(150.5, 0)))

    assert chart.differences([Bar("Galian", PLANNED, 1, 3), Bar("Galian", ACTUAL, 1, 1)]) == []
    assert chart.differences([Bar("Galian", PLANNED, 1, 4)]) == [
        "no planned bar of 'Galian' in weeks 2-4",
        "an unexpected planned bar of 'Galian' in weeks 2-3, at x 260-469, y 73-93",
    ]


def test_a_table_without_a_whole_row_proves_nothing() -> None:
    drawing = draw(Bar("Galian", PLANNED, 1, 3), scrolled=(0, 160))

    assert read(drawing).differences([]) == ["no row and week of the table is in sight"]


@pytest.mark.parametrize("seed", range(25))
def test_a_random_schedule_is_read_back_bar_by_bar(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # no secret
    expected = []
    for work in WORKS:
        for track in (ACTUAL, PLANNED):
            weeks = [week for week in range(1, 5) if dice.random() < 0.5]
            starts = [week for week in weeks if week - 1 not in weeks]
            expected += [Bar(work, track, start, _end(start, weeks)) for start in starts]

    chart = read(draw(*expected, scale=dice.choice([1.0, 1.25, 2.0]), theme=dice.choice([LIGHT, DARK])))

    assert chart.differences(expected) == []


def _end(start: int, weeks: list[int]) -> int:
    return next(week for week in range(start, 6) if week + 1 not in weeks)
