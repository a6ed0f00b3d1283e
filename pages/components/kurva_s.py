"""The S-curve as it is composed on the screen (CONTRACT 5.7)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal

from playwright.sync_api import Locator, Page, expect

from pages.components.grid_layout import LOOK_MILLISECONDS, GridLayout
from pages.steps import Told
from vision.curve import Axis, Curve, read_curve
from vision.gantt import Track
from vision.likeness import Likeness
from vision.picture import Box

TOLERANCE = 0.6
"""Percentage points by which a point may be read wrongly: two pixels of an axis of 350."""
_MARGIN = 40.0


class KurvaS(Told):
    """Reads screenshots: percent by week, of the plan and of what was done."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.layout = GridLayout(page)

    @property
    def canvas(self) -> Locator:
        """Where the curves are drawn."""
        return self.page.locator("canvas.kurva-s-canvas-overlay")

    @property
    def axis(self) -> Locator:
        """The percentages at the left."""
        return self.page.locator("canvas.kurva-s-yaxis-overlay")

    @property
    def legend(self) -> Locator:
        """The names of both curves."""
        return self.page.locator(".kurva-s-legend")

    def expect_curves(
        self, planned: Mapping[int, Decimal], actual: Mapping[int, Decimal], *, timeout: float | None = None
    ) -> None:
        """Expect the cumulative percentages by week, as far as they are in sight: every point, and no other."""
        deadline = time.monotonic() + (LOOK_MILLISECONDS if timeout is None else timeout) / 1000
        expect(self.canvas).to_be_visible(timeout=timeout)
        while wrong := self._differences(planned, actual):
            if time.monotonic() > deadline:
                raise AssertionError("the S-curve shows\n  " + "\n  ".join(wrong))

    def expect_looks(self, like: Likeness, *, timeout: float | None = None) -> None:
        """Expect curves, lines and backgrounds to look like a stored picture; percents and legend are left out."""
        self.layout.expect_timeline_looks(like, hidden=[self.axis, self.legend], timeout=timeout)

    def expect_gone(self, *, timeout: float | None = None) -> None:
        """Expect no curve over the table."""
        expect(self.canvas).to_have_count(0, timeout=timeout)

    def _differences(self, planned: Mapping[int, Decimal], actual: Mapping[int, Decimal]) -> list[str]:
        curve = self._look()
        series = {Track.PLANNED: planned, Track.ACTUAL: actual}
        return [
            words
            for track, expected in series.items()
            for words in curve.differences(track, {week: float(value) for week, value in expected.items()}, TOLERANCE)
        ]

    def _look(self) -> Curve:
        table, picture = self.layout.picture()
        box = self.canvas.bounding_box()
        if box is None:
            raise AssertionError("the S-curve is not on the screen")
        timeline = table.timeline
        axis = Axis(
            zero=box["y"] + box["height"] - _MARGIN,
            hundred=box["y"] + _MARGIN,
            plot=Box(timeline.left, timeline.top, timeline.right, timeline.bottom),
        )
        return read_curve(picture, table.weeks, axis)
