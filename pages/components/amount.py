"""Amounts of money, as any deployment writes them."""

from __future__ import annotations

import re
from re import Pattern

from playwright.sync_api import Locator, expect


def expect_amount(place: Locator, amount: str, *, label: str = "", timeout: float | None = None) -> None:
    """Expect ``amount`` (``Rp 1.250``) to stand in ``place``, as any deployment writes it; a failure names it.

    ``label`` may stand before it.
    """
    wanted = shown_as(amount, label)
    expect(place, f"Locator expected to have text '{amount}'").to_have_text(wanted, timeout=timeout)


def shown_as(amount: str, label: str = "") -> Pattern[str]:
    """Return what may stand where ``amount`` (``Rp 1.250``) is expected, after ``label`` or without it.

    Deployments differ in whether a table repeats the currency in each cell and whether it shows hundredths; the
    reader takes the same amount from either. Hundredths have to round to the rupiah that is expected.
    """
    rupiah = int(amount.removeprefix("Rp ").replace(".", ""))
    readings = [rf"{_written(rupiah)}(,[0-4]\d?)?"]
    if rupiah > 0:
        readings.append(rf"{_written(rupiah - 1)},[5-9]\d?")
    return re.compile(rf"^\s*({re.escape(label)})?(Rp\s)?({'|'.join(readings)})\s*$")


def _written(rupiah: int) -> str:
    return re.escape(f"{rupiah:,}".replace(",", "."))
