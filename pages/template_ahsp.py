"""The rows of each job's analysis (CONTRACT 3.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, expect

from pages.components.confirmation import agreeing
from pages.components.download import Download, downloaded
from pages.components.keyboard import Keyboard
from pages.components.modal import expect_opened
from pages.saved_page import SavedPage


class TemplateAhspPage(SavedPage):
    """``/detail_project/{id}/template-ahsp/``. Segments are ``TK``, ``BHN``, ``ALT``, ``LAIN``; rows count from 1."""

    slug = "template-ahsp"
    saved_at = "/save/"
    saved_by = "#ta-btn-save"
    frozen = "#ta-app"

    def job(self, text: str) -> Locator:
        """A job in the list, by what its entry contains."""
        return self.page.locator("li[data-pekerjaan-id]").filter(has_text=text)

    def rows(self, segment: str) -> Locator:
        """The rows of a segment."""
        return self.page.locator(f"#seg-{segment}-body tr.ta-row")

    def row(self, segment: str, number: int) -> Locator:
        """One row."""
        return self.rows(segment).nth(number - 1)

    def field(self, segment: str, number: int, name: str) -> Locator:
        """A field of a row: ``kode``, ``uraian``, ``satuan`` or ``koefisien``."""
        return self.row(segment, number).locator(f"[data-field='{name}']")

    @property
    def search_results(self) -> Locator:
        """What the search of a bundle that is open has found."""
        return self.page.locator(".select2-container--open .select2-results")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect a job's rows to be loaded."""
        expect(self.page.locator("#ta-app")).not_to_have_attribute("aria-busy", "true", timeout=timeout)

    def choose_job(self, text: str) -> None:
        """Show the rows of a job."""
        self.job(text).click()
        self._expect_chosen(text)

    def _expect_chosen(self, text: str) -> None:
        # Applications mark the job that is shown each in their own way.
        shown = self.page.locator("li[data-pekerjaan-id]:is([aria-current='true'], .is-active)")
        expect(shown.filter(has_text=text)).to_be_visible()
        self.expect_ready()

    def add_row(self, segment: str, *, kode: str, uraian: str, satuan: str, koefisien: str) -> None:
        """Add a row at the segment's end and fill it in."""
        number = self._add(segment)
        self.field(segment, number, "kode").fill(kode)
        self.field(segment, number, "uraian").fill(uraian)
        self.field(segment, number, "satuan").fill(satuan)
        self.type_koefisien(segment, number, koefisien)

    def add_bundle(self, search: str, *, koefisien: str) -> None:
        """Add a Lain-lain row and choose, by typing ``search``, the job or library analysis that it bundles."""
        number = self._add_searching(search)
        self.page.locator(".select2-results__option--selectable").filter(has_text=search).click()
        self.type_koefisien("LAIN", number, koefisien)

    def search_bundle(self, text: str) -> None:
        """Add a Lain-lain row and search for what it bundles, without choosing anything."""
        self._add_searching(text)
        expect(self.search_results.get_by_text(text).first).to_be_visible()

    def choose_job_by_keyboard(self, keys: Keyboard, text: str) -> None:
        """Tab to a job and show its rows."""
        keys.press(self.job(text))
        self._expect_chosen(text)

    def add_row_by_keyboard(
        self, keys: Keyboard, segment: str, *, kode: str, uraian: str, satuan: str, koefisien: str
    ) -> None:
        """Add a row at the segment's end and tab through it."""
        number = self._add_by_keyboard(keys, segment)
        keys.type_into(self.field(segment, number, "kode"), kode)
        keys.write(self.field(segment, number, "uraian"), uraian)
        keys.type_into(self.field(segment, number, "satuan"), satuan)
        keys.type_into(self.field(segment, number, "koefisien"), koefisien)

    def add_bundle_by_keyboard(self, keys: Keyboard, search: str, *, koefisien: str) -> None:
        """Add a Lain-lain row and choose what it bundles: the first that the search finds."""
        number = self._add_by_keyboard(keys, "LAIN")
        keys.press(self.row("LAIN", number).locator(".select2-selection"), back=True)
        keys.type_into(self.page.locator(".select2-container--open .select2-search__field"), search)
        expect(self.page.locator(".select2-results__option--highlighted").filter(has_text=search)).to_be_visible()
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".select2-container--open")).to_have_count(0)
        keys.type_into(self.field("LAIN", number, "koefisien"), koefisien)

    def open_help(self) -> None:
        """Open what is told of this page."""
        self.page.locator("[data-bs-target='#taHelpModal']").click()
        expect_opened(self.page.locator("#taHelpModal"))

    def type_koefisien(self, segment: str, number: int, text: str) -> None:
        """Type a row's coefficient and leave the field."""
        field = self.field(segment, number, "koefisien")
        field.fill(text)
        field.blur()

    def delete_row(self, segment: str, number: int) -> None:
        """Take a row away; it is gone for good after saving."""
        self.row(segment, number).locator(".ta-row-check").check()
        # One button for all segments, or one for each of them: the others have nothing to delete and are disabled.
        button = self.page.get_by_role("button", name=re.compile("Hapus (baris )?terpilih"))
        with agreeing(self.page):
            button.and_(self.page.locator(":enabled")).click()

    def press_keys_at(self, segment: str, number: int, text: str) -> None:
        """Go to the coefficient of a row, as far as it can be reached, and press keys."""
        self.field(segment, number, "koefisien").focus()
        self.page.keyboard.type(text)

    def save_by_keyboard(self) -> None:
        """Save with Ctrl+S."""
        with self._saving():
            self.page.keyboard.press("Control+s")

    def restore_draft(self) -> None:
        """Bring back what was typed before the rows were loaded anew."""
        self.page.get_by_role("button", name="Pulihkan suntingan saya").click()

    def expect_rows(self, segment: str, rows: Sequence[tuple[str, str]], *, timeout: float | None = None) -> None:
        """Expect the segment to hold exactly these codes and coefficients, in this order."""
        expect(self.rows(segment)).to_have_count(len(rows), timeout=timeout)
        for number, (kode, koefisien) in enumerate(rows, start=1):
            expect(self.field(segment, number, "kode")).to_have_value(kode, timeout=timeout)
            expect(self.field(segment, number, "koefisien")).to_have_value(koefisien, timeout=timeout)

    def expect_saved(self, *, timeout: float | None = None) -> None:
        """Expect the page to say at once that everything was stored, and so to ask about no conflict."""
        self.toasts.expect_toast("Data berhasil disimpan", timeout=timeout)

    def expect_partly_saved(self, *, timeout: float | None = None) -> None:
        """Expect the page to say at once that some of the rows were stored."""
        self.toasts.expect_toast("Data tersimpan sebagian", timeout=timeout)

    def expect_not_saved(self, *, timeout: float | None = None) -> None:
        """Expect the page to say at once that nothing was stored."""
        self.toasts.expect_toast("Gagal menyimpan data", timeout=timeout)

    def expect_uraian(self, segment: str, number: int, text: str, *, timeout: float | None = None) -> None:
        """Expect a row's text."""
        expect(self.field(segment, number, "uraian")).to_have_text(text, timeout=timeout)

    def expect_row_refused(self, segment: str, number: int, message: str, *, timeout: float | None = None) -> None:
        """Expect ``message`` in the row."""
        expect(self.row(segment, number)).to_contain_text(message, timeout=timeout)

    def expect_unsaved(self, *, timeout: float | None = None) -> None:
        """Expect the page to say that not everything is stored."""
        expect(self.page.locator("#ta-dirty, #ta-dirty-text")).to_be_visible(timeout=timeout)

    def _add_searching(self, text: str) -> int:
        number = self._add("LAIN")
        self.row("LAIN", number).locator(".select2-selection").click()
        self.page.locator(".select2-search__field").fill(text)
        return number

    def _add(self, segment: str) -> int:
        number = self.rows(segment).count() + 1
        self._add_button(segment).click()
        expect(self.rows(segment)).to_have_count(number)
        return number

    def _add_by_keyboard(self, keys: Keyboard, segment: str) -> int:
        number = self.rows(segment).count() + 1
        keys.press(self._add_button(segment))
        expect(self.rows(segment)).to_have_count(number)
        return number

    def _add_button(self, segment: str) -> Locator:
        return self.page.locator(f"button[data-target-seg='{segment}']:not([aria-label^='Hapus'])")

    def export_json(self) -> Download:
        """Fetch all analyses for other tools."""
        return downloaded(self.page, self.page.locator("#ta-btn-export-json").click)
