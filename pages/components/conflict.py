"""The question that a page asks when its data changed in another session."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from pages.components.modal import expect_closed, expect_opened
from pages.steps import Told

# The server's own explanation, or the page's.
_EXPLAINED = re.compile("KONFLIK DATA TERDETEKSI|diperbarui oleh pengguna lain")


class Conflict(Told):
    """Offers to load what is stored, to overwrite it, or to go on editing."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def dialog(self) -> Locator:
        """The dialog."""
        return self.page.locator("#dpConflictModal, #taConflictModal")

    def expect_open(self, *, timeout: float | None = None) -> None:
        """Expect the question, and that it says why it is asked."""
        expect_opened(self.dialog, timeout=timeout)
        expect(self.dialog).to_contain_text(_EXPLAINED, timeout=timeout)

    def expect_closed(self, *, timeout: float | None = None) -> None:
        """Expect no question."""
        expect_closed(self.dialog, timeout=timeout)

    def reload(self) -> None:
        """Ask for what is stored."""
        self.dialog.get_by_role("button", name="Muat ulang").click()
        self.expect_closed()

    def overwrite(self) -> None:
        """Insist on what was typed."""
        self.dialog.get_by_role("button", name="Timpa").click()
        self.expect_closed()

    def stay(self) -> None:
        """Go on editing."""
        self.dialog.get_by_role("button", name="Kembali menyunting").click()
        self.expect_closed()
