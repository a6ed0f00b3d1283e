"""Account pages beside the way: signing out by address, third parties, what is said while waiting (CONTRACT 2.1)."""

from __future__ import annotations

from playwright.sync_api import expect

from pages.base import Page


class PlainPage(Page):
    """A page of the accounts that need not wear the application's bar: the sign-in library brings its own."""

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect its heading."""
        expect(self.page.get_by_role("heading", level=1).first).to_be_visible(timeout=timeout)


class LogoutPage(PlainPage):
    """``/accounts/logout/``: asks first, unlike the bar's button."""

    path = "/accounts/logout/"

    def confirm(self) -> None:
        """Agree to sign out."""
        with self.page.expect_navigation():
            self.page.locator("form[action='/accounts/logout/'] button[type=submit]").last.click()


class VerificationSentPage(Page):
    """``/accounts/confirm-email/``: a confirmation is on its way."""

    path = "/accounts/confirm-email/"

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the way home."""
        expect(self.page.get_by_role("link", name="Back to Home")).to_be_visible(timeout=timeout)


class InactivePage(PlainPage):
    """``/accounts/inactive/``: an account that was switched off."""

    path = "/accounts/inactive/"


class ConnectionsPage(PlainPage):
    """``/accounts/3rdparty/``: third-party accounts; none can be connected."""

    path = "/accounts/3rdparty/"

    def expect_no_provider(self, *, timeout: float | None = None) -> None:
        """Expect nothing to connect with."""
        expect(self.page.locator("a[href*='/login/?process=connect']")).to_have_count(0, timeout=timeout)


class ConnectionCancelledPage(PlainPage):
    """``/accounts/3rdparty/login/cancelled/``."""

    path = "/accounts/3rdparty/login/cancelled/"


class ConnectionFailedPage(PlainPage):
    """``/accounts/3rdparty/login/error/``."""

    path = "/accounts/3rdparty/login/error/"
