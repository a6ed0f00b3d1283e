"""The parts of a ring, read from a picture of it."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from vision.shares import is_blank, shares

PARTS = {"green": "#198754", "grey": "#6c757d", "yellow": "#ffc107", "red": "#dc3545"}
BLACK, WHITE = "#212529", "#ffffff"


def ring(paper: str, **angles: int) -> Image.Image:
    """A ring whose parts end at these angles, on paper with a grid, and a legend with letters and little boxes."""
    image = Image.new("RGB", (500, 320), paper)
    draw = ImageDraw.Draw(image)
    for y in range(20, 320, 60):
        draw.line((0, y, 500, y), fill="#e9ecef" if paper == WHITE else "#343a40", width=2)
    start = 0
    for colour, end in angles.items():
        draw.pieslice((150, 30, 350, 230), start, end, fill=PARTS[colour], outline=paper, width=2)
        start = end
    draw.ellipse((200, 80, 300, 180), fill=paper)
    for number, colour in enumerate(PARTS.values()):
        draw.rectangle((20 + 120 * number, 280, 60 + 120 * number, 292), fill=colour)
        draw.text((64 + 120 * number, 280), "Belum Mulai", fill="#666666")
    return image


@pytest.mark.parametrize("paper", [WHITE, BLACK])
def test_grey_is_a_part_too_and_paper_grid_letters_and_legend_are_none(paper: str) -> None:
    assert shares(ring(paper, green=240, grey=360)) == pytest.approx([2 / 3, 1 / 3], abs=0.02)
    assert shares(ring(paper, green=180, grey=270, yellow=360)) == pytest.approx([0.5, 0.25, 0.25], abs=0.02)
    assert shares(ring(paper, green=360)) == [1.0]


def test_a_chart_that_was_not_drawn_is_blank() -> None:
    assert is_blank(Image.new("RGB", (50, 50), WHITE))
    assert not is_blank(ring(WHITE, green=360))
