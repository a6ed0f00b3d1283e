"""The list of works of a project (CONTRACT 3.3)."""

from __future__ import annotations

from playwright.sync_api import expect

from pages.base import ProjectPage


class ListPekerjaanPage(ProjectPage):
    """``/detail_project/{id}/list-pekerjaan/``."""

    slug = "list-pekerjaan"

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the toolbar."""
        expect(self.page.locator("#lp-toolbar")).to_be_visible(timeout=timeout)
