"""What may stand on a page where a number is expected, and what may not."""

from __future__ import annotations

import pytest

from pages.components.number_field import shown_number, shown_percentage


@pytest.mark.parametrize("shown", ["0,75", "0,750000", "Rp 0,75"])
def test_more_zeros_and_the_currency_are_the_same_number(shown: str) -> None:
    assert shown_number("0,75").search(shown)


@pytest.mark.parametrize("shown", ["0,7", "0,751", "10,75", "0.75", "75"])
def test_another_number_is_not_taken_for_it(shown: str) -> None:
    assert not shown_number("0,75").search(shown)


def test_a_whole_number_is_not_taken_for_thousands() -> None:
    assert shown_number("2").search("2,000000")
    assert not shown_number("2").search("2.000")


@pytest.mark.parametrize("shown", ["20,5 %", "Profit: 20.50%"])
def test_a_percentage_may_have_two_places(shown: str) -> None:
    assert shown_percentage("20,5").search(shown)


@pytest.mark.parametrize("shown", ["20 %", "20,55 %", "120,5 %", "Profit: -%", "20,5"])
def test_another_percentage_is_not_taken_for_it(shown: str) -> None:
    assert not shown_percentage("20,5").search(shown)
