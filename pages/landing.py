"""The public first page (CONTRACT 2.5)."""

from __future__ import annotations

from playwright.sync_api import expect

from pages.base import Page


class LandingPage(Page):
    """``/``, for visitors; whoever is signed in is led to the dashboard."""

    path = "/"

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the bar of a visitor."""
        self.topbar.expect_signed_out(timeout=timeout)

    def expect_here(self, *, timeout: float | None = None) -> None:
        """Expect the site's root, nothing behind it."""
        expect(self.page).to_have_url("/", timeout=timeout)
