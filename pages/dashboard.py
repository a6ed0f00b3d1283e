"""The dashboard: the owner's projects, twenty a page; search, filter, sorting, a form for new ones (CONTRACT 3.1)."""

from __future__ import annotations

import re
from re import Pattern

from playwright.sync_api import Locator, expect

from pages.base import Page
from pages.components.charts import Charts
from pages.components.download import Download, downloaded
from pages.components.keyboard import Keyboard
from pages.components.modal import expect_closed, expect_opened
from pages.list_pekerjaan import ListPekerjaanPage
from pages.project_forms import ProjectEditPage

PAGE_SIZE = 20


class DashboardPage(Page):
    """``/dashboard/``."""

    path = "/dashboard/"

    @property
    def search_field(self) -> Locator:
        """Quick search by name."""
        return self.page.locator("#quickSearchInput")

    @property
    def charts(self) -> Charts:
        """The panel of charts."""
        return Charts(self.page)

    @property
    def new_project_dialog(self) -> Locator:
        """The form for new projects."""
        return self.page.locator("#addProjectModal")

    @property
    def new_project_button(self) -> Locator:
        """Opens the form for new projects."""
        return self.page.get_by_role("button", name="Tambah Project").first

    @property
    def rows(self) -> Locator:
        """The rows of the list of projects; the form for new ones has a table of its own."""
        return self.page.locator("main tr").filter(has=self.page.locator("a[href$='/list-pekerjaan/']"))

    @property
    def names(self) -> Locator:
        """The names of the listed projects, each a link to its list of works."""
        return (
            self.rows.locator("td").filter(has_not=self.page.locator("button")).locator("a[href$='/list-pekerjaan/']")
        )

    def project(self, nama: str) -> Locator:
        """The row of the project called exactly ``nama``."""
        return self.rows.filter(has=self.page.get_by_role("link", name=nama, exact=True))

    def new_project_field(self, name: str, row: int = 0) -> Locator:
        """A field of the form for new projects by its name, in its ``row`` (from 0)."""
        return self.new_project_dialog.locator(f"[name='form-{row}-{name}']")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the search field."""
        expect(self.search_field).to_be_visible(timeout=timeout)

    def filter(self, **fields: str) -> None:
        """Set fields of the filter by name (``search``, ``sort_by``, ``tahun_project``, …) and apply it."""
        panel = self.page.locator("#filterPanel")
        # The panel may be open by itself while a filter is in force: its script does that by the end of loading.
        self.page.wait_for_load_state()
        toggle = self.page.locator("[data-bs-target='#filterPanel']:visible").first
        if toggle.get_attribute("aria-expanded") != "true":
            toggle.click()
        expect(panel).to_have_class(re.compile(r"(^|\s)show(\s|$)"))
        for name, value in fields.items():
            field = panel.locator(f"[name='{name}']")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        with self._loading("GET", self.path):
            panel.locator("button[type=submit]").click()
        self.expect_ready()

    def search(self, text: str) -> None:
        """List only projects whose name contains ``text``, by the filter."""
        self.filter(search=text)

    def quick_search(self, text: str) -> None:
        """List only projects whose name contains ``text``, by the field above the list."""
        self.search_field.fill(text)
        with self._loading("GET", self.path):
            self.page.locator("#quickSearchBtn").click()
        self.expect_ready()

    def turn_to_page(self, number: int) -> None:
        """Follow the link to a page of the list."""
        self.page.get_by_role("link", name=str(number), exact=True).last.click()
        expect(self.page).to_have_url(re.compile(rf"[?&]page={number}(&|$)"))
        self.expect_ready()

    def open_new_project(self) -> None:
        """Open the form for new projects with all its fields."""
        self.new_project_button.click()
        expect_opened(self.new_project_dialog)
        full = self.new_project_dialog.locator("#formModeFull")
        full.or_(self.new_project_dialog.locator("label[for=formModeFull]")).last.click()
        expect(self.new_project_field("tanggal_selesai")).to_be_visible()

    def fill_new_project(self, **fields: str) -> None:
        """Type values as a user does, dates as ISO text, into the first row of the open form."""
        for name, value in fields.items():
            self.new_project_field(name).fill(value)

    def send_new_projects(self) -> None:
        """Send the form, whatever comes of it."""
        with self._loading("POST", self.path):
            self.new_project_dialog.locator("button[type=submit]").click()

    def add_project(self, **fields: str) -> None:
        """Make one project and read what the application says of it."""
        self.open_new_project()
        self.fill_new_project(**fields)
        self.send_new_projects()
        self.messages.expect_message("1 proyek berhasil disimpan.")
        self.messages.close()

    def open_new_project_by_keyboard(self, keys: Keyboard) -> None:
        """Open the form for new projects as it is at first, with the fields that have to be filled."""
        keys.open_dialog(self.new_project_button, self.new_project_dialog)

    def type_name_by_keyboard(self, keys: Keyboard, nama: str) -> None:
        """Type the name of the new project into the open form."""
        keys.type_into(self.new_project_field("nama"), nama)

    def leave_new_project_by_keyboard(self, keys: Keyboard) -> None:
        """Leave the form for new projects, whatever was typed."""
        keys.escape(self.new_project_dialog)

    def add_project_by_keyboard(self, keys: Keyboard, *, day_and_month: int, year: int, **fields: str) -> None:
        """Make one project that starts on a given day, and read what the application says of it."""
        self.open_new_project_by_keyboard(keys)
        self.type_name_by_keyboard(keys, fields.pop("nama"))
        keys.type_date(self.new_project_field("tanggal_mulai"), day_and_month=day_and_month, year=year)
        for name, value in fields.items():
            keys.type_into(self.new_project_field(name), value)
        with self._loading("POST", self.path):
            keys.press(self.new_project_dialog.locator("button[type=submit]"))
        self.messages.expect_message("1 proyek berhasil disimpan.")
        self.messages.close_by_keyboard(keys)

    def open_project_by_keyboard(self, keys: Keyboard, nama: str) -> ListPekerjaanPage:
        """Follow the project's name to its list of works."""
        works = ListPekerjaanPage(self.page, self._id_of(nama))
        with works.arriving():
            keys.press(self.page.get_by_role("link", name=nama, exact=True))
        works.expect_here()
        works.expect_ready()
        return works

    def edit(self, nama: str) -> ProjectEditPage:
        """Open the form of a listed project."""
        form = ProjectEditPage(self.page, self._id_of(nama))
        self.project(nama).locator("[href*='/edit/']").first.click()
        form.expect_ready()
        return form

    def open_project(self, nama: str) -> ListPekerjaanPage:
        """Follow the project's name to its list of works."""
        works = ListPekerjaanPage(self.page, self._id_of(nama))
        with works.arriving():
            self.page.get_by_role("link", name=nama, exact=True).click()
        works.expect_ready()
        return works

    def ask_to_delete(self, nama: str) -> Locator:
        """Press a project's delete button and return the question that follows."""
        self.project(nama).locator("[data-bs-target^='#deleteModal-']").click()
        question = self.page.locator("[id^='deleteModal-'].show")
        expect_opened(question)
        expect(question).to_contain_text(nama)
        return question

    def cancel_deletion(self) -> None:
        """Answer the question before a deletion with no."""
        question = self.page.locator("[id^='deleteModal-'].show")
        question.get_by_role("button", name="Batal").click()
        expect_closed(question)

    def delete(self, nama: str) -> None:
        """Delete a listed project, confirm, and read what the application says of it."""
        question = self.ask_to_delete(nama)
        with self._loading("POST", "/delete/"):
            question.locator("button[type=submit]").click()
        self.messages.expect_message("Project berhasil dihapus.")
        self.messages.close()

    def expect_listed(self, nama: str, *, timeout: float | None = None) -> None:
        """Expect one row for the project."""
        expect(self.project(nama)).to_have_count(1, timeout=timeout)

    def expect_not_listed(self, nama: str, *, timeout: float | None = None) -> None:
        """Expect the list to be there and the project not in it."""
        self.expect_ready(timeout=timeout)
        expect(self.project(nama)).to_have_count(0, timeout=timeout)

    def expect_in_row(self, nama: str, text: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect a project's row to show ``text``."""
        expect(self.project(nama)).to_contain_text(text, timeout=timeout)

    def expect_rab_total(self, nama: str, amount: str, *, timeout: float | None = None) -> None:
        """Expect a project's row to show the total of its RAB."""
        expect(self.project(nama).locator("[data-role=rab-total]")).to_have_text(amount, timeout=timeout)

    def expect_no_markup_in(self, nama: str, *, timeout: float | None = None) -> None:
        """Expect a project's name to be shown as text, whatever tags it holds."""
        name = self.page.get_by_role("link", name=nama, exact=True)
        expect(name.locator("b, i, img, script")).to_have_count(0, timeout=timeout)

    def expect_count(self, count: int, *, timeout: float | None = None) -> None:
        """Expect this many projects on the page."""
        expect(self.names).to_have_count(count, timeout=timeout)

    def expect_order(self, names: list[str], *, timeout: float | None = None) -> None:
        """Expect exactly these projects, in this order."""
        expect(self.names).to_have_text(names, timeout=timeout)

    def expect_refused(self, reason: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect the application to say ``reason`` after new projects were sent, read it, and be back in the form."""
        self.messages.expect_message(reason, timeout=timeout)
        self.messages.close_onto(self.new_project_dialog, timeout=timeout)

    def expect_still_typed(self, **fields: str) -> None:
        """Expect the form for new projects to be open and to hold what was typed."""
        for name, value in fields.items():
            expect(self.new_project_field(name)).to_have_value(value)

    def _id_of(self, nama: str) -> int:
        link = self.page.get_by_role("link", name=nama, exact=True)
        expect(link).to_have_attribute("href", re.compile(r"^/detail_project/\d+/list-pekerjaan/$"))
        return int(re.sub(r"\D", "", link.get_attribute("href") or ""))

    def export_backup(self, nama: str) -> Download:
        """Fetch the backup of a listed project."""
        return downloaded(self.page, self.project(nama).get_by_role("link", name="Export Project (JSON)").click)

    def export_full(self) -> Download:
        """Fetch the list that the filter shows, as a workbook."""
        return downloaded(self.page, self.page.get_by_role("link", name="Export Full").click)
