"""A page of a project that takes nothing while it is being saved: prices (CONTRACT 3.6) and analyses (3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as BrowserPage

from pages.base import ProjectPage
from pages.components.conflict import Conflict


class SavedPage(ProjectPage):
    """Saved as a whole by one button. ``saved_at`` is the end of the address, the others are places of the page."""

    saved_at: ClassVar[str]
    saved_by: ClassVar[str]
    frozen: ClassVar[str]

    def __init__(self, page: BrowserPage, project_id: int) -> None:
        super().__init__(page, project_id)
        self.conflict = Conflict(page)

    @property
    def save_button(self) -> Locator:
        """Saves all that was typed."""
        return self.page.locator(self.saved_by)

    def save(self) -> None:
        """Save and wait for the server's answer, whatever it is."""
        with self._saving():
            self.save_button.click()

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Press Save, run the block while the answer is under way, and wait for the answer, whatever it is."""
        with self._saving(), self._held_back(self.saved_at):
            self.save_button.click()
            yield

    def overwrite(self) -> None:
        """Answer the conflict by insisting, and wait for the server's answer."""
        with self._saving():
            self.conflict.overwrite()

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """Run the block, wait for the answer to its save, whatever it is, and until the page is free again.

        A page that takes nothing meanwhile reads once more what is stored: who left it now would cut that off.
        """
        with self._waiting_for("POST", self.saved_at):
            yield
        expect(self.page.locator(f"{self.frozen}[inert]")).to_have_count(0)
