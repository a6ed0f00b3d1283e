"""Buying a subscription: the order, and how the payment stands afterwards (CONTRACT 2.5)."""

from __future__ import annotations

from typing import Self

from playwright.sync_api import Locator, expect

from pages.base import Page


class CheckoutPage(Page):
    """``/subscriptions/checkout/<plan>/``: the price list leads here."""

    path = "/subscriptions/checkout/"

    @property
    def pay_button(self) -> Locator:
        """Makes the order and leads to the gateway."""
        return self.page.get_by_role("button", name="Bayar")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the order."""
        expect(self.pay_button).to_be_enabled(timeout=timeout)

    def pay(self) -> GatewayPage:
        """Make the order and arrive at the gateway's page."""
        self.try_to_pay()
        gateway = GatewayPage(self.page)
        gateway.expect_ready()
        return gateway

    def try_to_pay(self) -> None:
        """Make the order and wait for the answer, whatever it is."""
        with self._waiting_for("POST", "/subscriptions/payment/create/"):
            self.pay_button.click()


class GatewayPage(Page):
    """The gateway's own page, on a server of its own."""

    path = "/snap/v4/redirection/"

    @property
    def back_link(self) -> Locator:
        """Leads back to the application."""
        return self.page.get_by_role("link", name="Kembali ke toko")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the way back."""
        expect(self.back_link).to_be_visible(timeout=timeout)

    def expect_total(self, amount: str, *, timeout: float | None = None) -> None:
        """Expect the amount to be paid, as ``Rp 900.000``."""
        expect(self.page.get_by_text(f"Total: {amount}", exact=True)).to_be_visible(timeout=timeout)

    def go_back(self) -> PaymentFinishPage:
        """Go back to the application, as if everything had been paid."""
        self.back_link.click()
        finish = PaymentFinishPage(self.page)
        finish.expect_here()
        return finish


class PaymentFinishPage(Page):
    """``/subscriptions/payment/finish/``: how the payment stands."""

    path = "/subscriptions/payment/finish/"

    def open_for(self, order_id: str) -> Self:
        """Look at the payment of an order."""
        self.page.goto(f"{self.path}?order_id={order_id}")
        return self

    def expect_status(self, text: str, *, timeout: float | None = None) -> None:
        """Expect the payment's status, as ``Berhasil``."""
        expect(self.page.locator("#payment-status")).to_have_text(text, timeout=timeout)

    def expect_active_until(self, day: str, *, timeout: float | None = None) -> None:
        """Expect the subscription's last day, as ``31/12/2026``."""
        expect(self.page.locator("#active-until")).to_have_text(day, timeout=timeout)
