"""A user's e-mail addresses, and the page that a confirmation mail leads to (CONTRACT 2.1)."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from pages.base import Page
from pages.components.confirmation import agreeing

_CONFIRMED = re.compile(r"^\s*(Terverifikasi|Verified)\s*$")  # in either language of a deployment


class EmailAddressesPage(Page):
    """``/accounts/email/``: add an address, choose the primary one, ask for its confirmation again, remove it."""

    path = "/accounts/email/"

    @property
    def new_address_field(self) -> Locator:
        """The address to add."""
        return self.page.locator("#id_email")

    def address_of(self, email: str) -> Locator:
        """One address of the list: its label, with its marks."""
        return self.page.locator("label").filter(has_text=email)

    def button(self, action: str) -> Locator:
        """A button by what it does: ``add``, ``primary``, ``send``, ``remove``."""
        return self.page.locator(f"button[name=action_{action}]")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the form for another address."""
        expect(self.new_address_field).to_be_editable(timeout=timeout)

    def add(self, email: str) -> None:
        """Type an address and send it."""
        self.new_address_field.fill(email)
        with self._loading("POST", self.path):
            self.button("add").click()

    def make_primary(self, email: str) -> None:
        """Make one of the addresses the primary one."""
        self._press("primary", email)

    def ask_for_confirmation(self, email: str) -> None:
        """Have the confirmation mail sent once more."""
        self._press("send", email)

    def remove(self, email: str) -> None:
        """Remove one of the addresses and agree when the browser asks."""
        with agreeing(self.page) as asked:
            self._press("remove", email)
        if not asked:
            raise AssertionError(f"{email} was removed without a question")

    def _press(self, action: str, email: str) -> None:
        self.address_of(email).click()
        with self._loading("POST", self.path):
            self.button(action).click()

    def expect_refused(self, reason: str, *, kept: str, timeout: float | None = None) -> None:
        """Expect ``reason`` at the field of the new address, which still holds ``kept``."""
        expect(self.page.locator(".invalid-feedback, .errorlist").first).to_contain_text(reason, timeout=timeout)
        expect(self.new_address_field).to_have_value(kept, timeout=timeout)

    def expect_listed(self, email: str, *, timeout: float | None = None) -> None:
        """Expect an address in the list, once."""
        expect(self.address_of(email)).to_have_count(1, timeout=timeout)

    def expect_not_listed(self, email: str, *, timeout: float | None = None) -> None:
        """Expect an address not to be in the list."""
        expect(self.address_of(email)).to_have_count(0, timeout=timeout)

    def expect_confirmed(self, email: str, *, timeout: float | None = None) -> None:
        """Expect an address of the list to be marked as confirmed."""
        expect(self.address_of(email).get_by_text(_CONFIRMED)).to_be_visible(timeout=timeout)

    def expect_chosen(self, email: str, *, timeout: float | None = None) -> None:
        """Expect an address to be the chosen one, as the primary one is when the page opens."""
        expect(self.page.get_by_label(email)).to_be_checked(timeout=timeout)


class EmailConfirmationPage(Page):
    """Where the link of a confirmation mail leads (``/accounts/confirm-email/<key>/``)."""

    path = "/accounts/confirm-email/"

    @property
    def confirm_button(self) -> Locator:
        """Confirms the address."""
        return self.page.locator("form[action*='/accounts/confirm-email/'] button[type=submit]")

    def follow(self, link: str) -> None:
        """Open the link of the mail."""
        self.page.goto(link)
        expect(self.confirm_button).to_be_enabled()

    def confirm(self) -> None:
        """Confirm the address and arrive wherever that leads."""
        with self.page.expect_navigation():
            self.confirm_button.click()
