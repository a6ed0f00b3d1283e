"""What the dashboard does with several projects at once, and with files (CONTRACT 3.1, W32 to W36, W39)."""

from __future__ import annotations

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as BrowserPage

from pages.base import SERVER_FAILED, Page
from pages.components.download import Download, downloaded
from pages.components.file_field import chosen
from pages.components.modal import expect_opened
from pages.components.notice import expect_says
from pages.dashboard import DashboardPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BulkDashboardPage(DashboardPage):
    """``/dashboard/`` with its bulk mode and its import."""

    def __init__(self, page: BrowserPage) -> None:
        super().__init__(page)
        self._chosen: dict[str, int] = {}

    @property
    def import_dialog(self) -> Locator:
        """Takes a backup file."""
        return self.page.locator("#importProjectModal")

    def cell(self, nama: str, field: str) -> Locator:
        """A field of the mass edit, by the name that the project had when it was chosen."""
        place = f"[data-field='{field}'][data-project-id='{self._chosen[nama]}']"
        return self.page.locator(f"main {place}:is(input, textarea)")

    def choose(self, *names: str) -> None:
        """Begin the bulk mode and choose these projects."""
        self.page.locator("#bulkModeToggleBtn").click()
        for nama in names:
            self._chosen[nama] = self._id_of(nama)  # a row may lose its name while it is edited
            self.project(nama).locator("input.project-checkbox").check()
        expect(self.page.locator("#selectedCount")).to_have_text(str(len(names)))

    def delete_chosen(self) -> None:
        """Delete them and confirm."""
        self._act("#bulkDeleteBtn", "/bulk/delete/")

    def archive_chosen(self) -> None:
        """Archive them and confirm."""
        self._act("#bulkArchiveBtn", "/bulk/archive/")

    def unarchive_chosen(self) -> None:
        """Put them into use again and confirm."""
        self._act("#bulkUnarchiveBtn", "/bulk/unarchive/")

    def export_chosen(self) -> Download:
        """Fetch them as a workbook."""
        return downloaded(self.page, self.page.locator("#bulkExportBtn").click)

    def edit_chosen(self) -> None:
        """Open the chosen projects' data for typing."""
        self.page.locator("#massEditToggleBtn").click()
        expect(self.page.locator("#massEditSaveAllBtn")).to_be_visible()

    def type_in(self, project: str, /, **fields: str) -> None:
        """Type values of one project (by the name that it had when it was chosen), dates as ISO text."""
        for name, value in fields.items():
            self.cell(project, name).clear()  # Firefox appends to what stands in a number field
            self.cell(project, name).fill(value)

    def save_edits(self) -> None:
        """Save all that was typed, agree where the page asks first, and wait for the answer, whatever it is."""
        agree, refused = self.page.locator("#dpConfirmOkBtn"), self.page.locator("main .is-invalid")
        answered = self.messages.dialog.or_(refused).or_(self.toasts.saying(SERVER_FAILED))
        with self._waiting_for("POST", "/mass-edit-bulk/"):
            self.page.locator("#massEditSaveAllBtn").click()
            # The question, or what a page that does not ask shows once it has the answer.
            expect(agree.or_(answered).filter(visible=True).first).to_be_visible()
            if agree.is_visible():
                agree.click()

    def open_import(self) -> None:
        """Open the dialog that takes a backup file."""
        self.page.get_by_role("button", name="Import JSON").first.click()
        expect_opened(self.import_dialog)

    def import_backup(self, content: bytes, *, progress: bool = False) -> None:
        """Import a backup file, with the progress of its schedule if so told, and wait for what the server says."""
        self.open_import()
        field = self.import_dialog.locator("#importFile")
        file = chosen(field, "cadangan.json", content, "application/json")
        if progress:
            self.import_dialog.get_by_role("checkbox").check()
        with file, self._waiting_for("POST", "/import/json/"):
            self.import_dialog.locator("#importSubmitBtn").click()

    def expect_still_in(self, project: str, /, **fields: str) -> None:
        """Expect the mass edit to be open and to hold what was typed of a project (by its name when it was chosen)."""
        for name, value in fields.items():
            expect(self.cell(project, name)).to_have_value(value)

    def expect_edit_refused(self, nama: str, field: str, message: str, *, timeout: float | None = None) -> None:
        """Expect ``message`` at a field of the mass edit."""
        expect(self.cell(nama, field).locator("xpath=..")).to_contain_text(message, timeout=timeout)

    def expect_import_says(self, text: str, *, timeout: float | None = None) -> None:
        """Expect the import's dialog to say ``text``."""
        expect_says(self.import_dialog.locator("#importResult"), text, timeout=timeout)

    def _act(self, button: str, path: str) -> None:
        """Press a button of the bulk mode, confirm, and wait for the answer, whatever it is."""
        self.page.locator(button).click()
        question = self.page.locator(".modal.show").filter(has_text="project")
        expect_opened(question)
        # The deployed application asks in a dialog of its own.
        agree = question.locator("#dpConfirmOkBtn").or_(question.get_by_role("button", name="Hapus", exact=True))
        with self._waiting_for("POST", path):
            agree.click()


class UploadPage(Page):
    """``/dashboard/upload/``: projects from a workbook."""

    path = "/dashboard/upload/"

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the field for the file."""
        expect(self.page.locator("#id_file")).to_be_visible(timeout=timeout)

    def upload(self, name: str, content: bytes) -> None:
        """Choose a file and send it, whatever comes of it."""
        file = chosen(self.page.locator("#id_file"), name, content, XLSX)
        with file, self._loading("POST", self.path):
            self.page.locator("#upload-submit").click()

    def expect_refused(self, reason: str, *, timeout: float | None = None) -> None:
        """Expect to be still here and told ``reason``."""
        self.expect_here(timeout=timeout)
        said = self.page.get_by_role("main").first.or_(self.messages.dialog).filter(has_text=reason, visible=True)
        expect(said.first).to_be_visible(timeout=timeout)
