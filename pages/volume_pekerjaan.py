"""The volumes of a project's works (CONTRACT 3.4)."""

from __future__ import annotations

import re
from re import Pattern
from typing import Literal

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as BrowserPage

from pages.base import ANSWER_MILLISECONDS, ProjectPage
from pages.components.conflict import Conflict
from pages.components.export_dialog import ExportMenu
from pages.components.keyboard import Keyboard
from pages.components.modal import expect_closed, expect_opened

SAVE = "volume-pekerjaan/save/"
SAVE_FORMULA = "volume/formula/"
Chip = Literal["all", "filled", "empty", "formula"]


class VolumePekerjaanPage(ProjectPage):
    """``/detail_project/{id}/volume-pekerjaan/``. Works are found by their texts, volumes are Indonesian numbers."""

    slug = "volume-pekerjaan"
    reads = ("volume-pekerjaan/list/", SAVE_FORMULA)

    def __init__(self, page: BrowserPage, project_id: int) -> None:
        super().__init__(page, project_id)
        self.conflict = Conflict(page)

    @property
    def exports(self) -> ExportMenu:
        """The menu of documents."""
        return ExportMenu(self.page)

    @property
    def editor(self) -> Locator:
        """The dialog in which a formula is edited."""
        return self.page.locator("#vpFormulaModal, #vpFormulaEditorModal")

    @property
    def typed_rows(self) -> Locator:
        """The rows that the page marks as typed in and not stored."""
        return self.page.locator("tr.vp-row-changed, tr.vp-row-edited")

    @property
    def unsaved_marks(self) -> Locator:
        """What says that not everything is stored: the page's own sign, or the rows that were typed in."""
        return self.page.locator("#vp-dirty, tr.vp-row-edited").filter(visible=True)

    def row_of(self, uraian: str) -> Locator:
        """The row of a work."""
        return self.page.locator("tr[data-pekerjaan-id]").filter(has_text=uraian)

    def volume_of(self, uraian: str) -> Locator:
        """The field of a work."""
        return self.row_of(uraian).locator("input.qty-input")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the volumes to be loaded."""
        expect(self.page.locator("#vp-toolbar")).to_be_visible(timeout=timeout)
        expect(self.page.locator("#vp-app")).not_to_have_attribute("aria-busy", "true", timeout=timeout)

    def type_volume(self, uraian: str, text: str) -> None:
        """Type the volume of a work, or a formula that starts with ``=``, see its row marked, and leave the field."""
        field = self.volume_of(uraian)
        field.fill(text)
        self._expect_marked(uraian)
        field.blur()

    def type_volume_by_keyboard(self, keys: Keyboard, uraian: str, text: str) -> None:
        """Tab to the field of a work, type, and see its row marked."""
        keys.type_into(self.volume_of(uraian), text)
        self._expect_marked(uraian)

    def type_down_from(self, uraian: str, *texts: str) -> None:
        """Type volumes by keyboard alone, from a work downwards: Enter goes to the next field."""
        self.volume_of(uraian).focus()
        for text in texts:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
            self.page.keyboard.press("Enter")
        expect(self.typed_rows).to_have_count(len(texts))

    def open_editor(self, uraian: str) -> None:
        """Open the editor of a work's formula."""
        self.row_of(uraian).get_by_label("Buka editor formula").click()
        expect_opened(self.editor)

    def open_formula_help(self) -> None:
        """Open what is told of formulas."""
        self.page.locator("[data-bs-target='#vpFormulaHelpModal']").click()
        expect_opened(self.page.locator("#vpFormulaHelpModal"))

    def edit_formula(self, uraian: str, text: str) -> None:
        """Type the formula of a work in the editor and apply it."""
        self.open_editor(uraian)
        self.editor.get_by_role("textbox").fill(text)
        self.editor.get_by_role("button", name="Terapkan").click()
        expect_closed(self.editor)

    def save(self) -> None:
        """Save and wait for the answer about the quantities, whatever it is."""
        with self._waiting_for("POST", SAVE):
            self.page.locator("#btn-save").click()

    def save_by_keyboard(self) -> None:
        """Save with Ctrl+S."""
        with self._waiting_for("POST", SAVE):
            self.page.keyboard.press("Control+s")

    def save_formula(self) -> None:
        """Save, and wait until the page says that quantities and formulas are stored, whichever it sends first."""
        self.page.locator("#btn-save").click()
        expect(self.typed_rows).to_have_count(0, timeout=ANSWER_MILLISECONDS)

    def save_formula_alone(self) -> None:
        """Save where no quantity has changed, and wait for the answer about the formulas, whatever it is."""
        with self._waiting_for("POST", SAVE_FORMULA):
            self.page.locator("#btn-save").click()

    def save_in_vain(self) -> None:
        """Press the button where the page itself refuses: nothing is sent."""
        self.page.locator("#btn-save").click()

    def undo(self) -> None:
        """Take the last save back with the button that is offered for it."""
        said = self.page.get_by_role("alert").filter(has_text="Tersimpan")
        with self._waiting_for("POST", SAVE):
            said.get_by_role("button", name="Undo").click()

    def undo_by_keyboard(self) -> None:
        """Take the last save back with Ctrl+Alt+Z."""
        with self._waiting_for("POST", SAVE):
            self.page.keyboard.press("Control+Alt+z")

    def overwrite(self) -> None:
        """Answer the conflict by insisting, and wait for the server's answer."""
        with self._waiting_for("POST", SAVE):
            self.conflict.overwrite()

    def search(self, text: str) -> None:
        """Show only the works that contain ``text``."""
        self.page.locator("#vp-search").fill(text)

    def show_only(self, chip: Chip) -> None:
        """Show only the works with a volume, without one, or with a formula."""
        self.page.locator(f"[data-filter='{chip}']").click()

    def expect_volume(self, uraian: str, text: str, *, timeout: float | None = None) -> None:
        """Expect the field of a work to show ``text``: its number, or its formula as typed."""
        expect(self.volume_of(uraian)).to_have_value(text, timeout=timeout)

    def expect_result(self, uraian: str, text: str, *, timeout: float | None = None) -> None:
        """Expect what the formula of a work amounts to, whether or not the calculation stands before it."""
        preview = self.row_of(uraian).locator(".fx-preview")
        expect(preview).to_have_text(re.compile(rf"(^|= ){re.escape(text)}$"), timeout=timeout)

    def expect_refused(
        self, uraian: str, message: str | Pattern[str], *, kept: str, timeout: float | None = None
    ) -> None:
        """Expect ``message`` at the field of a work, which still holds ``kept``."""
        whole = re.compile(rf"^(Error: )?{re.escape(message)}$") if isinstance(message, str) else message
        said = self.row_of(uraian).locator(".vp-error, .fx-preview").filter(has_text=whole)
        expect(said).to_be_visible(timeout=timeout)
        expect(self.volume_of(uraian)).to_contain_class("is-invalid", timeout=timeout)
        self.expect_volume(uraian, kept, timeout=timeout)

    def expect_listed(self, uraian: str, *, timeout: float | None = None) -> None:
        """Expect a work's text, exactly so, to be shown."""
        expect(self.row_of(uraian).get_by_text(uraian, exact=True)).to_be_visible(timeout=timeout)

    def expect_not_listed(self, uraian: str, *, timeout: float | None = None) -> None:
        """Expect a work not to be shown."""
        expect(self.row_of(uraian)).to_be_hidden(timeout=timeout)

    def expect_no_markup_in(self, uraian: str, *, timeout: float | None = None) -> None:
        """Expect the text of a work to hold no element: it was not read as markup."""
        text = self.row_of(uraian).get_by_text(uraian, exact=True)
        expect(text).to_be_visible(timeout=timeout)
        expect(text.locator("*")).to_have_count(0, timeout=timeout)

    def expect_summary(self, *parts: str, timeout: float | None = None) -> None:
        """Expect the counts below the toolbar (``2 TERISI`` …), exactly these."""
        expect(self.page.locator("#vp-summary-bar > *")).to_have_text(list(parts), ignore_case=True, timeout=timeout)

    def expect_nothing_unsaved(self, *, timeout: float | None = None) -> None:
        """Expect the page not to say that something is not stored."""
        expect(self.unsaved_marks).to_have_count(0, timeout=timeout)

    def expect_unsaved(self, *, timeout: float | None = None) -> None:
        """Expect the page to say that not everything is stored."""
        expect(self.unsaved_marks.first).to_be_visible(timeout=timeout)

    def _expect_marked(self, uraian: str) -> None:
        """Expect the row of a work to be marked as typed in, wrong or empty: a page may look at it a moment later."""
        wrong_or_empty = self.page.locator("tr:has(.qty-input.is-invalid), tr.vp-row-empty")
        expect(self.row_of(uraian).and_(self.typed_rows.or_(wrong_or_empty))).to_be_attached()
