"""The public price list (CONTRACT 2.5)."""

from __future__ import annotations

from playwright.sync_api import expect

from pages.base import Page
from pages.checkout import CheckoutPage


class PricingPage(Page):
    """``/pricing/``: where an expired subscription leads."""

    path = "/pricing/"

    def choose(self, plan: str) -> CheckoutPage:
        """Choose a plan by its name and arrive at the checkout."""
        self.page.get_by_role("link", name=plan).click()
        checkout = CheckoutPage(self.page)
        checkout.expect_ready()
        return checkout

    def expect_offer(self, plan: str, price: str, *, timeout: float | None = None) -> None:
        """Expect a plan and what it costs."""
        card = self.page.locator(".card").filter(has=self.page.get_by_role("heading", name=plan, exact=True))
        expect(card).to_contain_text(price, timeout=timeout)

    def expect_way_to_sign_up(self, *, timeout: float | None = None) -> None:
        """Expect the page to lead a visitor to the sign-up, and to hold no button that pays."""
        main = self.page.get_by_role("main").first
        expect(main.get_by_role("link", name="Daftar").first).to_be_visible(timeout=timeout)
        expect(main.get_by_role("button", name="Bayar")).to_have_count(0)


class UpgradePage(PricingPage):
    """``/subscriptions/pricing/``: the price list again, at the address that refusals of the tier name."""

    path = "/subscriptions/pricing/"
