"""A user who has no mouse: Tab to what is wanted, type, Enter. Nothing here clicks, fills or focuses by script."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from pages.components.modal import expect_closed, expect_opened
from pages.steps import Told

MOST_STOPS = 150
_HAS_FOCUS = "element => element === document.activeElement"
# A ring of any colour around the element, by an outline or by a shadow without blur; it may have to glow up first.
_SHOWS_FOCUS = """async (element) => {
    await Promise.allSettled(element.getAnimations().map((animation) => animation.finished));
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return outlined || /0px 0px 0px [1-9]/.test(style.boxShadow);
}"""


class Keyboard(Told):
    """The keys of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator, *, back: bool = False) -> None:
        """Press Tab (``back``: Shift and Tab) until ``target`` has the focus, and expect it to show so."""
        expect(target).to_be_visible()
        for _ in range(MOST_STOPS):
            if target.evaluate(_HAS_FOCUS):
                self.expect_focus_shown(target)
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not lead to {target} in {MOST_STOPS} steps")

    def press(self, target: Locator, *, key: str = "Enter", back: bool = False) -> None:
        """Reach a control and press it."""
        self.reach(target, back=back)
        self.page.keyboard.press(key)

    def type_into(self, target: Locator, text: str, *, back: bool = False) -> None:
        """Reach a field and type over what it holds."""
        self.reach(target, back=back)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        expect(target).to_have_value(text)

    def write(self, target: Locator, text: str) -> None:
        """Reach a text that can be edited in its place, and type over it."""
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        expect(target).to_have_text(text)

    def type_date(self, target: Locator, *, day_and_month: int, year: int) -> None:
        """Reach a date field and type a day whose number is its month's.

        Engines want day and month in the order of their own language, which is not always the page's.
        """
        self.reach(target)
        self.page.keyboard.type(f"{day_and_month:02}/{day_and_month:02}/{year}")
        expect(target).to_have_value(f"{year}-{day_and_month:02}-{day_and_month:02}")

    def choose(self, target: Locator, *, label: str, value: str, back: bool = False) -> None:
        """Reach a closed list and type the beginning of a choice, which stands there as ``value``."""
        self.reach(target, back=back)
        self.page.keyboard.type(label)
        expect(target).to_have_value(value)

    def open_dialog(self, button: Locator, dialog: Locator) -> None:
        """Press the button that opens a dialog, and expect the dialog to hold the focus."""
        self.press(button)
        expect_opened(dialog)
        expect(dialog.locator(":focus").or_(dialog.and_(self.page.locator(":focus")))).to_have_count(1)

    def escape(self, dialog: Locator) -> None:
        """Leave a dialog by the key for it."""
        self.page.keyboard.press("Escape")
        expect_closed(dialog)

    def expect_focus_shown(self, target: Locator) -> None:
        """Expect ``target`` to have the focus and a ring around it that says so."""
        expect(target).to_be_focused()
        if not target.evaluate(_SHOWS_FOCUS):
            raise AssertionError(f"{target} has the focus and does not show it")
