"""The Gantt chart as it is composed on the screen: bars on a canvas over the table (CONTRACT 5.6)."""

from __future__ import annotations

import time

from playwright.sync_api import Locator, Page, expect

from pages.components.grid import Grid
from pages.steps import Told
from vision.gantt import Bar, Chart, Table, Track, read_chart
from vision.picture import Picture

LOOK_MILLISECONDS = 5_000
_MOVING = 20


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
        self.grid = Grid(page)

    @property
    def canvas(self) -> Locator:
        """Where the bars are drawn."""
        return self.page.locator("canvas.gantt-canvas-overlay")

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

    def expect_drawn(self, *, timeout: float | None = None) -> None:
        """Expect a canvas over the table."""
        expect(self.canvas).to_be_visible(timeout=timeout)

    def expect_gone(self, *, timeout: float | None = None) -> None:
        """Expect no canvas over the table."""
        expect(self.canvas).to_have_count(0, timeout=timeout)

    def _look(self) -> Chart:
        table, picture = picture_of(self.page, self.grid)
        return read_chart(picture, table)


def picture_of(page: Page, grid: Grid) -> tuple[Table, Picture]:
    """Return a screenshot, and where the table stood both before and after it was taken."""
    size = page.viewport_size
    if size is None:
        raise ValueError("the window has no size that is known: pictures cannot be measured")
    before = grid.table()
    for _ in range(_MOVING):
        picture = Picture(page.screenshot(), size["width"])
        after = grid.table()
        if after == before:
            return after, picture
        before = after
    raise AssertionError(f"the table did not stand still for one of {_MOVING} pictures")
