"""The dialog that copies a whole project, once or several times (CONTRACT 3.2, W37, W38)."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from pages.components.modal import expect_opened
from pages.components.notice import expect_says
from pages.project_forms import ProjectDetailPage

DEEP, BATCH = "/deep-copy/", "/batch-copy/"
_HOW_MANY = re.compile(r"\b1( sampai |-)50\b")
_TAKEN = re.compile(r"sudah (ada|digunakan)")


class ProjectCopyPage(ProjectDetailPage):
    """``/dashboard/project/{id}/`` with its dialog ``#copyProjectModal``."""

    @property
    def dialog(self) -> Locator:
        """The dialog."""
        return self.page.locator("#copyProjectModal")

    def copy(self, nama: str, *, start: str = "", schedule: bool = True) -> None:
        """Copy the project under another name, from ``start`` (an ISO date) on if given; wait for any answer.

        Without its ``schedule`` if so told.
        """
        self.open_dialog()
        self.dialog.locator("#newProjectName").fill(nama)
        if start:
            self.dialog.locator("#newTanggalMulai").fill(start)
        self.dialog.locator("#copyJadwal").set_checked(schedule)
        with self._waiting_for("POST", DEEP):
            self._confirm()

    def copy_several(self, base: str, count: int) -> None:
        """Make ``count`` copies, numbered behind ``base``; wait for the answer, whatever it is."""
        self._fill_in_several(base, count)
        with self._waiting_for("POST", BATCH):
            self._confirm()

    def try_to_copy_several(self, base: str, count: float) -> None:
        """Ask for a number of copies, too large or no whole one, that the dialog itself refuses."""
        self._fill_in_several(base, count)
        self._confirm()

    def expect_name_taken(self, *, timeout: float | None = None) -> None:
        """Expect the dialog to say that there is a project of that name already, in either of the two wordings."""
        expect_says(self.dialog.locator("#copyErrorAlert"), _TAKEN, timeout=timeout)

    def expect_refused(self, reason: str, *, timeout: float | None = None) -> None:
        """Expect the dialog to say ``reason``."""
        expect_says(self.dialog.locator("#copyErrorAlert"), reason, timeout=timeout)

    def expect_count_refused(self, *, timeout: float | None = None) -> None:
        """Expect the dialog to say how many copies can be made at once, below or beside the number."""
        said = self.dialog.locator("#copyErrorAlert, .invalid-feedback").filter(has_text=_HOW_MANY)
        expect(said.filter(visible=True)).to_be_visible(timeout=timeout)

    def expect_typed(self, nama: str, *, start: str = "", timeout: float | None = None) -> None:
        """Expect the open dialog to hold what was typed for one copy."""
        expect(self.dialog.locator("#newProjectName")).to_have_value(nama, timeout=timeout)
        expect(self.dialog.locator("#newTanggalMulai")).to_have_value(start, timeout=timeout)

    def expect_several_typed(self, base: str, count: float, *, timeout: float | None = None) -> None:
        """Expect the open dialog to hold what was typed for several copies."""
        expect(self.dialog.locator("#baseName")).to_have_value(base, timeout=timeout)
        expect(self.dialog.locator("#copyCount")).to_have_value(str(count), timeout=timeout)

    def open_dialog(self) -> None:
        """Open the dialog."""
        self.page.get_by_role("button", name="Copy Project").first.click()
        expect_opened(self.dialog)

    def _fill_in_several(self, base: str, count: float) -> None:
        self.open_dialog()
        self.dialog.locator("#batchModeToggle").check()
        self.dialog.locator("#baseName").fill(base)
        field = self.dialog.locator("#copyCount")
        field.clear()  # Firefox appends to what stands in a number field
        field.fill(str(count))

    def _confirm(self) -> None:
        self.dialog.locator("#btnConfirmCopy").click()
