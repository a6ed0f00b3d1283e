"""The bar at the top of every page: who is signed in, which tier, theme, sign-out (CONTRACT 3.0)."""

from __future__ import annotations

from re import Pattern

from playwright.sync_api import Locator, Page, expect

from pages.steps import Told


class Topbar(Told):
    """The first ``nav`` of a page; a project's pages have a second one below it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def bar(self) -> Locator:
        """The bar itself."""
        return self.page.get_by_role("navigation", name="Primary").first

    @property
    def sign_out_button(self) -> Locator:
        """Only a signed-in user has it."""
        return self.bar.get_by_role("button", name="Logout")

    def expect_signed_in(self, *, timeout: float | None = None) -> None:
        """Expect the bar of a signed-in user."""
        expect(self.sign_out_button).to_be_visible(timeout=timeout)

    def expect_signed_out(self, *, timeout: float | None = None) -> None:
        """Expect the way to the sign-in, in the bar or in the menu of a page without it, and none to sign out."""
        expect(self.page.locator("a[href^='/accounts/login/']").first).to_be_visible(timeout=timeout)
        expect(self.sign_out_button).to_have_count(0)
        expect(self.page.locator("a[href^='/accounts/logout/']")).to_have_count(0)

    def expect_badge(self, text: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect the subscription's badge (``PRO``, ``Trial 14d``, ``Expired``, ``ADMIN``)."""
        expect(self.bar.get_by_text(text, exact=True)).to_be_visible(timeout=timeout)

    def sign_out(self) -> None:
        """Press the bar's button; the application leads to the landing page."""
        self.sign_out_button.click()
        self.expect_signed_out()
