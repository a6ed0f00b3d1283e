"""The template library on the list of works (CONTRACT 3.3, W40 to W43)."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Locator, expect

from pages.components.confirmation import agreeing
from pages.components.modal import expect_closed, expect_opened
from pages.components.notice import expect_says
from pages.list_pekerjaan import ListPekerjaanPage

# What is said of a failure fades after about three seconds: who looks longer no longer sees it.
AT_ONCE = 1_000


class WorkTemplatesPage(ListPekerjaanPage):
    """``/detail_project/{id}/list-pekerjaan/`` with the menu "Template" and its dialogs."""

    @property
    def library(self) -> Locator:
        """The dialog that lists the templates."""
        return self.page.locator("#templateLibraryModal")

    @property
    def preview(self) -> Locator:
        """The dialog that shows one."""
        return self.page.locator("#templatePreviewModal")

    @property
    def new_template(self) -> Locator:
        """The dialog that makes one of the stored works."""
        return self.page.locator("#saveTemplateModal")

    @property
    def _deletion(self) -> Locator:
        return self.preview.locator("#btn-delete-template")

    def template(self, name: str) -> Locator:
        """A template in the open library."""
        return self.library.locator(".template-item").filter(has_text=name)

    def open_new_template(self) -> None:
        """Open the dialog that makes a template of the stored works."""
        self._choose("Simpan Sebagai Template")
        expect_opened(self.new_template)

    def save_as_template(self, name: str, *, description: str = "", category: str = "lainnya") -> None:
        """Make a template of the stored works, and wait for the answer, whatever it is."""
        self.open_new_template()
        dialog = self.new_template
        dialog.locator("#new-template-name").fill(name)
        dialog.locator("#new-template-desc").fill(description)
        dialog.locator("#new-template-category").select_option(category)
        with self._waiting_for("POST", "/templates/create/"):
            dialog.locator("#btn-confirm-save-template").click()

    def open_library(self) -> None:
        """Open the dialog that lists the templates."""
        self._choose("Lihat Template Library")
        expect_opened(self.library)

    def find_template(self, name: str) -> None:
        """Search the open library."""
        with self._waiting_for("GET", "/api/templates/"):
            self.library.locator("#template-search").fill(name)

    def open_template(self, name: str) -> None:
        """Open the library and one template of it."""
        self.open_library()
        self.find_template(name)
        self.template(name).click()
        expect_opened(self.preview)

    def choose_file(self, content: bytes) -> None:
        """Choose a template file and agree if the browser asks; its works are shown before anything is stored."""
        file = FilePayload(name="template.json", mimeType="application/json", buffer=content)
        with self.page.expect_file_chooser() as chooser:
            self._choose("Import dari File")
        failure = self.toasts.saying("Gagal import")
        with agreeing(self.page):
            chooser.value.set_files(file)
            # The preview may be there unseen all along.
            expect(self.preview.or_(failure).filter(visible=True).first).to_be_visible()
        expect(failure).to_have_count(0, timeout=AT_ONCE)
        expect_opened(self.preview)

    def confirm_import(self) -> None:
        """Append what is shown, and wait for the answer, whatever it is."""
        with self._waiting_for("POST", "/import/"):
            self.preview.locator("#btn-confirm-import").click()

    def confirm_import_by_double_click(self) -> None:
        """Append what is shown with a click too many, and wait for the answer, whatever it is."""
        with self._waiting_for("POST", "/import/"):
            self.preview.locator("#btn-confirm-import").dblclick()
        expect_closed(self.preview)

    def confirm_file_import(self) -> None:
        """Append what the chosen file holds, and wait for the answer, whatever it is."""
        with self._waiting_for("POST", "/import-file/"):
            self.preview.locator("#btn-confirm-import").click()

    def delete_template(self) -> None:
        """Delete the template that is shown, confirm, and wait for the answer."""
        self.try_to_delete_template()
        expect_closed(self.preview)

    def try_to_delete_template(self) -> None:
        """Do the same, whatever comes of it."""
        self._deletion.click()
        with self._waiting_for("POST", "/delete/"):
            self.confirmation.agree()

    def expect_template(self, name: str, *details: str, timeout: float | None = None) -> None:
        """Expect the open library to list a template once, with all of ``details``: its category, what it holds."""
        found = self.template(name)
        for text in details:
            found = found.filter(has_text=text)
        expect(found).to_have_count(1, timeout=timeout)

    def expect_no_template(self, name: str, *, timeout: float | None = None) -> None:
        """Expect the open library, searched for it, not to list a template."""
        expect(self.library.locator("#template-none")).to_be_visible(timeout=timeout)
        expect(self.template(name)).to_have_count(0, timeout=timeout)

    def expect_import_alone_offered(self, *, timeout: float | None = None) -> None:
        """Expect the template that is shown to be offered for import, and not for deletion."""
        expect(self.preview.locator("#btn-confirm-import")).to_be_visible(timeout=timeout)
        expect(self._deletion).to_be_hidden(timeout=timeout)

    def expect_import_refused(self, reason: str, *, timeout: float | None = None) -> None:
        """Expect the preview to say ``reason``."""
        expect_says(self.preview.locator("#template-preview-error"), reason, timeout=timeout)

    def expect_template_refused(self, reason: str, *, timeout: float | None = None) -> None:
        """Expect the dialog of a new template to say ``reason``."""
        expect_says(self.new_template.locator("#save-template-error"), reason, timeout=timeout)

    def expect_template_typed(self, name: str, *, description: str, timeout: float | None = None) -> None:
        """Expect the dialog of a new template to be open and to hold this."""
        expect(self.new_template).to_be_visible(timeout=timeout)
        expect(self.new_template.locator("#new-template-name")).to_have_value(name, timeout=timeout)
        expect(self.new_template.locator("#new-template-desc")).to_have_value(description, timeout=timeout)

    def _choose(self, entry: str) -> None:
        self.page.locator("#lp-toolbar").get_by_role("button", name="Template").first.click()
        self.page.get_by_role("button", name=entry).click()
