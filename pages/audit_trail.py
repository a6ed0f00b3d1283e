"""Who changed which analysis, and what it was before (CONTRACT 3.7)."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Locator, expect

from pages.base import ProjectPage

Action = Literal["CREATE", "UPDATE", "DELETE", "CASCADE"]


class AuditTrailPage(ProjectPage):
    """``/detail_project/{id}/audit-trail/``."""

    slug = "audit-trail"
    reads = ("audit-trail/",)

    @property
    def details(self) -> Locator:
        """The rows before and after one change, in a dialog or below the entry."""
        return self.page.locator("#auditModal:visible, td.audit-diff:visible")

    @property
    def entries(self) -> Locator:
        """The lines of the trail."""
        return self.page.locator(":is(#audit-table tbody, #audit-table-body) > tr")

    def entry(self, text: str) -> Locator:
        """Entries that contain ``text``."""
        return self.entries.filter(has_text=text)

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the entries to be loaded."""
        expect(self.page.locator("#filter-action")).to_be_visible(timeout=timeout)
        expect(self.page.locator("#audit-table[aria-busy='true']")).to_have_count(0, timeout=timeout)

    def show_only(self, action: Action) -> None:
        """Show only entries of an action."""
        with self._waiting_for("GET", "audit-trail/"):
            self.page.locator("#filter-action").select_option(action)

    def look_at(self, text: str) -> None:
        """Open the change that contains ``text``."""
        self.entry(text).get_by_role("button", name="Lihat").click()
        expect(self.details).to_be_visible()

    def expect_entry(self, text: str, *, job: str, user: str, timeout: float | None = None) -> None:
        """Expect one entry with this summary, of this job, by this user."""
        entry = self.entry(text)
        expect(entry).to_have_count(1, timeout=timeout)
        expect(entry).to_contain_text(job, timeout=timeout)
        expect(entry.get_by_role("cell", name=user, exact=True)).to_have_count(1, timeout=timeout)

    def expect_no_entry(self, text: str, *, timeout: float | None = None) -> None:
        """Expect no entry that contains ``text``."""
        expect(self.entry(text)).to_have_count(0, timeout=timeout)

    def expect_before(self, kode: str, koefisien: str, *, timeout: float | None = None) -> None:
        """Expect a row as it was."""
        self._expect_row("#audit-old", kode, koefisien, timeout)

    def expect_after(self, kode: str, koefisien: str, *, timeout: float | None = None) -> None:
        """Expect a row as it became."""
        self._expect_row("#audit-new", kode, koefisien, timeout)

    def _expect_row(self, side: str, kode: str, koefisien: str, timeout: float | None) -> None:
        row = self.details.locator(f"{side} tr[data-kode='{kode}']")
        expect(row.get_by_role("cell").last).to_have_text(koefisien, timeout=timeout)
