"""The price of one unit of each job, and the job's own mark-up (CONTRACT 3.8)."""

from __future__ import annotations

import re
from re import Pattern

from playwright.sync_api import Locator, expect

from pages.base import ProjectPage
from pages.components.amount import expect_amount
from pages.components.export_dialog import ExportMenu
from pages.components.modal import expect_opened
from pages.components.number_field import shown_number, shown_percentage


class RincianAhspPage(ProjectPage):
    """``/detail_project/{id}/rincian-ahsp/``. Amounts are texts as the page shows them."""

    slug = "rincian-ahsp"
    reads = ("/rekap/",)

    @property
    def exports(self) -> ExportMenu:
        """The menu of documents."""
        return ExportMenu(self.page, "ra-btn-export")

    @property
    def override_dialog(self) -> Locator:
        """The dialog for the job's own mark-up."""
        return self.page.locator("#raOverrideModal")

    @property
    def override_field(self) -> Locator:
        """The job's own mark-up, in percent."""
        return self.override_dialog.get_by_role("textbox")

    def job(self, text: str) -> Locator:
        """A job in the list, by what its entry contains."""
        return self.page.locator("#rk-list li[data-id]").filter(has_text=text)

    def row(self, kode: str) -> Locator:
        """A row of the analysis."""
        marked = self.page.locator(f"#ra-table tr[data-detail-id][data-kode='{kode}']")
        return marked.or_(self.page.locator(f"#rk-tbody-detail > tr:has(> td:text-is('{kode}'))"))

    def component(self, kode: str) -> Locator:
        """A component of a bundle that was expanded: a row below it, or one of a table of its own."""
        marked = self.page.locator(f"#ra-table tr[data-bundle][data-kode='{kode}']")
        return marked.or_(self.page.locator(f"#ra-table .bundle-expansion tbody tr:has(> td:text-is('{kode}'))"))

    def figure(self, name: str) -> Locator:
        """A figure by its name: ``A B C LAIN E_base F G volume total``. Some deployments sum up in the table itself."""
        sign = name.removesuffix("_base")
        label = self.page.locator("#ra-table td").filter(has_text=re.compile(rf"^(Subtotal {sign}$|{sign} — )"))
        return self.page.locator(f"[data-figure='{name}']").or_(label.locator("xpath=following-sibling::td"))

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect a job's analysis to be loaded."""
        expect(self.page.locator("#ra-table")).to_be_visible(timeout=timeout)
        loading = self.page.locator("#ra-app[aria-busy='true'], #rekap-app .is-loading")
        expect(loading).to_have_count(0, timeout=timeout)

    def choose_job(self, text: str) -> None:
        """Show a job's analysis."""
        self.job(text).click()
        expect(self.job(text)).to_have_attribute("aria-selected", "true")
        self.expect_ready()

    def open_override(self) -> None:
        """Open the dialog for the job's own mark-up."""
        self.page.locator("#rk-btn-override").click()
        expect_opened(self.override_dialog)

    def override_markup(self, text: str) -> None:
        """Give the job a mark-up of its own (empty: the project's again) and wait for the answer, whatever it is."""
        with self._waiting_for("POST", "/pricing/"):
            self.try_to_override_markup(text)

    def try_to_override_markup(self, text: str) -> None:
        """Do the same, whatever comes of it: a page may refuse by itself and send nothing."""
        self.open_override()
        self.override_field.fill(text)
        self.override_dialog.get_by_role("button", name=re.compile("Simpan|Terapkan")).click()

    def return_to_project_markup(self) -> None:
        """Take the job's own mark-up away."""
        with self._waiting_for("POST", "/pricing/"):
            self.page.locator("#rk-btn-reset").click()

    def expand_bundle(self, kode: str) -> None:
        """Show what a bundle row consists of: by its button, or where the row itself is one."""
        button = self.page.get_by_role("button", name=f"Uraikan {kode}")
        button.or_(self.row(kode).and_(self.page.locator(".clickable"))).click()

    def expect_markup(self, text: str, *, own: bool, timeout: float | None = None) -> None:
        """Expect the mark-up that counts (``12,5``, in percent), and whether it is the job's own."""
        expect(self.page.locator("#ra-markup, #rk-eff")).to_have_text(shown_percentage(text), timeout=timeout)
        said = "khusus pekerjaan ini" if own else "dari project"
        mark = "visible" if own else "not(:visible)"
        source = self.page.locator(f"#ra-markup-source:text-is('{said}'), #rk-pkj-ovr-chip:{mark}")
        expect(source).to_have_count(1, timeout=timeout)

    def expect_figures(self, *, timeout: float | None = None, **figures: str) -> None:
        """Expect amounts by name: ``A B C LAIN E_base F G total``."""
        for name, text in figures.items():
            expect_amount(self.figure(name), text, timeout=timeout)

    def expect_grand_total(self, amount: str, *, timeout: float | None = None) -> None:
        """Expect the project's grand total, tax included."""
        expect_amount(self.page.locator("#ra-grand-total, #rk-grand"), amount, label="Grand Total: ", timeout=timeout)

    def expect_row(self, kode: str, *, koefisien: str, jumlah: str, timeout: float | None = None) -> None:
        """Expect a row's coefficient and cost."""
        self._expect_cells(self.row(kode), koefisien, jumlah, timeout)

    def expect_component(self, kode: str, *, koefisien: str, jumlah: str, timeout: float | None = None) -> None:
        """Expect a component of the expanded bundle, per one unit of the bundle."""
        self._expect_cells(self.component(kode), koefisien, jumlah, timeout)

    def expect_override_typed(self, text: str, *, timeout: float | None = None) -> None:
        """Expect the dialog to be open and ``text`` in its field."""
        expect(self.override_dialog).to_be_visible(timeout=timeout)
        expect(self.override_field).to_have_value(text, timeout=timeout)

    def expect_override_refused(self, reason: Pattern[str], *, kept: str, timeout: float | None = None) -> None:
        """Expect ``reason`` to be said in the dialog or above it, the dialog still open, and ``kept`` in its field."""
        said = self.override_dialog.get_by_text(reason).or_(self.toasts.saying(reason))
        expect(said.filter(visible=True).first).to_be_visible(timeout=timeout)
        self.expect_override_typed(kept, timeout=timeout)

    def _expect_cells(self, row: Locator, koefisien: str, jumlah: str, timeout: float | None) -> None:
        cells = row.locator("> td")  # coefficient, price of a unit, cost are the last three
        expect(cells.nth(-3)).to_have_text(shown_number(koefisien), timeout=timeout)
        expect(cells.nth(-1)).to_have_text(shown_number(jumlah), timeout=timeout)
