"""The list of works of a project (CONTRACT 3.3)."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from pages.base import ProjectPage

SAVE = "list-pekerjaan/upsert/"


class ListPekerjaanPage(ProjectPage):
    """``/detail_project/{id}/list-pekerjaan/``. Groups are found by their names, works by their texts."""

    slug = "list-pekerjaan"

    @property
    def groups(self) -> Locator:
        """The klasifikasi cards."""
        return self.page.locator(".lp-klas-card")

    @property
    def texts(self) -> Locator:
        """The text fields of all works, in order."""
        return self.page.locator("#klas-list .lp-sub-card textarea.uraian")

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
        sub = self.groups.last.locator(".lp-sub-card").last
        rows = sub.locator("tbody tr")
        number = rows.count()
        sub.locator(".btn-add-pekerjaan").click()
        row = rows.nth(number)
        # A library search may have opened by itself: it goes, and the row becomes the owner's own.
        self.page.keyboard.press("Escape")
        row.locator("select.src").select_option("custom")
        row.locator("textarea.uraian").fill(uraian)
        row.locator("input.satuan").fill(satuan)

    def save(self) -> None:
        """Save the list and wait for the answer, whatever it is."""
        with self._waiting_for("POST", SAVE):
            self.page.locator("#btn-save").click()

    def expect_works(self, *texts: str, timeout: float | None = None) -> None:
        """Expect exactly these works, in this order."""
        expect(self.texts).to_have_count(len(texts), timeout=timeout)
        for number, text in enumerate(texts):
            expect(self.texts.nth(number)).to_have_value(text, timeout=timeout)
