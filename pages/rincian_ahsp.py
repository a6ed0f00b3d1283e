"""The price of one unit of each job, and the job's own mark-up (CONTRACT 3.8)."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from pages.base import ProjectPage
from pages.components.export_dialog import ExportMenu
from pages.components.modal import expect_opened


class RincianAhspPage(ProjectPage):
    """``/detail_project/{id}/rincian-ahsp/``. Amounts are texts as the page shows them."""

    slug = "rincian-ahsp"

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
        return self.page.locator(f"#ra-table tr[data-detail-id][data-kode='{kode}']")

    def component(self, kode: str) -> Locator:
        """A component of a bundle that was expanded."""
        return self.page.locator(f"#ra-table tr[data-bundle][data-kode='{kode}']")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect a job's analysis to be loaded."""
        expect(self.page.locator("#ra-table")).to_be_visible(timeout=timeout)
        expect(self.page.locator("#ra-app[aria-busy='true']")).to_have_count(0, timeout=timeout)

    def choose_job(self, text: str) -> None:
        """Show a job's analysis."""
        self.job(text).click()
        expect(self.job(text)).to_have_attribute("aria-selected", "true")
        self.expect_ready()

    def override_markup(self, text: str) -> None:
        """Give the job a mark-up of its own (empty: the project's again) and wait for the answer, whatever it is."""
        self.page.locator("#rk-btn-override").click()
        expect_opened(self.override_dialog)
        self.override_field.fill(text)
        with self._waiting_for("POST", "/pricing/"):
            self.override_dialog.get_by_role("button", name="Simpan").click()

    def return_to_project_markup(self) -> None:
        """Take the job's own mark-up away."""
        with self._waiting_for("POST", "/pricing/"):
            self.page.locator("#rk-btn-reset").click()

    def expand_bundle(self, kode: str) -> None:
        """Show what a bundle row consists of."""
        self.page.get_by_role("button", name=f"Uraikan {kode}").click()

    def expect_markup(self, text: str, *, own: bool, timeout: float | None = None) -> None:
        """Expect the mark-up that counts, and whether it is the job's own."""
        expect(self.page.locator("#ra-markup")).to_have_text(text, timeout=timeout)
        source = "khusus pekerjaan ini" if own else "dari project"
        expect(self.page.locator("#ra-markup-source")).to_have_text(source, timeout=timeout)

    def expect_figures(self, *, timeout: float | None = None, **figures: str) -> None:
        """Expect figures by name: ``A B C LAIN E_base F G volume total``."""
        for name, text in figures.items():
            expect(self.page.locator(f"[data-figure='{name}']")).to_have_text(text, timeout=timeout)

    def expect_grand_total(self, amount: str, *, timeout: float | None = None) -> None:
        """Expect the project's grand total, tax included."""
        expect(self.page.locator("#ra-grand-total")).to_have_text(amount, timeout=timeout)

    def expect_row(self, kode: str, *, koefisien: str, jumlah: str, timeout: float | None = None) -> None:
        """Expect a row's coefficient and cost."""
        self._expect_cells(self.row(kode), koefisien, jumlah, timeout)

    def expect_component(self, kode: str, *, koefisien: str, jumlah: str, timeout: float | None = None) -> None:
        """Expect a component of the expanded bundle, per one unit of the bundle."""
        self._expect_cells(self.component(kode), koefisien, jumlah, timeout)

    def expect_override_refused(self, message: str, *, kept: str, timeout: float | None = None) -> None:
        """Expect the dialog still open, with ``message``, and ``kept`` in its field."""
        expect(self.override_dialog).to_be_visible(timeout=timeout)
        expect(self.override_dialog).to_contain_text(message, timeout=timeout)
        expect(self.override_field).to_have_value(kept, timeout=timeout)

    def _expect_cells(self, row: Locator, koefisien: str, jumlah: str, timeout: float | None) -> None:
        expect(row.locator("[data-field='koefisien']")).to_have_text(koefisien, timeout=timeout)
        expect(row.locator("[data-field='jumlah']")).to_have_text(jumlah, timeout=timeout)
