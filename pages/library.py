"""The library as its keepers see it: portal, tables, a form of many lines (CONTRACT 3.14)."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from pages.base import Page
from pages.components.download import Download, downloaded
from pages.components.modal import expect_closed, expect_opened


class PortalPage(Page):
    """``/referensi/admin-portal/``: where keepers arrive."""

    path = "/referensi/admin-portal/"

    @property
    def notice(self) -> Locator:
        """The note at the top."""
        return self.page.locator("#portal-notice")

    @property
    def note_field(self) -> Locator:
        """The note for all keepers."""
        return self.page.locator("#id_text")

    def write_note(self, text: str) -> None:
        """Type the note for all keepers."""
        self.note_field.fill(text)

    def save(self) -> None:
        """Send the note, whatever comes of it."""
        with self._loading("POST", self.path):
            self.page.get_by_role("button", name="Simpan Catatan").click()

    def leave_note(self, text: str) -> None:
        """Write the note for all keepers and store it."""
        self.write_note(text)
        self.save()

    def expect_typed(self, text: str, *, timeout: float | None = None) -> None:
        """Expect ``text`` in the field for the note."""
        expect(self.note_field).to_have_value(text, timeout=timeout)

    def expect_no_note(self, text: str, *, timeout: float | None = None) -> None:
        """Expect the note at the top, if there is one, not to say ``text``."""
        self.expect_ready(timeout=timeout)
        expect(self.notice.filter(has_text=text)).to_have_count(0, timeout=timeout)

    def expect_note(self, text: str, *, timeout: float | None = None) -> None:
        """Expect the note at the top."""
        expect(self.notice).to_contain_text(text, timeout=timeout)


class LibraryDatabasePage(Page):
    """``/referensi/admin/database-v2/``: jobs and their items as tables whose cells can be changed."""

    path = "/referensi/admin/database-v2/"

    @property
    def edit_dialog(self) -> Locator:
        """The dialog in which a cell is changed."""
        return self.page.locator("#edit-modal")

    @property
    def rows(self) -> Locator:
        """The rows of the table that shows."""
        return self.page.locator("#tbody-jobs tr:visible, #tbody-items tr:visible")

    @property
    def deletion_dialog(self) -> Locator:
        """Where a whole source is deleted."""
        return self.page.locator("#modalBulkDelete")

    def row(self, text: str) -> Locator:
        """A row by what it holds."""
        return self.rows.filter(has_text=text)

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the table to show what it was last asked for."""
        expect(self.page.locator("#pagination-info")).to_contain_text("Halaman", timeout=timeout)
        expect(self.page.locator("#table-container")).to_have_attribute("aria-busy", "false", timeout=timeout)

    def search(self, text: str) -> None:
        """Search the table that shows, and wait for its answer."""
        self.page.locator("#search-input").fill(text)
        with self.page.expect_response(lambda answer: "/referensi/api/" in answer.url and "q=" in answer.url):
            self.page.locator("#btn-search").click()
        self.expect_ready()

    def show_items(self) -> None:
        """Turn to the table of items."""
        with self._waiting_for("GET", "/referensi/api/items/"):
            self.page.locator("#tab-items").click()
        self.expect_ready()

    def open_cell(self, row: str, field: str) -> None:
        """Open the dialog in which a cell is changed."""
        self.row(row).locator(f"[data-field={field}] button").click()
        expect_opened(self.edit_dialog)

    def change(self, row: str, field: str, value: str) -> None:
        """Change a cell and wait until the table shows the library again."""
        self.try_to_change(row, field, value)
        expect_closed(self.edit_dialog)
        self.expect_ready()

    def try_to_change(self, row: str, field: str, value: str) -> None:
        """Change a cell and wait for the answer, whatever it is."""
        self.open_cell(row, field)
        self.edit_dialog.locator("#edit-input").fill(value)
        with self.page.expect_response(lambda answer: answer.request.method == "PATCH"):
            self.page.locator("#btn-save-edit").click()

    def leave_change(self) -> None:
        """Close the dialog of a cell, whatever stands in it."""
        self.edit_dialog.get_by_role("button", name="Batal").click()
        expect_closed(self.edit_dialog)

    def download(self, row: str) -> Download:
        """Fetch a job as a workbook, by the row's link."""
        link = self.row(row).get_by_role("link", name="Excel")
        return downloaded(self.page, link.click)

    def open_deletion(self) -> None:
        """Open the dialog that deletes a source."""
        self.page.locator("#btn-bulk-delete").click()
        expect_opened(self.deletion_dialog)

    def preview_deletion(self, sumber: str) -> None:
        """Choose a source to delete and look at what that takes."""
        self.open_deletion()
        self.page.locator("#delete-sumber").select_option(sumber)
        self.page.locator("#btn-preview-delete").click()

    def expect_preview(self, text: str, *, timeout: float | None = None) -> None:
        """Expect what the deletion would take."""
        expect(self.page.locator("#delete-preview-content")).to_contain_text(text, timeout=timeout)

    def delete(self) -> None:
        """Delete what the preview showed."""
        self.try_to_delete()
        expect_closed(self.deletion_dialog)

    def try_to_delete(self) -> None:
        """Delete what the preview showed, whatever comes of it."""
        with self._waiting_for("POST", "/referensi/api/delete/execute"):
            self.page.locator("#btn-confirm-delete").click()

    def expect_still_typed(self, value: str, *, timeout: float | None = None) -> None:
        """Expect the dialog of a cell to be open and to hold ``value``."""
        expect(self.edit_dialog).to_be_visible(timeout=timeout)
        expect(self.edit_dialog.locator("#edit-input")).to_have_value(value, timeout=timeout)

    def expect_row(self, *texts: str, timeout: float | None = None) -> None:
        """Expect one row that holds all of ``texts``."""
        found = self.rows
        for text in texts:
            found = found.filter(has_text=text)
        expect(found).to_have_count(1, timeout=timeout)

    def expect_none(self, text: str, *, timeout: float | None = None) -> None:
        """Expect no row that holds ``text``."""
        expect(self.row(text)).to_have_count(0, timeout=timeout)


class LibraryMassEditPage(Page):
    """``/referensi/admin/database-v2/?edit=1``: many jobs in one form."""

    path = "/referensi/admin/database-v2/?edit=1"

    def open_for(self, text: str) -> None:
        """Open the form for the jobs that a search finds."""
        self.page.goto(f"{self.path}&q={text}")
        expect(self.save_button).to_be_visible()

    @property
    def save_button(self) -> Locator:
        """Stores all lines, or none."""
        return self.page.get_by_role("button", name="Simpan Semua")

    def field(self, job_id: int, name: str) -> Locator:
        """A field of a job's line."""
        return self.page.locator(f"tr[data-job-id='{job_id}'] [name$='-{name}']")

    def type(self, job_id: int, name: str, value: str) -> None:
        """Type into a field of a job's line."""
        self.field(job_id, name).fill(value)

    def save(self) -> None:
        """Store all lines."""
        with self._loading("POST", "/referensi/admin/database-v2/"):
            self.save_button.click()

    def expect_value(self, job_id: int, name: str, value: str, *, timeout: float | None = None) -> None:
        """Expect what a field of a job's line holds."""
        expect(self.field(job_id, name)).to_have_value(value, timeout=timeout)

    def expect_refused(self, job_id: int, name: str, message: str, *, timeout: float | None = None) -> None:
        """Expect ``message`` at a field of a job's line."""
        expect(self.field(job_id, name).locator("xpath=ancestor::td")).to_contain_text(message, timeout=timeout)
