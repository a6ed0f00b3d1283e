"""What a picture of a chart with coloured parts shows: how large each part is beside the others."""

from __future__ import annotations

from PIL import Image

LEAST = 800
"""Pixels: the little box of a legend (40 by 12) is no part."""
_VIVID = 40  # of 255
_MIDDLE = range(70, 190)  # greys of a part: backgrounds and lines of a grid are lighter or darker, in either theme


def shares(image: Image.Image) -> list[float]:
    """Return the share (0..1) of each part's colour among all parts, the largest first."""
    found = image.convert("RGB").getcolors(maxcolors=image.width * image.height) or []
    areas = [count for count, colour in found if count >= LEAST and isinstance(colour, tuple) and _is_paint(colour)]
    return sorted((area / sum(areas) for area in areas), reverse=True)


def is_blank(image: Image.Image) -> bool:
    """Say whether a picture is of one colour."""
    return image.convert("RGB").getcolors(maxcolors=1) is not None


def _is_paint(colour: tuple[int, ...]) -> bool:
    return max(colour) - min(colour) > _VIVID or (min(colour) in _MIDDLE and max(colour) in _MIDDLE)
