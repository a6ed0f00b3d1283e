"""The question that a page asks before something is deleted (``#dpConfirmModal``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Dialog, Locator, Page, expect

from pages.components.modal import expect_closed, expect_opened
from pages.steps import Told


@contextmanager
def agreeing(page: Page) -> Iterator[list[str]]:
    """Run the block and answer yes to what the browser itself asks meanwhile. Yields what it asked, as it comes."""
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", accept)
    try:
        yield asked
    finally:
        page.remove_listener("dialog", accept)


class Confirmation(Told):
    """Modal dialog with a question and two answers."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def dialog(self) -> Locator:
        """The dialog."""
        return self.page.locator("#dpConfirmModal, #dp-core-modal")

    def expect_question(self, text: str, *, timeout: float | None = None) -> None:
        """Expect the open dialog to ask ``text`` (part of it)."""
        expect_opened(self.dialog, timeout=timeout)
        expect(self.dialog).to_contain_text(text, timeout=timeout)

    def agree_to(self, press: Callable[[], None]) -> None:
        """Press what asks, and answer yes: to this dialog, or to the browser's own, which holds the press up."""
        with agreeing(self.page) as asked:
            press()
        if not asked:
            self.agree()

    def agree(self) -> None:
        """Answer yes and wait until the dialog is gone."""
        expect_opened(self.dialog)
        self.dialog.locator("#dpConfirmOkBtn, [data-dp-confirm]").click()
        expect_closed(self.dialog)

    def cancel(self) -> None:
        """Answer no and wait until the dialog is gone."""
        expect_opened(self.dialog)
        self.dialog.locator("#dpConfirmCancelBtn, [data-dp-cancel]").click()
        expect_closed(self.dialog)
