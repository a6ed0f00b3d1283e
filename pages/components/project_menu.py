"""What frames every page of a project: whose it is, and the menu that leads to its other pages (CONTRACT 3.0)."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from pages.steps import Told


class ProjectMenu(Told):
    """The bar and the side menu of a project's page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def entries(self) -> Locator:
        """The links of the side menu."""
        return self.page.locator("#dp-sidebar li a")

    def project(self, nama: str) -> Locator:
        """The project's name in the bar."""
        return self.page.locator("#dp-topbar").get_by_text(nama, exact=True)

    def reveal(self) -> None:
        """Press "Menu" where the menu is put away, as on a narrow screen."""
        self.page.wait_for_load_state()  # a menu that was left open opens by itself until then
        if not self.entries.first.is_visible():
            self.page.locator("#dp-sidebar-toggle").click()
        expect(self.entries.first).to_be_visible()

    def expect_every_page_to_be_of(self, nama: str, *, never: tuple[str, ...]) -> None:
        """Follow the menu's links one after the other: each page is the project's, and shows none of ``never``."""
        expect(self.entries).not_to_have_count(0)
        for number in range(self.entries.count()):
            self.reveal()
            address = self.entries.nth(number).get_attribute("href") or ""
            self.entries.nth(number).click()
            expect(self.page).to_have_url(re.compile(f"{re.escape(address)}$"))
            self.expect_project(nama, never=never)

    def expect_project(self, nama: str, *, never: tuple[str, ...] = ()) -> None:
        """Expect the page to be the project's, to have loaded all it shows, and to show none of ``never``."""
        self.page.wait_for_load_state()  # the bar is there before the rest of the page
        expect(self.project(nama)).to_be_visible()
        expect(self.page.locator("[aria-busy='true']")).to_have_count(0)
        for text in never:
            expect(self.page.locator("body")).not_to_contain_text(text)
