from __future__ import annotations

import pytest

from vision.contrast import contrast, css_colour


def test_contrast_has_the_figures_of_the_standard() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((255, 255, 255), (255, 255, 255)) == 1
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_colours_are_read_as_the_browser_writes_them() -> None:
    assert css_colour("rgb(13, 202, 240)") == (13, 202, 240)
    assert css_colour("rgba(33, 37, 41, 1)") == (33, 37, 41)


@pytest.mark.parametrize("text", ["rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0.5)", "red", ""])
def test_what_shows_something_behind_it_has_no_contrast_of_its_own(text: str) -> None:
    with pytest.raises(ValueError, match="no opaque colour"):
        css_colour(text)
