"""Price items that no row takes any more (CONTRACT 3.7)."""

from __future__ import annotations

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as BrowserPage

from pages.base import ProjectPage
from pages.components.confirmation import Confirmation


class OrphanCleanupPage(ProjectPage):
    """``/detail_project/{id}/orphan-cleanup/``."""

    slug = "orphan-cleanup"
    reads = ("/orphaned-items/",)

    def __init__(self, page: BrowserPage, project_id: int) -> None:
        super().__init__(page, project_id)
        self.confirmation = Confirmation(page)

    def row(self, kode: str) -> Locator:
        """The row of an item."""
        return self.page.locator("#oc-table-body tr").filter(has=self.page.get_by_role("cell", name=kode, exact=True))

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the list to be loaded."""
        expect(self.page.locator("#oc-refresh")).to_be_visible(timeout=timeout)
        expect(self.page.locator("#oc-app[aria-busy='true']")).to_have_count(0, timeout=timeout)
        # Some deployments say in the table itself that it is being loaded.
        expect(self.page.locator("#oc-table-body")).not_to_contain_text("Memuat data", timeout=timeout)

    def choose(self, *kodes: str) -> None:
        """Choose items."""
        for kode in kodes:
            self.row(kode).get_by_role("checkbox").check()

    def delete_chosen(self) -> None:
        """Delete what is chosen, confirm, and wait for the answer."""
        with self._waiting_for("POST", "/orphaned-items/cleanup/"):
            self.confirmation.agree_to(self.page.locator("#oc-delete").click)

    def expect_listed(self, kode: str, *, timeout: float | None = None) -> None:
        """Expect the item to be listed."""
        expect(self.row(kode)).to_have_count(1, timeout=timeout)

    def expect_not_listed(self, kode: str, *, timeout: float | None = None) -> None:
        """Expect the list to be there and the item not in it."""
        self.expect_ready(timeout=timeout)
        expect(self.row(kode)).to_have_count(0, timeout=timeout)
