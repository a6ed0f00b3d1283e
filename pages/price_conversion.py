"""The dialog that turns a market price into a unit price and remembers how (CONTRACT 3.6, W13)."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from pages.components.modal import expect_closed, expect_opened
from pages.components.notice import expect_says
from pages.harga_items import HargaItemsPage

# What an application says of a content that is none, each in its own words.
NO_CONTENT = re.compile("Isi satu satuan beli harus angka lebih dari 0|Lengkapi data yang diperlukan")


class PriceConversionPage(HargaItemsPage):
    """``/detail_project/{id}/harga-items/`` with its dialog ``#hiConvModal``."""

    @property
    def dialog(self) -> Locator:
        """The dialog."""
        return self.page.locator("#hiConvModal")

    def open_conversion(self, kode: str) -> None:
        """Open the dialog of an item."""
        self.row_of(kode).get_by_role("button", name="Konversi").click()
        expect_opened(self.dialog)

    def convert(self, *, unit: str, price: str, factor: str) -> None:
        """Say how the item is bought (the unit by its label), apply, and wait for the answer, whatever it is."""
        self._fill(unit, price, factor)
        with self._waiting_for("POST", "/conversion-profile/save/"):
            self.dialog.locator("#hi-conv-apply").click()

    def try_to_convert(self, *, unit: str, price: str, factor: str) -> None:
        """Do the same, whatever comes of it: a page may refuse by itself, and its button may be off by then."""
        self._fill(unit, price, factor)
        self.dialog.locator("#hi-conv-apply").click(force=True)

    def expect_converted(self, *, timeout: float | None = None) -> None:
        """Expect the dialog to be gone."""
        expect_closed(self.dialog, timeout=timeout)

    def expect_conversion(self, *, unit: str, price: str, factor: str, timeout: float | None = None) -> None:
        """Expect the open dialog to show this."""
        expect(self.dialog).to_be_visible(timeout=timeout)
        expect(self.dialog.locator("#hi-conv-unit option:checked")).to_have_text(unit, timeout=timeout)
        expect(self.dialog.locator("#hi-conv-price")).to_have_value(price, timeout=timeout)
        expect(self.dialog.locator("#hi-conv-factor")).to_have_value(factor, timeout=timeout)

    def expect_content_refused(self, *, timeout: float | None = None) -> None:
        """Expect the open dialog to say that the content will not do."""
        expect_says(self.dialog.locator("#hi-conv-error"), NO_CONTENT, timeout=timeout)

    def _fill(self, unit: str, price: str, factor: str) -> None:
        self.dialog.locator("#hi-conv-unit").select_option(label=unit)
        self.dialog.locator("#hi-conv-price").fill(price)
        self.dialog.locator("#hi-conv-factor").fill(factor)
