"""Sign-in by a code that comes by mail: an extension of the embedded application."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from pages.base import Page
from pages.dashboard import DashboardPage


class LoginCodePage(Page):
    """``/accounts/login/code/`` and, after it, ``/accounts/login/code/confirm/``."""

    path = "/accounts/login/code/"

    @property
    def code_field(self) -> Locator:
        """Where the code is typed."""
        return self.page.locator("#id_code")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the form that asks for the address."""
        expect(self.page.locator("#id_email")).to_be_editable(timeout=timeout)

    def ask(self, email: str) -> None:
        """Ask for a code and arrive where it is typed."""
        self.page.locator("#id_email").fill(email)
        with self._loading("POST", self.path):
            self.page.locator("form:has(#id_email) button[type=submit]").first.click()
        expect(self.code_field).to_be_editable()
        self.messages.close()  # "a code was sent"

    def try_code(self, code: str) -> None:
        """Type a code and send it, whatever comes of it."""
        self.code_field.fill(code)
        with self._loading("POST", "/accounts/login/code/confirm/"):
            self.page.locator("form:has(#id_code) button[type=submit]").first.click()

    def sign_in(self, code: str) -> DashboardPage:
        """Type the code and arrive at the dashboard."""
        self.try_code(code)
        dashboard = DashboardPage(self.page)
        dashboard.expect_here()
        return dashboard

    def expect_refused(self, *, timeout: float | None = None) -> None:
        """Expect to be asked for the code again, with no session."""
        expect(self.page.locator("#id_code_error, .invalid-feedback").first).to_be_visible(timeout=timeout)
        self.topbar.expect_signed_out()
