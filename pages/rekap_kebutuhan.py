"""What the project takes, item by item (CONTRACT 3.10)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, expect

from pages.base import ProjectPage
from pages.components.amount import expect_amount
from pages.components.export_dialog import NeedsExportDialog
from pages.components.modal import expect_closed, expect_opened

ROWS = "rekap-kebutuhan-enhanced/"


class RekapKebutuhanPage(ProjectPage):
    """``/detail_project/{id}/rekap-kebutuhan/``. Quantities and amounts are texts as the page shows them."""

    slug = "rekap-kebutuhan"
    reads = (ROWS,)

    @property
    def exports(self) -> NeedsExportDialog:
        """The dialog of documents."""
        return NeedsExportDialog(self.page)

    @property
    def filter_dialog(self) -> Locator:
        """Where rows are filtered by kategori, klasifikasi, sub and pekerjaan."""
        return self.page.locator("#rk-filter-modal")

    @property
    def rows(self) -> Locator:
        """The rows of items; others hold headings and sums."""
        return self.page.locator("#rk-table tbody tr").filter(has=self.page.locator("td:nth-child(7)"))

    def row(self, kode: str) -> Locator:
        """The row of an item."""
        return self.rows.filter(has=self.page.get_by_role("cell", name=kode, exact=True))

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the rows to be loaded."""
        expect(self.page.locator("#rk-table")).not_to_have_attribute("aria-busy", "true", timeout=timeout)

    def search(self, text: str) -> None:
        """Show only the items that contain ``text``."""
        with self._waiting_for("GET", ROWS):
            self.page.locator("#rk-search").fill(text)

    def open_filter(self) -> None:
        """Open the filter."""
        self.page.locator("#rk-btn-open-filter").click()
        expect_opened(self.filter_dialog)

    def filter_by_kategori(self, label: str) -> None:
        """Count only the items of one kategori: chosen in a list, or ticked among the others."""
        self.open_filter()
        ticks = self.filter_dialog.get_by_role("checkbox")
        for number in range(ticks.count()):
            ticks.nth(number).uncheck()
        tick = self.filter_dialog.get_by_label(label, exact=True)
        choice = self.filter_dialog.get_by_label("Kategori", exact=True).or_(tick)
        if choice.evaluate("field => field.tagName") == "SELECT":
            choice.select_option(label=label)
        else:
            choice.check()
        self._close_filter("Terapkan")

    def filter_by_klasifikasi(self, nama: str) -> None:
        """Count only the jobs of one klasifikasi."""
        self.open_filter()
        choices = self.filter_dialog.locator("#rk-klasifikasi, #rk-filter-klasifikasi")
        choice = choices.get_by_role("option").filter(has_text=nama)
        choices.select_option(value=choice.get_attribute("value"))
        self._close_filter("Terapkan")

    def clear_filter(self) -> None:
        """Count everything again."""
        self.open_filter()
        with self._waiting_for("GET", ROWS):
            self.filter_dialog.get_by_role("button", name=re.compile("Hapus filter|Reset")).click()
        self.page.keyboard.press("Escape")  # some deployments leave the dialog open after it
        expect_closed(self.filter_dialog)

    def show_by_period(self) -> None:
        """Look at the needs by period."""
        self.page.get_by_role("button", name="Per periode").click()

    def expect_need(self, kode: str, *, quantity: str, total: str, timeout: float | None = None) -> None:
        """Expect how much of an item is needed and what it costs."""
        cells = self.row(kode).get_by_role("cell")
        expect(cells.nth(4)).to_have_text(quantity, timeout=timeout)
        expect_amount(cells.nth(6), total, timeout=timeout)

    def expect_needs(self, needs: Mapping[str, tuple[str, str]], *, timeout: float | None = None) -> None:
        """Expect exactly these items, each with its quantity and its cost."""
        expect(self.rows).to_have_count(len(needs), timeout=timeout)
        for kode, (quantity, total) in needs.items():
            self.expect_need(kode, quantity=quantity, total=total, timeout=timeout)

    def expect_not_needed(self, kode: str, *, timeout: float | None = None) -> None:
        """Expect no row of the item."""
        expect(self.row(kode)).to_have_count(0, timeout=timeout)

    def expect_total(self, amount: str, *, timeout: float | None = None) -> None:
        """Expect the cost of all rows that are shown."""
        expect_amount(self.page.locator("#rk-total, #rk-footer-total"), amount, timeout=timeout)

    def expect_no_schedule(self, *, timeout: float | None = None) -> None:
        """Expect the page to say that there is no schedule yet."""
        said = re.compile("Jadwal pekerjaan belum disusun|Belum ada data timeline")
        expect(self.page.locator("#rk-timeline").get_by_text(said)).to_be_visible(timeout=timeout)

    def _close_filter(self, button: str) -> None:
        with self._waiting_for("GET", ROWS):
            self.filter_dialog.get_by_role("button", name=button).click()
        expect_closed(self.filter_dialog)
