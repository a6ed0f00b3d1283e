"""The dashboard's charts (CONTRACT 3.1): projects by status and by year, budgets by source of funds."""

from __future__ import annotations

import io
import re
import time

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from pages.components.grid_layout import LOOK_MILLISECONDS
from pages.steps import Told
from vision.shares import is_blank, shares

TOLERANCE = 0.05


class Charts(Told):
    """A panel that is closed at first. It is read from pictures: nothing but the canvas knows what was drawn."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def panel(self) -> Locator:
        """The panel."""
        return self.page.locator("#miniChartsPanel")

    @property
    def canvases(self) -> Locator:
        """The charts."""
        return self.panel.locator("canvas")

    @property
    def statuses(self) -> Locator:
        """The ring of the statuses, by the words above it."""
        cards = self.panel.locator("div").filter(has_text=re.compile(r"\bStatus\b"))
        return cards.filter(has=self.page.locator("canvas")).last.locator("canvas")

    def open(self) -> None:
        """Press the button and wait until the panel has unfolded."""
        self.page.get_by_role("button", name="Charts").click()
        expect(self.panel).to_have_class(re.compile(r"(^|\s)collapse show(\s|$)"))

    def expect_all_drawn(self, *, timeout: float | None = None) -> None:
        """Expect three charts or more, none of them blank."""
        expect(self.canvases.nth(2)).to_be_visible(timeout=timeout)
        deadline = _deadline(timeout)
        while blank := [number for number, chart in enumerate(self.canvases.all()) if is_blank(_picture(chart))]:
            if time.monotonic() > deadline:
                raise AssertionError(f"charts are blank: {blank}")

    def expect_statuses(self, *counts: int, timeout: float | None = None) -> None:
        """Expect the ring of the statuses to have parts of these sizes, the largest first, and no other."""
        wanted, deadline = [count / sum(counts) for count in counts], _deadline(timeout)
        while not _alike(found := shares(_picture(self.statuses)), wanted):
            if time.monotonic() > deadline:
                raise AssertionError(f"the ring has the shares {_rounded(found)}, expected {_rounded(wanted)}")


def _picture(chart: Locator) -> Image.Image:
    return Image.open(io.BytesIO(chart.screenshot()))


def _deadline(timeout: float | None) -> float:
    return time.monotonic() + (LOOK_MILLISECONDS if timeout is None else timeout) / 1000


def _alike(found: list[float], wanted: list[float]) -> bool:
    return len(found) == len(wanted) and all(abs(f - w) <= TOLERANCE for f, w in zip(found, wanted, strict=True))


def _rounded(values: list[float]) -> list[float]:
    return [round(value, 2) for value in values]
