"""The summary of costs (CONTRACT 3.9) and all its rows (3.11)."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from pages.base import ProjectPage
from pages.components.amount import expect_amount
from pages.components.download import Download, downloaded
from pages.components.export_dialog import ExportMenu
from pages.components.keyboard import Keyboard
from pages.components.number_field import enter_number, typed_as

PRICING = "/pricing/"


class RekapRabPage(ProjectPage):
    """``/detail_project/{id}/rekap-rab/``. Amounts are texts as the page shows them (``Rp 1.250``)."""

    slug = "rekap-rab"

    @property
    def ppn(self) -> Locator:
        """Tax, in percent."""
        return self.page.locator("#ppn-pct")

    @property
    def rounding(self) -> Locator:
        """What the grand total is rounded to."""
        return self.page.locator("#round-base")

    @property
    def exports(self) -> ExportMenu:
        """The menu of documents."""
        return ExportMenu(self.page)

    def row(self, text: str) -> Locator:
        """The row of a job or a group, by its text."""
        return self.page.locator("#rekap-table tbody tr").filter(has_text=text)

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the page to say that the data has been loaded."""
        expect(self.page.locator("#rab-announce")).to_have_text("Data RAB berhasil dimuat", timeout=timeout)

    def type_ppn(self, text: str) -> None:
        """Type the tax and leave the field: the page saves by itself; wait for the answer, whatever it is."""
        with self._waiting_for("POST", PRICING):
            enter_number(self.ppn, text)
            self.ppn.blur()

    def choose_rounding(self, base: int) -> None:
        """Choose what the grand total is rounded to, in rupiah: the page saves by itself."""
        with self._waiting_for("POST", PRICING):
            self.rounding.select_option(str(base))

    def type_ppn_by_keyboard(self, keys: Keyboard, text: str) -> None:
        """Tab to the tax and type: the page saves by itself."""
        keys.type_into(self.ppn, text)

    def choose_rounding_by_keyboard(self, keys: Keyboard, base: int, *, typed: str) -> None:
        """Tab to the rounding and type the beginning of a choice: the page saves by itself, at each key perhaps."""
        keys.choose(self.rounding, label=typed, value=str(base))

    def search(self, text: str) -> None:
        """Show only what contains ``text``."""
        self.page.locator("#rab-search").fill(text)

    def sort_by(self, column: str, *, descending: bool = False) -> None:
        """Sort the works of each group by ``volume``, ``harga`` or ``total``; which way comes first is the page's."""
        head = self.page.locator(f"#rekap-table th[data-sort-key={column}]")
        wanted = "descending" if descending else "ascending"
        # What takes the click stands in the heading or is the heading itself.
        button = head.or_(head.get_by_role("button")).last
        button.click()
        expect(head).not_to_have_attribute("aria-sort", "none")
        if head.get_attribute("aria-sort") != wanted:
            button.click()
        expect(head).to_have_attribute("aria-sort", wanted)

    def collapse_all(self) -> None:
        """Hide all but the klasifikasi."""
        self.page.locator("#btn-collapse").click()

    def expand_all(self) -> None:
        """Show everything."""
        self.page.locator("#btn-expand").click()

    def expect_job(self, text: str, *, volume: str, harga: str, total: str, timeout: float | None = None) -> None:
        """Expect a job's volume, unit price with mark-up, and total."""
        cells = self.row(text).get_by_role("cell")
        expect(cells.nth(3)).to_have_text(volume, timeout=timeout)
        expect_amount(cells.nth(4), harga, timeout=timeout)
        expect_amount(cells.nth(5), total, timeout=timeout)

    def expect_jobs_in_order(self, *texts: str, timeout: float | None = None) -> None:
        """Expect these jobs, all of them, from top to bottom."""
        rows = self.page.locator("#rekap-table tbody tr[data-node-id^=p]")
        expect(rows).to_have_text([re.compile(re.escape(text)) for text in texts], timeout=timeout)

    def expect_group(self, text: str, total: str, *, timeout: float | None = None) -> None:
        """Expect a group's total."""
        expect_amount(self.row(text).get_by_role("cell").last, total, timeout=timeout)

    def expect_footer(self, *, total: str, ppn: str, grand: str, rounded: str) -> None:
        """Expect the four amounts under the table."""
        for name, amount in {"total-d": total, "ppn": ppn, "grand": grand, "rounded": rounded}.items():
            expect_amount(self.page.locator(f"#ft-{name}"), amount)

    def expect_rounded(self, amount: str, *, timeout: float | None = None) -> None:
        """Expect the grand total as rounded."""
        expect_amount(self.page.locator("#ft-rounded"), amount, timeout=timeout)

    def expect_pricing(self, *, ppn: str, rounding: int, timeout: float | None = None) -> None:
        """Expect tax and rounding base as stored."""
        expect(self.ppn).to_have_value(typed_as(ppn), timeout=timeout)
        expect(self.rounding).to_have_value(str(rounding), timeout=timeout)

    def expect_ppn_refused(self, message: str, *, kept: str, timeout: float | None = None) -> None:
        """Expect ``message`` beside the tax, which still holds ``kept``."""
        footer = self.page.locator("#rab-footer, #rekap-table tfoot")
        expect(footer).to_contain_text(message, timeout=timeout)
        expect(self.ppn).to_have_value(kept, timeout=timeout)

    def expect_shown(self, text: str, *, timeout: float | None = None) -> None:
        """Expect the row to be shown."""
        expect(self.row(text)).to_be_visible(timeout=timeout)

    def expect_not_shown(self, text: str, *, timeout: float | None = None) -> None:
        """Expect the row to be hidden or absent."""
        expect(self.row(text)).to_be_hidden(timeout=timeout)


class RincianRabPage(ProjectPage):
    """``/detail_project/{id}/rincian-rab/``: every priced row of every job."""

    slug = "rincian-rab"

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the rows to be loaded."""
        expect(self.page.locator("#rincian-table")).not_to_have_attribute("aria-busy", "true", timeout=timeout)

    def expect_row(self, job: str, kode: str, subtotal: str, *, timeout: float | None = None) -> None:
        """Expect one row of a job with its cost."""
        rows = self.page.locator("#rincian-table tbody tr").filter(has_text=job)
        expect(rows.filter(has_text=kode).filter(has_text=subtotal)).to_have_count(1, timeout=timeout)

    def expect_total(self, amount: str, *, timeout: float | None = None) -> None:
        """Expect the total, mark-up included."""
        expect(self.page.locator("#rincian-total, #total-harga")).to_have_text(amount, timeout=timeout)

    def export_csv(self) -> Download:
        """Fetch all rows for other programs."""
        return downloaded(self.page, self.page.get_by_role("link", name="Export CSV").click)
