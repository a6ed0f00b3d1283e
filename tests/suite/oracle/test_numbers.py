"""Rounding and the Indonesian way to write numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracle.numbers import angka, round_half_up, round_to_base, rupiah

AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=6)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1234567.89", 2, "1.234.567,89"),
        ("150000.00", 2, "150.000"),
        ("150000.50", 2, "150.000,5"),
        ("1250.5", 2, "1.250,5"),
        ("0", 2, "0"),
        ("0.005", 2, "0,01"),
        ("-0.004", 2, "0"),
        ("999.995", 2, "1.000"),
        ("100.500", 3, "100,5"),
        ("-1234.5", 2, "-1.234,5"),
        ("1000000", 0, "1.000.000"),
    ],
)
def test_numbers_read_as_an_indonesian_writes_them(value: str, places: int, text: str) -> None:
    assert angka(Decimal(value), places) == text


def test_decimals_that_must_be_seen_are_seen() -> None:
    assert angka(Decimal("12.5"), 2, at_least=2) == "12,50"
    with pytest.raises(ValueError, match="at_least"):
        angka(Decimal(1), 0, at_least=1)


def test_money_is_whole_rupiah() -> None:
    assert rupiah(Decimal("1500000000")) == "Rp 1.500.000.000"
    assert rupiah(Decimal("0.5")) == "Rp 1"


@given(AMOUNTS, st.integers(0, 6))
def test_rounding_moves_at_most_half_a_step_and_ties_go_away_from_zero(value: Decimal, places: int) -> None:
    moved = Fraction(round_half_up(value, places)) - Fraction(value)
    half = Fraction(1, 2 * 10**places)
    assert -half <= moved <= half
    if abs(moved) == half:
        assert (moved > 0) == (value > 0)


@given(AMOUNTS, st.sampled_from([1, 1000, 10_000, 100_000]))
def test_a_rounded_total_is_the_nearest_multiple(value: Decimal, base: int) -> None:
    rounded = round_to_base(value, base)
    assert rounded % base == 0
    assert abs(Fraction(rounded) - Fraction(value)) <= Fraction(base, 2)


def test_a_rounding_base_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        round_to_base(Decimal(1), 0)


@given(AMOUNTS)
def test_what_is_written_reads_back(value: Decimal) -> None:
    assert Decimal(angka(value, 6).replace(".", "").replace(",", ".")) == value
