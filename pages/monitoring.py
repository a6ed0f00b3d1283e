"""What staff sees of the application: browsers' metrics, and calls of deprecated operations (CONTRACT 7)."""

from __future__ import annotations

from playwright.sync_api import expect

from pages.base import Page


class PerformanceDashboardPage(Page):
    """``/detail_project/monitoring/performance-dashboard/``."""

    path = "/detail_project/monitoring/performance-dashboard/"

    def expect_reported(self, kind: str, *, times: int, timeout: float | None = None) -> None:
        """Expect so many metrics of a kind."""
        expect(self.page.locator(f"#metric-counts [data-type='{kind}'] td").last).to_have_text(
            str(times), timeout=timeout
        )

    def expect_nothing(self, *, timeout: float | None = None) -> None:
        """Expect no metric at all."""
        expect(self.page.get_by_text("Belum ada metrik.")).to_be_visible(timeout=timeout)


class DeprecationDashboardPage(Page):
    """``/detail_project/monitoring/deprecation-dashboard/``."""

    path = "/detail_project/monitoring/deprecation-dashboard/"

    def expect_used(self, part: str, *, timeout: float | None = None) -> None:
        """Expect an operation whose route holds ``part`` to have been called."""
        expect(self.page.locator("#deprecated-uses tr").filter(has_text=part)).to_have_count(1, timeout=timeout)

    def expect_nothing(self, *, timeout: float | None = None) -> None:
        """Expect that nothing deprecated was called."""
        expect(self.page.get_by_text("Tidak ada pemakaian.")).to_be_visible(timeout=timeout)
