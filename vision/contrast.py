"""How well one colour can be told from another (WCAG 2.2, relative luminance and contrast ratio)."""

from __future__ import annotations

import re

from vision.picture import Colour

TEXT = 4.5
"""The least ratio for text."""
GRAPHICS = 3.0
"""The least ratio for bars and borders that carry a meaning."""
_RGB = re.compile(r"rgba?\((\d+),\s*(\d+),\s*(\d+)(?:,\s*([\d.]+))?\)")


def css_colour(text: str) -> Colour:
    """Return an opaque colour as ``getComputedStyle`` writes it. Raises ``ValueError`` for anything else."""
    match = _RGB.fullmatch(text)
    if match is None or (match[4] is not None and float(match[4]) < 1):
        raise ValueError(f"{text!r} is no opaque colour")
    return int(match[1]), int(match[2]), int(match[3])


def contrast(one: Colour, other: Colour) -> float:
    """Return the ratio of two colours, 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
