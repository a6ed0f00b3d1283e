"""Numbers in a field, of texts or of the browser's own kind, and numbers that are shown."""

from __future__ import annotations

import re
from re import Pattern

from playwright.sync_api import Locator

NUMBER = re.compile(r"-?\d+(,\d+)?")
_PASTE = "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); }"


def type_number(field: Locator, text: str) -> None:
    """Type ``text``, an Indonesian number or no number at all, key by key.

    The browser's own fields take the decimal sign of the browser's language, which no test chooses; a point they take
    in every language. What is no number they take no key of.
    """
    browsers_own = field.get_attribute("type") == "number"
    field.clear()
    field.press_sequentially(text.replace(",", ".") if browsers_own else text)


def enter_number(field: Locator, text: str) -> None:
    """Enter ``text`` at once, for a page that saves by itself while one types: it must not save half of it."""
    if field.get_attribute("type") != "number":
        field.fill(text)
    elif NUMBER.fullmatch(text):
        # As a paste does: some engines fill a number key by key, and while a key is late there is half of it.
        field.evaluate(_PASTE, text.replace(",", "."))
    else:
        type_number(field, text)


def typed_as(text: str) -> Pattern[str]:
    """Return the values that either kind of field has when it shows ``text``."""
    return re.compile(f"^{re.escape(text).replace(',', '[,.]')}$")


def shown_number(text: str) -> Pattern[str]:
    """Return what any deployment shows for the number ``text`` (``0,75``): more zeros, or ``Rp`` before it."""
    whole, _, places = text.partition(",")
    decimals = f",{places}0*" if places else "(,0+)?"
    return re.compile(rf"^(Rp\s)?{re.escape(whole)}{decimals}$")


def shown_percentage(text: str) -> Pattern[str]:
    """Return what any deployment shows for ``text`` percent (``12,5``): two places or fewer, by comma or point."""
    whole, _, places = text.partition(",")
    decimals = f"[,.]{places}0?" if places else "([,.]00?)?"
    return re.compile(rf"^(Profit: )?{re.escape(whole)}{decimals}\s?%$")
