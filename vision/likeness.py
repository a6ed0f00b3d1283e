"""How far a picture is from a stored one. What engines render differently within a block of pixels does not count."""

from __future__ import annotations

from typing import Protocol

from PIL import Image, ImageChops

BLOCK = 6
"""Pixels; what is anti-aliased otherwise is averaged away within a block."""
_MARK = (220, 0, 60)


class Likeness(Protocol):
    """A stored picture that a page is held against."""

    def differences(self, found: Image.Image) -> list[str]:
        """Say how ``found`` differs from the stored picture; empty where it does not."""

    def show(self, found: Image.Image) -> None:
        """Keep ``found`` for the report, and what it differs in."""


def unlikeness(found: Image.Image, stored: Image.Image, *, distinct: int) -> float:
    """Return the share (0..1) of blocks that differ by more than ``distinct`` of 255 in a channel.

    It is 1 for pictures of different sizes.
    """
    if found.size != stored.size:
        return 1.0
    levels = _levels(found, stored).tobytes()
    return sum(level > distinct for level in levels) / len(levels)


def marked(found: Image.Image, stored: Image.Image, *, distinct: int) -> Image.Image:
    """Return ``found``, pale, with the blocks that differ in red; as it is where the sizes differ."""
    if found.size != stored.size:
        return found
    unlike = _levels(found, stored).point([255 if level > distinct else 0 for level in range(256)])
    where = unlike.resize(found.size, Image.Resampling.NEAREST)
    pale = Image.blend(found.convert("RGB"), Image.new("RGB", found.size, "white"), 0.6)
    return Image.composite(Image.new("RGB", found.size, _MARK), pale, where)


def _levels(found: Image.Image, stored: Image.Image) -> Image.Image:
    """Return by how much each block differs, in the channel that differs most."""
    blocks = (max(1, found.width // BLOCK), max(1, found.height // BLOCK))
    small = [image.convert("RGB").resize(blocks, Image.Resampling.BOX) for image in (found, stored)]
    red, green, blue = ImageChops.difference(*small).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)
