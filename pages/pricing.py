"""The public price list (CONTRACT 2.5)."""

from __future__ import annotations

from pages.base import Page


class PricingPage(Page):
    """``/pricing/``: where an expired subscription leads."""

    path = "/pricing/"
