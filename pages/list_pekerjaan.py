"""The list of works of a project (CONTRACT 3.3)."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as BrowserPage

from pages.base import ProjectPage
from pages.components.confirmation import Confirmation
from pages.components.conflict import Conflict
from pages.components.download import Download, downloaded
from pages.components.keyboard import Keyboard

SAVE = "list-pekerjaan/upsert/"
SAVED = "Perubahan tersimpan."
NOTHING_TO_SAVE = "Tidak ada data yang layak disimpan."
Field = Literal["uraian", "satuan", "referensi"]

_FIELDS: dict[Field, str] = {"uraian": "textarea.uraian", "satuan": "input.satuan", "referensi": "select.ref-select"}


class ListPekerjaanPage(ProjectPage):
    """``/detail_project/{id}/list-pekerjaan/``. Groups and works count from 1, works through the whole list."""

    slug = "list-pekerjaan"
    reads = ("list-pekerjaan/tree/",)

    def __init__(self, page: BrowserPage, project_id: int) -> None:
        super().__init__(page, project_id)
        self.conflict = Conflict(page)
        self.confirmation = Confirmation(page)

    @property
    def groups(self) -> Locator:
        """The klasifikasi cards."""
        return self.page.locator(".lp-klas-card")

    @property
    def works(self) -> Locator:
        """The rows of all works, in order."""
        return self.page.locator("#klas-list tr.lp-row")

    @property
    def texts(self) -> Locator:
        """The text fields of all works, in order."""
        return self.works.locator("textarea.uraian")

    @property
    def search_results(self) -> Locator:
        """What the library search that is open has found."""
        return self.page.locator(".select2-container--open .select2-results")

    def group(self, number: int) -> Locator:
        """One klasifikasi."""
        return self.groups.nth(number - 1)

    def work(self, number: int) -> Locator:
        """One work's row."""
        return self.works.nth(number - 1)

    def field(self, number: int, name: Field) -> Locator:
        """A field of a work."""
        return self.work(number).locator(_FIELDS[name])

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the toolbar, and the tree to be loaded."""
        expect(self.page.locator("#lp-toolbar")).to_be_visible(timeout=timeout)
        expect(self.page.locator("#klas-list")).not_to_have_attribute("aria-busy", "true", timeout=timeout)

    def add_klasifikasi(self, name: str) -> None:
        """Add a klasifikasi at the end."""
        number = self.groups.count()
        self.page.locator("#btn-add-klas").click()
        self.groups.nth(number).locator("input.klas-name").fill(name)

    def add_sub(self, name: str) -> None:
        """Add a sub-klasifikasi to the last klasifikasi."""
        subs = self.groups.last.locator(".lp-sub-card")
        number = subs.count()
        self.groups.last.locator(".btn-add-sub").click()
        subs.nth(number).locator("input.sub-name").fill(name)

    def add_custom_work(self, uraian: str, satuan: str) -> None:
        """Add a work of the owner's own to the last sub-klasifikasi."""
        row = self._add_work()
        self._leave_own_search()
        row.locator("select.src").select_option("custom")
        self._type_text(row, uraian)
        row.locator("input.satuan").fill(satuan)

    def add_work_by_keyboard(self, keys: Keyboard, *, klasifikasi: str, sub: str, uraian: str, satuan: str) -> None:
        """Add a group at the end with one work of the owner's own in it. The focus goes to each new field by itself."""
        keys.press(self.page.locator("#btn-add-klas"))
        keys.type_into(self.groups.last.locator("input.klas-name"), klasifikasi)
        keys.press(self.groups.last.locator(".btn-add-sub"))
        keys.type_into(self.groups.last.locator("input.sub-name"), sub)
        keys.press(self.groups.last.locator(".btn-add-pekerjaan"))
        self._leave_own_search()
        row = self.works.last
        keys.choose(row.locator("select.src"), label="Kustom", value="custom", back=True)
        keys.type_into(row.locator("textarea.uraian"), uraian)
        keys.type_into(row.locator("input.satuan"), satuan)

    def add_library_work(self, kode: str) -> None:
        """Add the library's analysis ``kode`` to the last sub-klasifikasi, by the search that opens by itself."""
        self._add_work()
        self.pick_reference(kode)

    def search_for_new_work(self, text: str) -> None:
        """Add a work to the last sub-klasifikasi and search the library for it, without choosing anything."""
        self._add_work()
        self.page.locator(".select2-container--open .select2-search__field").fill(text)
        expect(self.search_results.get_by_text(text).first).to_be_visible()

    def choose_reference(self, number: int, kode: str) -> None:
        """Choose another analysis of the library for a work."""
        self.leave_search()  # one may have opened by itself
        search = self.work(number).locator(".select2-selection, select.ref-select:not(.select2-hidden-accessible)")
        search.press("Enter")
        self.pick_reference(kode)

    def pick_reference(self, kode: str) -> None:
        """Choose the analysis ``kode`` in the library search that is open."""
        self.page.locator(".select2-container--open .select2-search__field").fill(kode)
        self.page.locator(".select2-results__option--selectable").filter(has_text=f"{kode} - ").click()

    def leave_search(self) -> None:
        """Close the library search, if one is open, without choosing anything."""
        self.page.keyboard.press("Escape")
        expect(self.page.locator(".select2-container--open")).to_have_count(0)

    def change_source(self, number: int, source: Literal["ref", "ref_modified", "custom"]) -> None:
        """Change where a work comes from."""
        self.work(number).locator("select.src").select_option(source)

    def type_uraian(self, number: int, text: str) -> None:
        """Type a work's text."""
        self._type_text(self.work(number), text)

    def type_satuan(self, number: int, text: str) -> None:
        """Type a work's unit."""
        self.field(number, "satuan").fill(text)

    def rename_klasifikasi(self, number: int, name: str) -> None:
        """Type a klasifikasi's name and leave the field."""
        field = self.group(number).locator("input.klas-name")
        field.fill(name)
        field.blur()

    def delete_work(self, number: int) -> None:
        """Take a work out of the list; it is gone for good after saving."""
        count = self.works.count()
        self.work(number).locator(".btn-del").click()
        expect(self.works).to_have_count(count - 1)

    def ask_to_delete_klasifikasi(self, number: int) -> None:
        """Press the button that deletes a klasifikasi that has works in it: the page asks first."""
        self.group(number).locator(".card-header").get_by_role("button", name="Hapus").click()

    def move_work_by_keyboard(self, number: int, key: Literal["ArrowUp", "ArrowDown"]) -> None:
        """Move a work one place by its handle and an arrow key."""
        self.work(number).locator(".lp-handle").press(key)

    def drag_work_below(self, number: int, target: int) -> None:
        """Drag a work by its handle, or the cell that is one, and drop it on the lower half of another one."""
        onto = self.work(target)
        box = onto.bounding_box()
        if box is None:
            raise AssertionError(f"work {target} is not on the page")
        self.work(number).locator(".lp-handle, td.col-num").drag_to(
            onto, target_position={"x": box["width"] / 2, "y": box["height"] - 4}
        )

    def save(self) -> None:
        """Save the list and wait for the answer, whatever it is."""
        with self._waiting_for("POST", SAVE):
            self.page.locator("#btn-save").click()

    def save_by_keyboard(self) -> None:
        """Save with Ctrl+S."""
        with self._waiting_for("POST", SAVE):
            self.page.keyboard.press("Control+s")

    def press_save(self) -> None:
        """Press the button where there may be nothing to send: nothing to save, or nothing that a page lets through."""
        self.page.locator("#btn-save").click()

    def overwrite(self) -> None:
        """Answer the conflict by insisting, and wait for the server's answer."""
        with self._waiting_for("POST", SAVE):
            self.conflict.overwrite()

    def restore_draft(self) -> None:
        """Bring back what was typed before the list was loaded anew."""
        self.page.get_by_role("button", name="Pulihkan suntingan saya").click()

    def expect_works(self, *texts: str, timeout: float | None = None) -> None:
        """Expect exactly these works, in this order."""
        self._expect_values(self.texts, texts, timeout)

    def expect_works_in(self, number: int, *texts: str, timeout: float | None = None) -> None:
        """Expect exactly these works in a klasifikasi, in this order."""
        self._expect_values(self.group(number).locator("textarea.uraian"), texts, timeout)

    def expect_klasifikasi(self, *names: str, timeout: float | None = None) -> None:
        """Expect exactly these klasifikasi, in this order."""
        self._expect_values(self.groups.locator("input.klas-name"), names, timeout)

    def expect_sub(self, number: int, *names: str, timeout: float | None = None) -> None:
        """Expect exactly these sub-klasifikasi in a klasifikasi, in this order."""
        self._expect_values(self.group(number).locator("input.sub-name"), names, timeout)

    def expect_work(
        self,
        number: int,
        *,
        uraian: str | None = None,
        satuan: str | None = None,
        source: str | None = None,
        kode: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Expect what is given of a work: text, unit, source (``ref``, ``ref_modified``, ``custom``), code."""
        row = self.work(number)
        if uraian is not None:
            expect(self.field(number, "uraian")).to_have_value(uraian, timeout=timeout)
        if satuan is not None:
            expect(self.field(number, "satuan")).to_have_value(satuan, timeout=timeout)
        if source is not None:
            expect(row).to_have_attribute("data-source-type", source, timeout=timeout)
        if kode is not None:
            expect(row).to_contain_text(kode, timeout=timeout)

    def expect_read_only(self, number: int, *, timeout: float | None = None) -> None:
        """Expect a work whose text and unit are the library's and cannot be typed over."""
        expect(self.field(number, "uraian")).not_to_be_editable(timeout=timeout)
        expect(self.field(number, "satuan")).not_to_be_editable(timeout=timeout)

    def expect_reset_warning(self, number: int, *, timeout: float | None = None) -> None:
        """Expect the row to warn that saving deletes the work's volume and rows."""
        warning = self.work(number).get_by_text("Volume dan rincian pekerjaan ini akan dihapus")
        expect(warning).to_be_visible(timeout=timeout)

    def expect_work_refused(self, number: int, name: Field, message: str, *, timeout: float | None = None) -> None:
        """Expect ``message`` at a field of a work."""
        field = self.field(number, name)
        expect(field.locator("xpath=..")).to_contain_text(message, timeout=timeout)
        expect(field).to_contain_class("is-invalid", timeout=timeout)

    def expect_klasifikasi_refused(self, number: int, message: str, *, timeout: float | None = None) -> None:
        """Expect ``message`` at the name of a klasifikasi."""
        field = self.group(number).locator("input.klas-name")
        expect(field.locator("xpath=..")).to_contain_text(message, timeout=timeout)
        expect(field).to_contain_class("is-invalid", timeout=timeout)

    def expect_unsaved(self, *, timeout: float | None = None) -> None:
        """Expect the page to say that not everything is stored."""
        expect(self.page.locator("#lp-dirty")).to_be_visible(timeout=timeout)

    @staticmethod
    def _expect_values(fields: Locator, values: tuple[str, ...], timeout: float | None) -> None:
        expect(fields).to_have_count(len(values), timeout=timeout)
        for place, value in enumerate(values):
            expect(fields.nth(place)).to_have_value(value, timeout=timeout)

    @staticmethod
    def _type_text(row: Locator, text: str) -> None:
        """Click into the cell of the text, as one does where only its preview is shown, and type."""
        field = row.locator("textarea.uraian")
        field.locator("xpath=..").click()
        field.fill(text)

    def _leave_own_search(self) -> None:
        """Close the library search that a new work opens by itself: Escape before that would close nothing."""
        expect(self.page.locator(".select2-container--open .select2-search__field")).to_be_focused()
        self.leave_search()

    def _add_work(self) -> Locator:
        sub = self.groups.last.locator(".lp-sub-card").last
        rows = sub.locator("tbody tr")
        number = rows.count()
        sub.locator(".btn-add-pekerjaan").click()
        return rows.nth(number)

    def export_json(self) -> Download:
        """Fetch the stored list for other tools."""
        return downloaded(self.page, self.page.locator("#lp-btn-export-json").click)
