"""Changing, setting and recovering a password, and typing it once more (CONTRACT 2.1)."""

from __future__ import annotations

from re import Pattern
from typing import ClassVar

from playwright.sync_api import Locator, expect

from pages.base import Page


class PasswordForm(Page):
    """A form in which a new password is typed twice. ``fields`` are the ids of both."""

    fields: ClassVar[tuple[str, str]] = ("id_password1", "id_password2")

    @property
    def submit_button(self) -> Locator:
        """Sends the form."""
        return self.page.locator("form:has([type=password]) button[type=submit]").first

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the fields."""
        expect(self.page.locator(f"#{self.fields[0]}")).to_be_editable(timeout=timeout)

    def expect_refused(self, reason: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect the form again, with the reason at a field."""
        expect(self.page.locator(".invalid-feedback, .errorlist").first).to_contain_text(reason, timeout=timeout)

    def _type_twice(self, new_password: str) -> None:
        for field in self.fields:
            self.page.locator(f"#{field}").fill(new_password)

    def _send(self) -> None:
        with self.page.expect_navigation():
            self.submit_button.click()


class PasswordChangePage(PasswordForm):
    """``/accounts/password/change/``."""

    path = "/accounts/password/change/"

    def change(self, old_password: str, new_password: str) -> None:
        """Type the password in use and the new one, and send them."""
        self.page.locator("#id_oldpassword").fill(old_password)
        self._type_twice(new_password)
        self._send()


class PasswordSetPage(PasswordForm):
    """``/accounts/password/set/``: for who has no password yet."""

    path = "/accounts/password/set/"

    def set(self, new_password: str) -> None:
        """Type the first password and send it."""
        self._type_twice(new_password)
        self._send()


class NewPasswordPage(PasswordForm):
    """Where the link of a reset mail leads (``/accounts/password/reset/key/<uid>-<key>/``)."""

    path = "/accounts/password/reset/key/"

    @property
    def refusal(self) -> Locator:
        """The way on for a link that no longer holds."""
        return self.page.locator("p a[href='/accounts/password/reset/']")

    def follow(self, link: str) -> None:
        """Open the link of the mail."""
        self.page.goto(link)
        self.expect_ready()

    def set(self, new_password: str) -> None:
        """Type the new password and send it."""
        self._type_twice(new_password)
        self._send()

    def expect_spent(self, link: str) -> None:
        """Open the link of the mail and expect that it no longer holds."""
        self.page.goto(link)
        expect(self.refusal).to_be_visible()
        expect(self.page.locator(f"#{self.fields[0]}")).to_have_count(0)


class PasswordResetPage(Page):
    """``/accounts/password/reset/``: ask for a reset mail."""

    path = "/accounts/password/reset/"

    @property
    def email_field(self) -> Locator:
        """The account's address."""
        return self.page.locator("#id_email")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the form."""
        expect(self.email_field).to_be_editable(timeout=timeout)

    def ask(self, email: str) -> None:
        """Ask for the mail and arrive at the page that says it is on its way."""
        self.email_field.fill(email)
        with self._loading("POST", self.path):
            self.page.locator("form:has(#id_email) button[type=submit]").click()
        expect(self.page).to_have_url("/accounts/password/reset/done/")


class ReauthenticationPage(Page):
    """``/accounts/reauthenticate/``: the password once more, before something that matters."""

    path = "/accounts/reauthenticate/"

    @property
    def password_field(self) -> Locator:
        """The password."""
        return self.page.locator("#id_password")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect to be asked."""
        self.expect_here(timeout=timeout)
        expect(self.password_field).to_be_editable(timeout=timeout)

    def confirm(self, password: str) -> None:
        """Type the password and send it, whatever comes of it."""
        self.password_field.fill(password)
        with self._loading("POST", self.path):
            self.page.locator("form:has(#id_password) button[type=submit]").click()
