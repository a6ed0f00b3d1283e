"""The public price list (CONTRACT 2.5)."""

from __future__ import annotations

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
