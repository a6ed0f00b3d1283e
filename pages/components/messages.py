"""The dialog in which the server's messages appear after a form was sent (CONTRACT 3.0)."""

from __future__ import annotations

from re import Pattern

from playwright.sync_api import Locator, Page, expect

from pages.components.keyboard import Keyboard
from pages.components.modal import expect_closed, expect_opened
from pages.steps import Told


class Messages(Told):
    """Modal dialog ``#messagesModal``; it covers the page until it is closed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def dialog(self) -> Locator:
        """The dialog."""
        return self.page.locator("#messagesModal")

    @property
    def body(self) -> Locator:
        """The text of the messages."""
        return self.page.locator("#messagesModalBody")

    def expect_message(self, text: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect the open dialog to say ``text`` (part of it)."""
        expect(self.body).to_contain_text(text, timeout=timeout)
        expect(self.dialog).to_be_visible(timeout=timeout)

    def expect_none(self, *, timeout: float | None = None) -> None:
        """Expect the server to have said nothing: the dialog is filled before it begins to show."""
        expect(self.body).to_be_empty(timeout=timeout)
        expect(self.dialog).to_be_hidden(timeout=timeout)

    def close(self) -> None:
        """Close the dialog and wait until it is gone."""
        self._press_close()
        expect_closed(self.dialog)

    def close_onto(self, dialog: Locator, *, timeout: float | None = None) -> None:
        """Close the dialog and wait until it is gone and the page has opened ``dialog`` instead."""
        self._press_close()
        expect(self.dialog).to_be_hidden()
        expect_opened(dialog, timeout=timeout)

    def close_by_keyboard(self, keys: Keyboard) -> None:
        """Close the dialog with the key for it, and wait until it is gone."""
        expect_opened(self.dialog)
        keys.escape(self.dialog)

    def _press_close(self) -> None:
        expect_opened(self.dialog)
        self.dialog.get_by_role("button", name="Tutup").last.click()
