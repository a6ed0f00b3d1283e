"""Unit prices of a project's labour, materials and tools, in rupiah, and its mark-up (CONTRACT 3.6)."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from pages.components.export_dialog import ExportMenu
from pages.components.keyboard import Keyboard
from pages.saved_page import SavedPage


class HargaItemsPage(SavedPage):
    """``/detail_project/{id}/harga-items/``. Amounts are texts as an Indonesian user writes them (``1.250,5``)."""

    slug = "harga-items"
    reads = ("harga-items/list/",)
    saved_at = "harga-items/save/"
    saved_by = "#hi-btn-save"
    frozen = "#hi-table"

    @property
    def exports(self) -> ExportMenu:
        """The menu of documents."""
        return ExportMenu(self.page)

    @property
    def markup(self) -> Locator:
        """The project's mark-up, in percent."""
        return self.page.locator("#hi-buk-input")

    def price_of(self, kode: str) -> Locator:
        """The price field of an item."""
        return self.page.get_by_label(f"Harga satuan untuk {kode}", exact=True)

    def row_of(self, kode: str) -> Locator:
        """The row of an item."""
        return self.page.get_by_role("row").filter(has=self.price_of(kode))

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the list to be loaded."""
        expect(self.page.locator("#hi-filter")).to_be_visible(timeout=timeout)
        # The deployed application names its table otherwise; its rows appear only when they are loaded.
        expect(self.page.locator("#hi-table[aria-busy='true']")).to_have_count(0, timeout=timeout)

    def type_price(self, kode: str, text: str) -> None:
        """Type a price and leave the field."""
        field = self.price_of(kode)
        field.fill(text)
        field.blur()

    def type_price_by_keyboard(self, keys: Keyboard, kode: str, text: str) -> None:
        """Tab to the price of an item and type."""
        keys.type_into(self.price_of(kode), text)

    def type_markup_by_keyboard(self, keys: Keyboard, text: str) -> None:
        """Tab to the mark-up and type."""
        keys.type_into(self.markup, text)

    def type_markup(self, text: str) -> None:
        """Type the mark-up and leave the field."""
        self.markup.fill(text)
        self.markup.blur()

    def try_to_save(self) -> None:
        """Press the button, whatever comes of it: a page may refuse by itself and send nothing."""
        self.save_button.click()

    def press_keys_at(self, kode: str, text: str) -> None:
        """Go to the price of an item, as far as it can be reached, and press keys."""
        self.price_of(kode).focus()
        self.page.keyboard.type(text)

    def save_by_keyboard(self, keys: Keyboard) -> None:
        """Tab back to the button and press it."""
        with self._saving():
            keys.press(self.save_button, back=True)

    def restore_draft(self) -> None:
        """Bring back what was typed before the page was loaded anew."""
        self.page.get_by_role("button", name="Pulihkan suntingan saya").click()

    def search(self, text: str) -> None:
        """Show only the items that contain ``text``."""
        self.page.locator("#hi-filter").fill(text)

    def show_only(self, chip: str) -> None:
        """Show only a kategori (``TK`` …), the unpriced items (``empty``) or ``all``."""
        self.page.locator(f"[data-filter='{chip}']").click()

    def expect_price(self, kode: str, text: str, *, timeout: float | None = None) -> None:
        """Expect the field to show ``text``."""
        expect(self.price_of(kode)).to_have_value(text, timeout=timeout)

    def expect_markup(self, text: str, *, timeout: float | None = None) -> None:
        """Expect the mark-up to show ``text``."""
        expect(self.markup).to_have_value(text, timeout=timeout)

    def expect_price_refused(self, kode: str, message: str, *, kept: str, timeout: float | None = None) -> None:
        """Expect ``message`` at the item's field, which still holds ``kept``."""
        expect(self.row_of(kode)).to_contain_text(message, timeout=timeout)
        expect(self.price_of(kode)).to_have_attribute("aria-invalid", "true", timeout=timeout)
        self.expect_price(kode, kept, timeout=timeout)

    def expect_markup_refused(self, message: str, *, kept: str, timeout: float | None = None) -> None:
        """Expect ``message`` at the mark-up, which still holds ``kept``."""
        expect(self.markup.locator("xpath=..")).to_contain_text(message, timeout=timeout)
        expect(self.markup).to_have_attribute("aria-invalid", "true", timeout=timeout)
        self.expect_markup(kept, timeout=timeout)

    def expect_listed(self, kode: str, *, timeout: float | None = None) -> None:
        """Expect the item to be shown."""
        expect(self.price_of(kode)).to_be_visible(timeout=timeout)

    def expect_not_listed(self, kode: str, *, timeout: float | None = None) -> None:
        """Expect the item not to be shown."""
        expect(self.price_of(kode)).to_be_hidden(timeout=timeout)

    def expect_nothing_to_save(self, *, timeout: float | None = None) -> None:
        """Expect the save button to be off: everything typed is stored."""
        expect(self.save_button).to_be_disabled(timeout=timeout)
