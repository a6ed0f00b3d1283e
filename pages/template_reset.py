"""Giving a modified library job its library rows back (CONTRACT 3.5, W10)."""

from __future__ import annotations

from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from pages.components.confirmation import Confirmation
from pages.template_ahsp import TemplateAhspPage


class TemplateResetPage(TemplateAhspPage):
    """``/detail_project/{id}/template-ahsp/`` with its button for jobs of the kind MOD."""

    def __init__(self, page: BrowserPage, project_id: int) -> None:
        super().__init__(page, project_id)
        self.confirmation = Confirmation(page)

    def reset_to_library(self) -> None:
        """Press the button, confirm, and wait for the answer and the new rows."""
        with self._waiting_for("POST", "/reset-to-ref/"):
            self.confirmation.agree_to(self.page.locator("#ta-btn-reset").click)
        self.expect_ready()

    def expect_row_total(self, count: int, *, timeout: float | None = None) -> None:
        """Expect this many rows in all segments together."""
        expect(self.page.locator("tr.ta-row")).to_have_count(count, timeout=timeout)
