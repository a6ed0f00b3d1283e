"""The parser table of CONTRACT 1.12, with the rows that section 8 calls defects put right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.core import numbers
from app.core.numbers import InvalidNumberError, NumberSpec

READS = [
    ("1.234,5678", numbers.VOLUME, "1234.568"),
    ("1.234", numbers.VOLUME, "1.234"),  # how the application writes 1,234: it must read its own writing
    ("1.234,567", numbers.VOLUME, "1234.567"),  # Q-N1
    ("1.234,5", numbers.VOLUME, "1234.500"),
    ("1.000.000,25", numbers.VOLUME, "1000000.250"),
    ("1.000.000,255", numbers.VOLUME, "1000000.255"),  # Q-N1
    ("1_000,5", numbers.VOLUME, "1000.500"),
    ("1.234.567", numbers.VOLUME, "1234567.000"),
    ("1e3", numbers.VOLUME, "1000.000"),
    ("1,234", numbers.VOLUME, "1.234"),
    ("1.234,56", numbers.VOLUME, "1234.560"),
    ("1,234.567", numbers.VOLUME, "1234.567"),  # Q-N1
    ("12.345,67", numbers.VOLUME, "12345.670"),
    (" 7 ", numbers.VOLUME, "7.000"),
    ("1,234,567", numbers.VOLUME, "1234567.000"),  # Q-N1
    ("0", numbers.VOLUME, "0.000"),
    ("-0", numbers.VOLUME, "0.000"),
    ("0.0005", numbers.VOLUME, "0.001"),
    ("0.0004999", numbers.VOLUME, "0.000"),
    (100.5, numbers.VOLUME, "100.500"),
    (7, numbers.VOLUME, "7.000"),
    (Decimal("2.0005"), numbers.VOLUME, "2.001"),
    ("0,123456", numbers.KOEFISIEN, "0.123456"),
    ("0.750000", numbers.KOEFISIEN, "0.750000"),
    ("150.000,50", numbers.PRICE, "150000.50"),
    ("75.000", numbers.PRICE, "75000.00"),  # Q-N3
    ("4000.50", numbers.PRICE, "4000.50"),
    ("12.5", numbers.PERCENT, "12.50"),
    ("100", numbers.PERCENT, "100.00"),
]
ODD_TYPES: tuple[object, ...] = (None, True, [], {}, ["1"], float("inf"), float("nan"), 10**18, 1e300)
REFUSED: list[tuple[object, NumberSpec]] = [
    *((text, numbers.VOLUME) for text in ("abc", "", "  ", "NaN", "-1", "-0,001", "Infinity", "-Infinity", "1.23.4")),
    *((text, numbers.VOLUME) for text in ("1.23,4", "1,2,3", ",", ".", "--1", "1e", "1e999999", "0x10", "١٢")),
    *((text, numbers.VOLUME) for text in ("9" * 20, "1e18", "1" * 65, "999999999999999,999")),
    *((value, numbers.VOLUME) for value in ODD_TYPES),
    ("100,01", numbers.PERCENT),
    ("99999", numbers.MARKUP),
]


@pytest.mark.parametrize(("raw", "spec", "stored"), READS)
def test_a_number_reads_as_the_table_says(raw: object, spec: NumberSpec, stored: str) -> None:
    assert numbers.canonical(numbers.parse_number(raw, spec), spec.decimals) == stored


@pytest.mark.parametrize(("raw", "spec"), REFUSED)
def test_what_is_no_number_or_out_of_range_is_refused(raw: object, spec: NumberSpec) -> None:
    with pytest.raises(InvalidNumberError):
        numbers.parse_number(raw, spec)


@pytest.mark.parametrize("spec", [numbers.VOLUME, numbers.KOEFISIEN, numbers.PRICE, numbers.PERCENT])
@pytest.mark.parametrize("value", ["1.234", "12", "0.001", "99.99", "0.005"])
def test_the_application_reads_what_it_wrote(value: str, spec: NumberSpec) -> None:
    first = numbers.half_up(Decimal(value), spec.decimals)
    assert numbers.parse_number(numbers.canonical(first, spec.decimals), spec) == first


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("15000000", "15000000"),
        ("Rp 15.000.000", "15000000"),
        ("rp15.000.000,50", "15000000.50"),
        ("1.234,56", "1234.56"),
        ("1.000", "1000"),
        ("1.5", "1.5"),
        ("466.000.000.000.000", "466000000000000"),
    ],
)
def test_a_budget_may_carry_its_currency(raw: str, amount: str) -> None:
    assert numbers.parse_budget(raw) == Decimal(amount)


@pytest.mark.parametrize("raw", ["", "Rp", "abc", "1e18x", "-5", "Infinity", "9" * 19])
def test_a_budget_that_is_none_is_refused(raw: str) -> None:
    with pytest.raises(InvalidNumberError):
        numbers.parse_budget(raw)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("1234567.89", 2, "1.234.567,89"),
        ("100.500", 3, "100,5"),
        ("2.5", 0, "3"),
        ("0.005", 2, "0,01"),
        ("-0.001", 2, "0"),
    ],
)
def test_numbers_show_as_indonesians_write_them(value: str, decimals: int, shown: str) -> None:
    assert numbers.display(Decimal(value), decimals) == shown
