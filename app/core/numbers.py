"""Numbers as users type them and as the application shows them (CONTRACT 1.12), as :class:`~decimal.Decimal`.

Reading. One parser serves volumes, coefficients, prices, percentages and parameters; the project's budget accepts a
currency sign on top. What the parsers share:

* where comma and point both occur, the last one is the decimal separator and the other groups thousands;
* a separator that occurs more than once groups thousands;
* a single comma is the decimal separator;
* a single point is the decimal separator, except that a value with fewer than three decimals (prices, percentages,
  budgets) reads a point before exactly three digits as grouping: ``75.000`` is seventy-five thousand rupiah. A quantity
  with three or more decimals reads ``1.234`` as 1,234, because that is how the application itself writes quantities;
* groups must be whole (``1.23,4`` is a mistake, not 123,4).

Range. A value has at most its field's digits and at most 15 significant ones: that is what SQLite gives back unchanged,
so whatever is accepted is also what is read later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

SIGNIFICANT_DIGITS = 15
MAX_TEXT = 64
GROUPED = {
    ",": re.compile(r"[1-9]\d{0,2}(,\d{3})+", re.ASCII),
    ".": re.compile(r"[1-9]\d{0,2}(\.\d{3})+", re.ASCII),
}
PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
CURRENCY = re.compile(r"^\s*(rp|idr)\.?\s*", re.IGNORECASE)


class InvalidNumberError(ValueError):
    """The text is no number, or one that its field cannot hold."""


@dataclass(frozen=True)
class NumberSpec:
    """What a field holds: ``digits`` in all, ``decimals`` of them after the point, within ``minimum``..``maximum``."""

    digits: int
    decimals: int
    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = None


VOLUME = NumberSpec(18, 3)
PARAMETER = NumberSpec(18, 3)
KOEFISIEN = NumberSpec(18, 6)
PRICE = NumberSpec(18, 2)
BUDGET = NumberSpec(20, 2)
MARKUP = NumberSpec(6, 2)
PERCENT = NumberSpec(5, 2, maximum=Decimal(100))
FACTOR = NumberSpec(12, 6)


def parse_number(raw: object, spec: NumberSpec) -> Decimal:
    """Return ``raw`` (a string or a JSON number) rounded half up to the field's decimals.

    :raises InvalidNumberError: for empty, malformed, not finite, out of range, and for anything but text and numbers.
    """
    if isinstance(raw, str):
        value = _read(raw, spec.decimals)
    elif isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise InvalidNumberError(raw)
    else:
        value = Decimal(str(raw)) if isinstance(raw, float) else Decimal(raw)
    return _fit(value, spec)


def parse_budget(raw: object) -> Decimal:
    """Return a budget in rupiah from ``raw``, which may carry ``Rp``: ``Rp 15.000.000,50``.

    :raises InvalidNumberError: as :func:`parse_number`; use :func:`is_negative` to tell a negative amount apart.
    """
    return parse_number(CURRENCY.sub("", raw) if isinstance(raw, str) else raw, BUDGET)


def is_negative(raw: object) -> bool:
    """Say whether ``raw`` would be a number if it were not below zero."""
    text = CURRENCY.sub("", str(raw)).strip()
    if not text.startswith("-"):
        return False
    try:
        return _read(text[1:], BUDGET.decimals) > 0
    except InvalidNumberError:
        return False


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Round to ``decimals`` places, halves away from zero: the one rounding rule of the application."""
    with localcontext(prec=80):
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def canonical(value: Decimal, decimals: int) -> str:
    """Write ``value`` as the APIs do: point as separator, no grouping, exactly ``decimals`` places."""
    return f"{half_up(value, decimals):f}"


def display(value: Decimal, decimals: int = 2, *, trim: bool = True) -> str:
    """Write ``value`` as Indonesian users read it: ``1.234,5``; ``trim`` drops trailing zeros after the comma."""
    text = f"{half_up(value, decimals):,f}".translate(str.maketrans(",.", ".,"))
    if trim and "," in text:
        text = text.rstrip("0").rstrip(",")
    return "0" if text == "-0" else text


def display_rupiah(amount: Decimal) -> str:
    """Write an amount of money as ``Rp 1.500.000``, in whole rupiah."""
    return f"Rp {display(amount, 0)}"


def _read(text: str, decimals: int) -> Decimal:
    plain = text.strip().replace("_", "").replace("\N{NO-BREAK SPACE}", "")
    if not plain or len(plain) > MAX_TEXT:
        raise InvalidNumberError(text)
    sign, digits = ("-", plain[1:]) if plain[0] == "-" else ("", plain.removeprefix("+"))
    normal = _normalise(digits, decimals)
    if not PLAIN.fullmatch(normal):
        raise InvalidNumberError(text)
    try:
        return Decimal(sign + normal)
    except InvalidOperation:
        raise InvalidNumberError(text) from None


def _normalise(text: str, decimals: int) -> str:
    """Return ``text`` with the point as decimal separator and no grouping; what is malformed stays malformed."""
    commas, points = text.count(","), text.count(".")
    if commas and points:
        decimal = "," if text.rindex(",") > text.rindex(".") else "."
        grouping = "." if decimal == "," else ","
        whole, _, fraction = text.rpartition(decimal)
        return f"{_ungroup(whole, grouping)}.{fraction}"
    if commas == 1:
        return text.replace(",", ".")
    if commas > 1:
        return _ungroup(text, ",")
    if points > 1 or (points == 1 and decimals < 3):
        return _ungroup(text, ".") if points > 1 or GROUPED["."].fullmatch(text) else text
    return text


def _ungroup(text: str, separator: str) -> str:
    if not GROUPED[separator].fullmatch(text):
        raise InvalidNumberError(text)
    return text.replace(separator, "")


def _fit(value: Decimal, spec: NumberSpec) -> Decimal:
    # The exponent is bounded before anything is computed: 1e999999 must not build a million digits.
    if not value.is_finite() or (value and value.adjusted() >= spec.digits - spec.decimals):
        raise InvalidNumberError(value)
    rounded = half_up(value, spec.decimals) + 0  # no negative zero
    if rounded and rounded.adjusted() >= spec.digits - spec.decimals:
        raise InvalidNumberError(value)
    if len(rounded.normalize().as_tuple().digits) > SIGNIFICANT_DIGITS:
        raise InvalidNumberError(value)
    if (spec.minimum is not None and value < spec.minimum) or (spec.maximum is not None and rounded > spec.maximum):
        raise InvalidNumberError(value)
    return rounded
