"""The table of works and weeks, which grid, Gantt and S-curve share (CONTRACT 5.3, 5.4): finding, typing, scrolling."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from pages.components.keyboard import Keyboard
from pages.steps import Told

_PASTE = """
(cell, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const firefox = { dataType: 'text/plain', data: text };
  cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, ...firefox, bubbles: true, cancelable: true }));
}
"""
COLUMN = re.compile(r"^(?:Week|Month) (\d+)")
MOST_ROWS = 40


class Grid(Told):
    """Works are found by their texts, weeks by their numbers from 1; numbers are typed as a user types them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def container(self) -> Locator:
        """Head and body of the table."""
        return self.page.locator("#tanstack-grid-container")

    @property
    def body(self) -> Locator:
        """The part that scrolls."""
        return self.page.locator("#tanstack-grid-body")

    @property
    def rows(self) -> Locator:
        """The rows in the DOM: those in sight and a few around them."""
        return self.page.locator(".tanstack-grid-virtual-row")

    @property
    def editable_cells(self) -> Locator:
        """The cells that can be edited now."""
        return self.page.locator(".time-cell.editable")

    @property
    def frozen_head(self) -> Locator:
        """The head of the first frozen column."""
        return self.container.locator(".tanstack-grid-header-cell.pinned").first

    def row(self, work: str) -> Locator:
        """The row of a work or group, by its whole text."""
        label = self.page.locator(".tree-label-text").get_by_text(work, exact=True)
        return self.rows.filter(has=label)

    def name_cell(self, work: str) -> Locator:
        """The frozen cell with the work's text."""
        return self.row(work).locator(".tree-cell")

    def cell(self, work: str, week: int) -> Locator:
        """The cell of a work and a week (or month), under a bar of the chart too."""
        return self.row(work).locator(".time-cell, .gantt-cell").nth(week - 1)

    def editor(self, work: str, week: int) -> Locator:
        """The field in a cell that is being edited."""
        return self.cell(work, week).locator("input.tanstack-cell-editor")

    def plan(self, work: str, week: int, value: str) -> None:
        """Double-click a cell, type ``value`` over what is there, and press Enter."""
        self.type(work, week, value)
        self.editor(work, week).press("Enter")
        expect(self.editor(work, week)).to_have_count(0)

    def plan_by_keyboard(self, keys: Keyboard, work: str, week: int, value: str) -> None:
        """Tab to a cell, open it with Enter, type ``value``, and press Enter."""
        keys.press(self.cell(work, week))
        expect(self.editor(work, week)).to_be_focused()
        self.page.keyboard.type(value)
        self.page.keyboard.press("Enter")
        expect(self.editor(work, week)).to_have_count(0)

    def type(self, work: str, week: int, value: str) -> None:
        """Double-click a cell and type ``value`` over what is there, without leaving it."""
        self.cell(work, week).dblclick()
        # The click landed when the field has opened in this very cell.
        expect(self.editor(work, week)).to_be_visible()
        # Firefox's driver appends to what a field of this type holds.
        self.editor(work, week).clear()
        self.editor(work, week).fill(value)

    def type_in_vain(self, work: str, week: int, value: str) -> None:
        """Type what the page refuses, and press Enter: the field stays."""
        self.type(work, week, value)
        self.editor(work, week).press("Enter")

    def press(self, work: str, week: int, *keys: str) -> None:
        """Choose a cell by a click, then press keys, one after the other, wherever they lead."""
        self.select(work, week)
        for key in keys:
            self.page.keyboard.press(key)

    def select(self, work: str, week: int) -> None:
        """Click a cell once; it landed when keys go to the cell."""
        self.cell(work, week).click()
        expect(self.cell(work, week)).to_be_focused()

    def paste(self, work: str, week: int, text: str) -> None:
        """Choose a cell and paste ``text``: tabs go to the next week, new lines to the next work.

        The clipboard itself belongs to the machine, and not every engine lets a test fill it: the page gets the event
        that the engine would send.
        """
        self.select(work, week)
        self.cell(work, week).evaluate(_PASTE, text)

    def fold(self, group: str) -> None:
        """Hide the works of a group."""
        self._toggle(group, "▸")

    def unfold(self, group: str) -> None:
        """Show the works of a group."""
        self._toggle(group, "▾")

    def scroll(self, *, right: int = 0, down: int = 0) -> None:
        """Turn the wheel over the table by so many CSS pixels, and wait until the table has arrived there."""
        before = self._scrolled()
        self.point()
        self.page.mouse.wheel(right, down)
        limits = self.body.evaluate(
            "body => [body.scrollWidth - body.clientWidth, body.scrollHeight - body.clientHeight]"
        )
        aim = [min(max(0, at + by), limit) for at, by, limit in zip(before, (right, down), limits, strict=True)]
        expect(self.body).to_have_js_property("scrollLeft", aim[0])
        expect(self.body).to_have_js_property("scrollTop", aim[1])

    def scroll_to_end(self) -> None:
        """Scroll to the last row."""
        self.scroll(down=1_000_000)

    def scroll_to_start(self) -> None:
        """Scroll to the first row."""
        self.scroll(down=-1_000_000)

    def expect_cell(self, work: str, week: int, text: str, *, timeout: float | None = None) -> None:
        """Expect a cell to show ``text`` (``25.0``; ``-`` for nothing)."""
        expect(self.cell(work, week)).to_have_text(text, timeout=timeout)

    def expect_row(self, work: str, texts: Sequence[str], *, timeout: float | None = None) -> None:
        """Expect the cells of all weeks of a work to show ``texts``."""
        expect(self.row(work).locator(".time-cell")).to_have_text(list(texts), timeout=timeout)

    def expect_modified(self, work: str, week: int, *, timeout: float | None = None) -> None:
        """Expect a cell to be marked as not saved yet."""
        expect(self.cell(work, week)).to_contain_class("modified", timeout=timeout)

    def expect_none_modified(self, *, timeout: float | None = None) -> None:
        """Expect no cell to be marked as not saved yet."""
        expect(self.page.locator(".time-cell.modified")).to_have_count(0, timeout=timeout)

    def expect_invalid(self, work: str, week: int, *, kept: str, timeout: float | None = None) -> None:
        """Expect the field to be refused, open, and to hold what was typed."""
        expect(self.cell(work, week)).to_contain_class("invalid", timeout=timeout)
        expect(self.editor(work, week)).to_have_value(kept, timeout=timeout)

    def expect_row_refused(self, work: str, *, timeout: float | None = None) -> None:
        """Expect a work's row to be marked as the reason why saving was refused."""
        expect(self.row(work)).to_contain_class("row-save-error", timeout=timeout)

    def expect_selected(self, work: str, week: int, *, timeout: float | None = None) -> None:
        """Expect a row and one of its cells, and no other, to be highlighted."""
        expect(self.row(work)).to_contain_class("row-selected", timeout=timeout)
        expect(self.cell(work, week)).to_contain_class("cell-selected", timeout=timeout)
        expect(self.page.locator(".row-selected")).to_have_count(1, timeout=timeout)
        expect(self.page.locator(".cell-selected")).to_have_count(1, timeout=timeout)

    def expect_columns(self, *texts: str, timeout: float | None = None) -> None:
        """Expect the heads of the first weeks (or months), such as ``Week 1 05/01 - 11/01``."""
        heads = self.container.locator(".tanstack-grid-header-cell").filter(has_text=COLUMN)
        for number, text in enumerate(texts):
            words = re.compile(r"\s*".join(re.escape(word) for word in text.split()))
            expect(heads.nth(number)).to_have_text(words, timeout=timeout)

    def expect_number_of_columns(self, number: int, *, timeout: float | None = None) -> None:
        """Expect so many weeks (or months)."""
        expect(self.container.locator(".tanstack-grid-header-cell").filter(has_text=COLUMN)).to_have_count(
            number, timeout=timeout
        )

    def expect_read_only(self, *, timeout: float | None = None) -> None:
        """Expect no cell that can be edited."""
        expect(self.editable_cells).to_have_count(0, timeout=timeout)
        expect(self.page.locator(".time-cell.readonly").first).to_be_visible(timeout=timeout)

    def expect_listed(self, work: str, *, timeout: float | None = None) -> None:
        """Expect the row of a work."""
        expect(self.row(work)).to_be_visible(timeout=timeout)

    def expect_not_listed(self, work: str, *, timeout: float | None = None) -> None:
        """Expect no row of a work."""
        expect(self.row(work)).to_have_count(0, timeout=timeout)

    def expect_indented(self, work: str, pixels: int, *, timeout: float | None = None) -> None:
        """Expect a row's text to stand in by so many CSS pixels."""
        expect(self.name_cell(work)).to_have_css("padding-left", f"{pixels}px", timeout=timeout)

    def expect_few_rows(self, *, timeout: float | None = None) -> None:
        """Expect no more rows in the DOM than a screen and its neighbourhood need."""
        expect(self.rows.nth(MOST_ROWS - 1)).to_have_count(0, timeout=timeout)
        expect(self.rows.first).to_be_attached(timeout=timeout)

    def point(self) -> None:
        """Put the mouse over the table."""
        self.body.hover(position={"x": 300, "y": 100})

    def _toggle(self, group: str, sign: str) -> None:
        toggle = self.row(group).locator(".tanstack-grid-toggle")
        toggle.click()
        expect(toggle).to_contain_text(sign)

    def _scrolled(self) -> list[float]:
        place: list[float] = self.body.evaluate("body => [body.scrollLeft, body.scrollTop]")
        return place
