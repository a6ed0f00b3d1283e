import pytest

from pages.components.amount import shown_as


@pytest.mark.parametrize(
    "text", ["Rp 12.046.082", "Rp\u00a012.046.082", "12.046.082", "12.046.081,61", "12.046.082,4", "12.046.082,49"]
)
def test_an_amount_is_read_with_and_without_its_currency_and_hundredths(text: str) -> None:
    assert shown_as("Rp 12.046.082").search(text)


@pytest.mark.parametrize(
    "text", ["Rp 12.046.083", "12.046.081", "12.046.081,49", "12.046.082,5", "112.046.082", "12.046.0820", "12,046,082"]
)
def test_another_amount_is_not(text: str) -> None:
    assert not shown_as("Rp 12.046.082").search(text)


def test_nothing_is_nothing() -> None:
    assert shown_as("Rp 0").search("Rp 0")
    assert not shown_as("Rp 0").search("-1,9")
