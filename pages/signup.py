"""Sign-up (CONTRACT 2.1)."""

from __future__ import annotations

from re import Pattern

from playwright.sync_api import Locator, expect

from pages.base import Page
from pages.dashboard import DashboardPage


class SignupPage(Page):
    """``/accounts/signup/``."""

    path = "/accounts/signup/"

    @property
    def submit_button(self) -> Locator:
        """Sends the form; the bar's "Daftar" is a link."""
        return self.page.get_by_role("button", name="Daftar")

    def field(self, name: str) -> Locator:
        """A field by its name in the form: ``email``, ``username``, ``password1``, ``password2``."""
        return self.page.locator(f"#id_{name}")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the form."""
        expect(self.submit_button).to_be_visible(timeout=timeout)
        expect(self.field("email")).to_be_editable(timeout=timeout)

    def sign_up(self, email: str, username: str, password: str) -> DashboardPage:
        """Make an account and arrive at the dashboard, signed in."""
        self.try_to_sign_up(email, username, password)
        dashboard = DashboardPage(self.page)
        dashboard.expect_here()
        return dashboard

    def try_to_sign_up(self, email: str, username: str, password: str, repeated_password: str | None = None) -> None:
        """Fill the form and send it, whatever comes of it."""
        self.field("email").fill(email)
        self.field("username").fill(username)
        self.field("password1").fill(password)
        self.field("password2").fill(password if repeated_password is None else repeated_password)
        with self._loading("POST", self.path):
            self.submit_button.click()

    def expect_refused(self, reason: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect to be still here, told ``reason``, with no session."""
        said = self.page.get_by_role("main").first.locator(".invalid-feedback, .errorlist, .alert-danger")
        expect(said.filter(has_text=reason).first).to_be_visible(timeout=timeout)
        self.expect_here()
        self.topbar.expect_signed_out()

    def expect_typed(self, email: str, username: str, *, timeout: float | None = None) -> None:
        """Expect e-mail address and username to be still typed."""
        expect(self.field("email")).to_have_value(email, timeout=timeout)
        expect(self.field("username")).to_have_value(username, timeout=timeout)
