"""Sign-in by e-mail address and password (CONTRACT 2.1)."""

from __future__ import annotations

from re import Pattern
from urllib.parse import urlencode

from playwright.sync_api import Locator, expect

from pages.base import Page
from pages.components.keyboard import Keyboard
from pages.dashboard import DashboardPage


class LoginPage(Page):
    """``/accounts/login/``."""

    path = "/accounts/login/"

    @property
    def email_field(self) -> Locator:
        """E-mail address."""
        return self.page.locator("#id_login")

    @property
    def password_field(self) -> Locator:
        """Password."""
        return self.page.locator("#id_password")

    @property
    def submit_button(self) -> Locator:
        """Sends the form; the bar's "Login" is a link."""
        return self.page.get_by_role("button", name="Login")

    @property
    def refusal(self) -> Locator:
        """Why the form was refused."""
        return self.page.locator(".alert-danger li")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the form."""
        expect(self.submit_button).to_be_visible(timeout=timeout)
        expect(self.email_field).to_be_editable(timeout=timeout)

    def open_for(self, target: str) -> None:
        """Open the form by a link that names where to go after it."""
        self.page.goto(f"{self.path}?{urlencode({'next': target})}")
        self.expect_ready()

    def sign_in(self, email: str, password: str) -> DashboardPage:
        """Sign in and arrive at the dashboard, under its welcome."""
        self.try_to_sign_in(email, password)
        return self._arrived()

    def sign_in_by_keyboard(self, keys: Keyboard, email: str, password: str) -> DashboardPage:
        """Sign in and arrive at the dashboard, under its welcome."""
        keys.type_into(self.email_field, email)
        keys.type_into(self.password_field, password)
        with self._loading("POST", self.path):
            self.page.keyboard.press("Enter")
        return self._arrived()

    def try_to_sign_in(self, email: str, password: str) -> None:
        """Fill the form and send it, whatever comes of it."""
        # Stock Firefox appends to what a field for e-mail addresses holds, instead of replacing it: empty it first.
        self.email_field.clear()
        self.email_field.fill(email)
        self.password_field.fill(password)
        with self._loading("POST", self.path):
            self.submit_button.click()

    def fail_to_sign_in(self, email: str, *, times: int) -> None:
        """Try wrong passwords, one after the other, and be refused each time."""
        for attempt in range(times):
            self.try_to_sign_in(email, f"bukan-sandi-{attempt}")
            expect(self.refusal).to_have_count(1)

    def expect_refused(self, reason: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect to be still here, told ``reason``, with no session."""
        expect(self.refusal).to_contain_text([reason], timeout=timeout)
        self.expect_here()
        self.topbar.expect_signed_out()

    def expect_email_kept(self, email: str, *, timeout: float | None = None) -> None:
        """Expect the e-mail address to be still typed, and the password not."""
        expect(self.email_field).to_have_value(email, timeout=timeout)
        expect(self.password_field).to_have_value("", timeout=timeout)

    def _arrived(self) -> DashboardPage:
        dashboard = DashboardPage(self.page)
        dashboard.expect_here()
        return dashboard
