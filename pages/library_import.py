"""The way into the library: convert, check, upload, review, commit (CONTRACT 3.14)."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from pages.base import Page
from pages.components.download import Download, downloaded
from pages.components.file_field import chosen

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Upload(Page):
    """A page with a form that takes one file."""

    field = "#excel_file"
    kind = XLSX

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the form."""
        expect(self.page.locator(self.field)).to_be_visible(timeout=timeout)

    def upload(self, name: str, content: bytes) -> None:
        """Choose a file and send it, whatever comes of it."""
        field = self.page.locator(self.field)
        with chosen(field, name, content, self.kind), self._loading("POST", self.path):
            self.page.locator(f"form:has({self.field}) button[type=submit]").click()


class ImportExcelPage(_Upload):
    """``/referensi/import/excel/``: puts a sheet's rows into staging."""

    path = "/referensi/import/excel/"


class ValidateExcelPage(_Upload):
    """``/referensi/import/validate/``: checks a sheet and keeps the report."""

    path = "/referensi/import/validate/"

    @property
    def reports(self) -> Locator:
        """The list of reports."""
        return self.page.locator("#validations")

    def expect_report(self, name: str, summary: str, *, timeout: float | None = None) -> None:
        """Expect one report about a file of that name in the list."""
        line = self.reports.locator("li").filter(has_text=name)
        expect(line).to_have_count(1, timeout=timeout)
        expect(line).to_contain_text(summary, timeout=timeout)


class ValidationReportPage(Page):
    """``/referensi/import/validate/report/<file>/``: what a check found; uploading a sheet leads here."""

    path = "/referensi/import/validate/report/"

    def tick(self, line: int) -> None:
        """Choose a line by its number in the sheet."""
        self.page.get_by_label(f"Pilih baris {line}", exact=True).check()

    def download(self, link: str) -> Download:
        """Fetch a workbook by its link."""
        return downloaded(self.page, self.page.get_by_role("link", name=link).click)

    def download_ticked(self) -> Download:
        """Fetch the chosen lines."""
        return downloaded(self.page, self.page.get_by_role("button", name="Unduh Baris Terpilih").click)


class ConvertPdfPage(_Upload):
    """``/referensi/import/pdf-convert/``: turns the tables of a PDF into a workbook."""

    path = "/referensi/import/pdf-convert/"
    field = "#pdf_file"
    kind = "application/pdf"

    def choose_raw(self) -> None:
        """Have the tables as they are."""
        self.page.locator("[name=import_mode][value=source]").check()

    @property
    def conversions(self) -> Locator:
        """The list of what was converted."""
        return self.page.locator("#conversions")

    def conversion(self, name: str) -> Locator:
        """What a file of that name became."""
        return self.conversions.locator("li").filter(has_text=name)

    def expect_converted(self, name: str, *, timeout: float | None = None) -> None:
        """Expect a file of that name to have been converted."""
        expect(self.conversion(name)).to_have_count(1, timeout=timeout)

    def download(self, name: str) -> Download:
        """Fetch the workbook of a converted file."""
        return downloaded(self.page, self.conversion(name).get_by_role("link", name=name).click)

    def download_page(self, name: str, number: int) -> Download:
        """Fetch one page of a converted file."""
        link = self.conversion(name).get_by_role("link", name=f"halaman {number}", exact=True)
        return downloaded(self.page, link.click)


class StagingPage(Page):
    """``/referensi/import/staging/``: what waits to be taken into the library."""

    path = "/referensi/import/staging/"

    def row(self, kode: str) -> Locator:
        """The row of an item of a job (or of a new one), by the job's code."""
        return self.page.locator("#staging-formset tbody tr").filter(
            has=self.page.locator(f"input[name$='-kode_ahsp'][value='{kode}']")
        )

    def type(self, kode: str, field: str, value: str) -> None:
        """Type into a field of a row."""
        self.row(kode).locator(f"[name$='-{field}']").fill(value)

    def save(self) -> None:
        """Store the corrections."""
        with self._loading("POST", self.path):
            self.page.get_by_role("button", name="Simpan Perubahan").click()

    def commit(self) -> None:
        """Take everything into the library."""
        with self._loading("POST", f"{self.path}commit/"):
            self.page.get_by_role("button", name="Simpan ke Pustaka").click()

    def clear(self) -> None:
        """Throw everything away."""
        with self._loading("POST", f"{self.path}clear/"):
            self.page.get_by_role("button", name="Kosongkan Staging").click()

    def expect_waiting(self, rows: int, faulty: int, *, timeout: float | None = None) -> None:
        """Expect so many rows, and so many of them faulty."""
        text = f"{rows} baris menunggu, {faulty} bermasalah."
        expect(self.page.locator("#staging-summary")).to_have_text(text, timeout=timeout)

    def expect_value(self, kode: str, field: str, value: str, *, timeout: float | None = None) -> None:
        """Expect what a field of a row holds."""
        expect(self.row(kode).locator(f"[name$='-{field}']")).to_have_value(value, timeout=timeout)

    def expect_fault(self, kode: str, text: str, *, timeout: float | None = None) -> None:
        """Expect what is wrong with a row; an empty text for nothing."""
        expect(self.row(kode).locator("[data-faults]")).to_have_text(text, timeout=timeout)


class ClearLibraryPage(Page):
    """``/referensi/debug/clear-data/``: empties the library."""

    path = "/referensi/debug/clear-data/"

    def clear(self, word: str) -> None:
        """Type the word and press the button, whatever comes of it."""
        self.page.locator("#confirm").fill(word)
        with self._loading("POST", self.path):
            self.page.get_by_role("button", name="Kosongkan").click()
