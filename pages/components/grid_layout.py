"""Where the table of works and weeks stands on the screen, and what its frozen columns and texts look like."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from pages.components.grid import COLUMN, Grid
from pages.steps import Told
from vision.contrast import TEXT, contrast, css_colour
from vision.gantt import Row, Table, Week
from vision.likeness import Likeness
from vision.picture import Box, Picture

# Boxes of what is rendered, as the browser lays it out; nothing of the page's own state.
_BOXES = """
container => {
  const box = node => { const r = node.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const body = container.querySelector('#tanstack-grid-body');
  const [left, top] = box(body);
  const frozen = [...container.querySelectorAll('.tanstack-grid-header-cell.pinned')]
    .filter(cell => getComputedStyle(cell).position === 'sticky');
  return {
    body: [left, top, left + body.clientWidth, top + body.clientHeight],
    frozen: Math.max(...frozen.map(cell => box(cell)[2])),
    rows: [...body.querySelectorAll('.tanstack-grid-virtual-row')].map(
      row => [row.querySelector('.tree-label-text').textContent.trim(), ...box(row)]),
    weeks: [...container.querySelectorAll('.tanstack-grid-header-cell')].map(
      cell => [cell.innerText.trim(), ...box(cell)]),
  };
}
"""
_FROZEN = """
(container, [least, most]) => {
  const wrong = [];
  const box = node => node.getBoundingClientRect();
  const body = container.querySelector('#tanstack-grid-body');
  const edge = box(body).left + body.clientLeft;
  const head = container.querySelector('.tanstack-grid-header');
  for (const row of [head, ...body.querySelectorAll('.tanstack-grid-virtual-row')]) {
    const cells = [...row.querySelectorAll('.pinned')].filter(cell => getComputedStyle(cell).position === 'sticky');
    const name = row.textContent.trim().slice(0, 20);
    if (!cells.length) { wrong.push(`none in ${name}`); continue; }
    if (Math.abs(box(cells[0]).left - edge) > 1) wrong.push(`begins ${box(cells[0]).left - edge} px off in ${name}`);
    cells.slice(1).forEach((cell, n) => {
      if (Math.abs(box(cell).left - box(cells[n]).right) > 1) wrong.push(`has a gap in ${name}`);
    });
    const last = box(cells[cells.length - 1]);
    const width = last.right - edge;
    if (width < least || width > most + 1) wrong.push(`is ${width} px wide in ${name}`);
    const cutOff = row !== head && (last.top < box(body).top || last.bottom > box(body).bottom);
    if (cutOff || last.top < 0 || last.bottom > innerHeight) continue;
    const top = document.elementFromPoint(last.right - 3, last.top + last.height / 2);
    if (!cells.some(cell => cell.contains(top))) wrong.push(`lies under ${top && top.className} in ${name}`);
  }
  return wrong;
}
"""
# The colour of a text, and the first background behind it that hides what is below.
_COLOURS = """
node => {
  const opaque = colour => !/rgba\\(.*, (0|0?\\.\\d+)\\)/.test(colour);
  let behind = node;
  while (behind && !opaque(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
  return [getComputedStyle(node).color, behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)'];
}
"""
_FRAMES = """
body => new Promise(done => {
  const times = [];
  const frame = now => {
    times.push(now);
    body.scrollTop += 40;
    if (times.length <= 60) return requestAnimationFrame(frame);
    const lasted = times.slice(1).map((time, n) => time - times[n]).sort((one, other) => one - other);
    done(lasted[lasted.length >> 1]);
  };
  requestAnimationFrame(frame);
})
"""
LOOK_MILLISECONDS = 5_000
_MOVING = 20
_SCROLLBAR = 16  # CSS pixels: some engines lay it over the table's lower edge while it scrolls


class GridLayout(Told):
    """The table as laid out by the browser: boxes of the DOM and pixels, nothing of the page's own state."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.grid = Grid(page)

    def expect_frozen(self, *, least: int = 200, most: int = 500, timeout: float | None = None) -> None:
        """Expect the frozen columns at the table's left edge, without a gap, above the timeline, with a shadow.

        ``least`` and ``most``: how wide they are together, CSS pixels.
        """
        last = self.grid.container.locator("#tanstack-grid-body .pinned-last, #tanstack-grid-body .pinned").last
        expect(last).not_to_have_css("box-shadow", "none", timeout=timeout)
        wrong: list[str] = self.grid.container.evaluate(_FROZEN, [least, most])
        if wrong:
            raise AssertionError("the frozen column:\n  " + "\n  ".join(wrong))

    @contextmanager
    def frozen_column_still(self) -> Iterator[None]:
        """Expect every pixel of the frozen column to be after the block what it was before."""
        self.grid.point()
        before = self._frozen_pixels()
        yield
        if self._frozen_pixels() != before:
            raise AssertionError("the frozen column has changed")

    @contextmanager
    def dom_stays_as_large(self) -> Iterator[None]:
        """Expect the table to hold no more elements after the block than before, give or take a row."""
        elements, row = self.grid.container.locator("*"), self.grid.rows.first.locator("*").count()
        before = elements.count()
        yield
        after = elements.count()
        if after > before + 2 * row:
            raise AssertionError(f"the table grew from {before} to {after} elements")

    def expect_readable(self, work: str) -> None:
        """Expect the texts of a work's row and of the heads to stand out from what is behind them."""
        texts = [self.grid.name_cell(work).locator(".tree-label-text"), self.grid.cell(work, 1), self.grid.frozen_head]
        for text in texts:
            expect(text).to_be_visible()
            ratio = contrast(*(css_colour(colour) for colour in text.evaluate(_COLOURS)))
            if ratio < TEXT:
                raise AssertionError(f"{text} has a contrast of {ratio:.1f}, less than {TEXT}")

    def median_frame_of_a_scroll(self) -> float:
        """Scroll down for 60 frames and return how long a frame takes in the middle of them, in seconds."""
        milliseconds: float = self.grid.body.evaluate(_FRAMES)
        return milliseconds / 1000

    def expect_scrolls_by_touch(self, *, timeout: float | None = None) -> None:
        """Expect a finger to be able to move the table sideways."""
        expect(self.grid.body).to_have_css("overflow-x", re.compile("auto|scroll"), timeout=timeout)
        expect(self.grid.body).to_have_css("touch-action", re.compile("auto|manipulation|pan-x"), timeout=timeout)

    def expect_timeline_looks(
        self, like: Likeness, *, hidden: Sequence[Locator] = (), timeout: float | None = None
    ) -> None:
        """Expect the weeks' part of the table, its heads left out, to look like a stored picture.

        ``hidden`` are covered: their texts depend on the machine's fonts. Looks again until the time is over.
        """
        deadline = time.monotonic() + (LOOK_MILLISECONDS if timeout is None else timeout) / 1000
        while wrong := like.differences(found := self._timeline(hidden)):
            if time.monotonic() > deadline:
                like.show(found)
                raise AssertionError("the timeline\n  " + "\n  ".join(wrong))
        like.show(found)

    def _timeline(self, hidden: Sequence[Locator]) -> Image.Image:
        table, picture = self.picture()
        inner = table.timeline
        timeline = Box(inner.left, inner.top, inner.right - _SCROLLBAR, inner.bottom - _SCROLLBAR)
        boxes = [box for locator in hidden if (box := locator.bounding_box()) is not None]
        covered = [Box(box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]) for box in boxes]
        return picture.cropped(timeline, covered)

    def _frozen_pixels(self) -> bytes:
        table, picture = self.picture()
        bottom = table.area.bottom - _SCROLLBAR
        return picture.part(Box(table.area.left, table.area.top, table.frozen_right - 1, bottom))

    def table(self) -> Table:
        """Return where rows and columns stand now, in CSS pixels of the window."""
        boxes: dict[str, Any] = self.grid.container.evaluate(_BOXES)
        rows = [Row(text, top, bottom) for text, _left, top, _right, bottom in boxes["rows"]]
        found = ((COLUMN.match(text), left, right) for text, left, _top, right, _bottom in boxes["weeks"])
        weeks = [Week(int(match[1]), left, right) for match, left, right in found if match]
        return Table(Box(*boxes["body"]).common(self._window()), boxes["frozen"], rows, weeks)

    def picture(self) -> tuple[Table, Picture]:
        """Return a screenshot, and where the table stood both before and after it was taken."""
        before = self.table()
        for _ in range(_MOVING):
            picture = Picture(self.page.screenshot(), self._window().width)
            after = self.table()
            if after == before:
                return after, picture
            before = after
        raise AssertionError(f"the table did not stand still for one of {_MOVING} pictures")

    def _window(self) -> Box:
        size = self.page.viewport_size
        if size is None:
            raise ValueError("the window has no size that is known: pictures cannot be measured")
        return Box(0, 0, size["width"], size["height"])
