"""The short notes at the top right that fade by themselves (CONTRACT 3.0)."""

from __future__ import annotations

from re import Pattern

from playwright.sync_api import Locator, Page, expect

from pages.steps import Told


class Toasts(Told):
    """``#dp-toast-area``. A toast says what the page believes, not what was stored: never the only thing to look at."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def saying(self, text: str | Pattern[str]) -> Locator:
        """Toasts that contain ``text``."""
        return self.page.locator(".dp-toast").filter(has_text=text)

    def dismiss(self, text: str | Pattern[str]) -> None:
        """Close the toast with ``text``, so that the next one is seen to be another."""
        self.saying(text).get_by_role("button", name="Tutup pemberitahuan").click()
        self.expect_none(text)

    def expect_toast(self, text: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect a toast with ``text``; it lives about three seconds, so ask at once after the deed."""
        expect(self.saying(text).first).to_be_visible(timeout=timeout)

    def expect_none(self, text: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect no toast with ``text``."""
        expect(self.saying(text)).to_have_count(0, timeout=timeout)
