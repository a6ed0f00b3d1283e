"""Exact arithmetic, one rounding rule, and numbers as an Indonesian reader writes them.

Rounding is ROUND_HALF_UP and happens once, at display (DECISIONS 6). ``angka`` and ``rupiah`` are that display.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

# Wide enough that no product of coefficients, price, volume and percentage of any project is ever rounded.
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)


@contextmanager
def exact() -> Iterator[None]:
    """Compute inside without losing a digit."""
    with localcontext(_EXACT):
        yield


def round_half_up(value: Decimal, places: int = 0) -> Decimal:
    """Return ``value`` with exactly ``places`` decimals; a tie moves away from zero."""
    with exact():
        return value.quantize(Decimal(1).scaleb(-places))


def round_to_base(value: Decimal, base: int) -> Decimal:
    """Return the multiple of ``base`` (rupiah, > 0) nearest to ``value``; a tie goes up."""
    if base <= 0:
        raise ValueError(f"a rounding base must be positive, got {base}")
    with exact():
        return round_half_up(value / base) * base


def angka(value: Decimal, places: int = 2, *, at_least: int = 0) -> str:
    """Write ``value`` as ``1.234.567,89``: at most ``places`` decimals, at least ``at_least``, no other zeros."""
    if not 0 <= at_least <= places:
        raise ValueError(f"at_least must be in 0..{places}, got {at_least}")
    rounded = round_half_up(value, places)
    whole, _, decimals = f"{abs(rounded):f}".partition(".")
    while len(decimals) > at_least and decimals.endswith("0"):
        decimals = decimals[:-1]
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if rounded < 0 else ""
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def rupiah(amount: Decimal) -> str:
    """Write an amount of money in whole rupiah, as the totals show it: ``Rp 1.500.000``."""
    return f"Rp {angka(amount, 0)}"
