"""The administration site, as its address leads there (CONTRACT 2.1)."""

from __future__ import annotations

from playwright.sync_api import expect

from pages.base import Page
from pages.login import LoginPage


class AdministrationPage(Page):
    """``/admin/``: Django's own site."""

    path = "/admin/"

    def ask_for(self) -> LoginPage:
        """Type the address without a session and arrive at the application's own sign-in."""
        self.page.goto(self.path)
        login = LoginPage(self.page)
        login.expect_here()
        login.expect_ready()
        return login

    def expect_nothing_of_it(self) -> None:
        """Expect nothing of the site to be shown."""
        expect(self.page.locator("#site-name, #logout-form, .app-list, #content-main")).to_have_count(0)
