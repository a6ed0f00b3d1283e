"""A user who has no mouse: Tab to what is wanted, type, Enter. Nothing here clicks, fills or focuses by script."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from pages.steps import Told

MOST_STOPS = 150
_HAS_FOCUS = "element => element === document.activeElement"


class Keyboard(Told):
    """The keys of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        """Press Tab until ``target`` has the focus. Raises where Tab does not lead there."""
        expect(target).to_be_visible()
        for _ in range(MOST_STOPS):
            if target.evaluate(_HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target} in {MOST_STOPS} steps")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Reach a control and press it."""
        self.reach(target)
        self.page.keyboard.press(key)

    def type_into(self, target: Locator, text: str) -> None:
        """Reach a field and type over what it holds."""
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        expect(target).to_have_value(text)

    def choose_a_date(self, target: Locator) -> None:
        """Reach a date field and count each of its three parts up once: that is a date in every country's order."""
        self.reach(target)
        for key in ("ArrowUp", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowUp"):
            self.page.keyboard.press(key)
        expect(target).to_have_value(re.compile(r"^\d{4}-\d\d-\d\d$"))
