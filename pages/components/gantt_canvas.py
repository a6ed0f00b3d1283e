"""The Gantt chart as it is composed on the screen: bars on a canvas over the table (CONTRACT 5.6)."""

from __future__ import annotations

import time

from playwright.sync_api import Locator, Page, expect

from pages.components.grid_layout import LOOK_MILLISECONDS, GridLayout
from pages.steps import Told
from vision.contrast import GRAPHICS, contrast
from vision.gantt import COLOURS, Bar, Chart, Track, read_chart
from vision.likeness import Likeness


def planned(work: str, first: int, last: int) -> Bar:
    """A bar of the plan, both weeks included."""
    return Bar(work, Track.PLANNED, first, last)


def actual(work: str, first: int, last: int) -> Bar:
    """A bar of what was done, both weeks included."""
    return Bar(work, Track.ACTUAL, first, last)


class GanttCanvas(Told):
    """Reads screenshots, never the canvas: a bar under the frozen column or behind a dialog is not there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.layout = GridLayout(page)

    @property
    def canvas(self) -> Locator:
        """Where the bars are drawn."""
        return self.page.locator("canvas.gantt-canvas-overlay")

    @property
    def tooltip(self) -> Locator:
        """What is told of the bar under the mouse."""
        return self.page.locator(".gantt-tooltip").filter(visible=True)

    def point_at_plan(self, work: str, week: int) -> None:
        """Put the mouse on the bar of the plan of a work in a week, and wait until something is told of it.

        The canvas may lie over the cell and take the mouse in its place.
        """
        self.layout.grid.cell(work, week).hover(position={"x": 60, "y": 42}, force=True)
        expect(self.tooltip).to_be_visible()

    def expect_told(self, text: str, *, never: str, timeout: float | None = None) -> None:
        """Expect ``text`` to be told of the bar under the mouse, and ``never`` not."""
        expect(self.tooltip).to_contain_text(text, timeout=timeout)
        expect(self.tooltip).not_to_contain_text(never, timeout=timeout)

    def expect_bars(self, *bars: Bar, timeout: float | None = None) -> None:
        """Expect, of a schedule with exactly these bars, what is in sight, and nothing else in a bar's colour.

        Rows that the edge of the table cuts off are not judged. Looks again until it is so or the time is over.
        """
        deadline = time.monotonic() + (LOOK_MILLISECONDS if timeout is None else timeout) / 1000
        while wrong := self._look().differences(bars):
            if time.monotonic() > deadline:
                raise AssertionError("the Gantt chart shows\n  " + "\n  ".join(wrong))

    def expect_no_bars(self, *, timeout: float | None = None) -> None:
        """Expect the table in sight, and no bar on it."""
        self.expect_bars(timeout=timeout)

    def expect_bars_at_once(self, *bars: Bar) -> None:
        """Expect the bars in the very next picture: nothing left over of what was there before."""
        self.expect_bars(*bars, timeout=0)

    def expect_measures(
        self, *, row: float, week: float, actual: tuple[float, float], planned: tuple[float, float]
    ) -> None:
        """Expect whole bars to be as wide as their weeks, and as high and far below their row's edge as given (px)."""
        wrong = self._look().misfits(row=row, week=week, halves={Track.ACTUAL: actual, Track.PLANNED: planned})
        if wrong:
            raise AssertionError("the Gantt chart is measured otherwise\n  " + "\n  ".join(wrong))

    def expect_bars_stand_out(self) -> None:
        """Expect every bar to stand out from the table around it."""
        table, picture = self.layout.picture()
        chart = read_chart(picture, table)
        if not chart.seen:
            raise AssertionError("there is no bar that could stand out")
        for seen in chart.seen:
            x, _ = seen.box.centre
            around = picture.colour(x, next(row.top for row in table.rows if row.work == seen.bar.work) + 5)
            ratio = contrast(COLOURS[seen.painted], around)
            if ratio < GRAPHICS:
                raise AssertionError(f"the {seen.bar} has a contrast of {ratio:.1f} to {around}, less than {GRAPHICS}")

    def expect_looks(self, like: Likeness, *, timeout: float | None = None) -> None:
        """Expect bars, lines and backgrounds to look like a stored picture."""
        self.layout.expect_timeline_looks(like, timeout=timeout)

    def expect_gone(self, *, timeout: float | None = None) -> None:
        """Expect no canvas over the table."""
        expect(self.canvas).to_have_count(0, timeout=timeout)

    def _look(self) -> Chart:
        table, picture = self.layout.picture()
        return read_chart(picture, table)
