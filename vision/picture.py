"""A picture of the screen in CSS pixels: where a colour is, and which regions it forms."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw

Colour = tuple[int, int, int]

# What one channel may differ by: engines differ by a few steps, an edge that is half background by far more.
TOLERANCE = 24
_RUN = re.compile(b"\xff+")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in CSS pixels from the picture's upper left corner; ``right`` and ``bottom`` are outside."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """The middle, x and y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def contains(self, x: float, y: float) -> bool:
        """Say whether a point lies in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def common(self, other: Box) -> Box:
        """Return what both cover; empty (no width or height) where they do not touch."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Box(left, top, max(left, min(self.right, other.right)), max(top, min(self.bottom, other.bottom)))

    def __str__(self) -> str:
        return f"x {self.left:.0f}-{self.right:.0f}, y {self.top:.0f}-{self.bottom:.0f}"


@dataclass(frozen=True, slots=True)
class Region:
    """Connected pixels of one colour. ``filled`` is their share of the box around them, 0..1."""

    box: Box
    filled: float


@dataclass(frozen=True, slots=True)
class Mask:
    """Where a colour is: one byte a device pixel, 255 or 0. ``scale`` is device pixels a CSS pixel."""

    width: int
    height: int
    scale: float
    data: bytes

    def at(self, x: float, y: float) -> bool:
        """Say whether the colour is at a point (CSS pixels)."""
        column, line = int(x * self.scale), int(y * self.scale)
        if not (0 <= column < self.width and 0 <= line < self.height):
            return False
        return self.data[line * self.width + column] != 0

    def regions(self, within: Box, *, least: float) -> list[Region]:
        """Return the regions inside ``within`` of at least ``least`` square CSS pixels, from the top down."""
        found = [self._region(runs) for runs in _connected(self._runs(within))]
        return [region for region in found if region.filled * region.box.width * region.box.height >= least]

    def _runs(self, within: Box) -> Iterator[list[_Run]]:
        left, right = _device(within.left, self.scale, self.width), _device(within.right, self.scale, self.width)
        top, bottom = _device(within.top, self.scale, self.height), _device(within.bottom, self.scale, self.height)
        for line in range(top, bottom):
            start = line * self.width
            yield [
                _Run(line, match.start() - start, match.end() - start)
                for match in _RUN.finditer(self.data, start + left, start + right)
            ]

    def _region(self, runs: list[_Run]) -> Region:
        left, right = min(run.left for run in runs), max(run.right for run in runs)
        top, bottom = runs[0].line, runs[-1].line + 1
        pixels = sum(run.right - run.left for run in runs)
        box = Box(left / self.scale, top / self.scale, right / self.scale, bottom / self.scale)
        return Region(box, pixels / ((right - left) * (bottom - top)))


@dataclass(slots=True)
class _Run:
    """Neighbouring pixels of one line, device pixels. ``group`` leads to the first run of its region."""

    line: int
    left: int
    right: int
    group: _Run | None = None

    def first(self) -> _Run:
        run = self
        while run.group is not None:
            run = run.group
        return run


def _connected(lines: Iterator[list[_Run]]) -> list[list[_Run]]:
    """Group runs that touch a run of the line above."""
    above: list[_Run] = []
    everything: list[_Run] = []
    for line in lines:
        for run in line:
            for neighbour in above:
                if neighbour.left < run.right and run.left < neighbour.right:
                    mine, theirs = run.first(), neighbour.first()
                    if mine is not theirs:
                        mine.group = theirs
        everything += line
        above = line
    groups: dict[int, list[_Run]] = {}
    for run in everything:
        groups.setdefault(id(run.first()), []).append(run)
    return list(groups.values())


def _device(length: float, scale: float, limit: int) -> int:
    return min(limit, max(0, round(length * scale)))


class Picture:
    """A decoded PNG. ``css_width`` is how many CSS pixels wide what it shows is: it tells the device's scale."""

    def __init__(self, png: bytes, css_width: float) -> None:
        self.image = Image.open(io.BytesIO(png)).convert("RGB")
        self.scale = self.image.width / css_width

    @property
    def box(self) -> Box:
        """All of it."""
        return Box(0, 0, self.image.width / self.scale, self.image.height / self.scale)

    def colour(self, x: float, y: float) -> Colour:
        """Return the colour at a point (CSS pixels)."""
        pixel = self.image.getpixel((int(x * self.scale), int(y * self.scale)))
        if not isinstance(pixel, tuple):
            raise TypeError(f"a picture in RGB has three channels, got {pixel!r}")
        return int(pixel[0]), int(pixel[1]), int(pixel[2])

    def part(self, box: Box) -> bytes:
        """Return the pixels of a part, to be compared with the same part of another picture."""
        return self.image.crop(self._pixels(box)).tobytes()

    def cropped(self, box: Box, covered: Sequence[Box] = ()) -> Image.Image:
        """Return a part as a picture, with the boxes in ``covered`` painted over."""
        image = self.image.copy()
        for cover in covered:
            ImageDraw.Draw(image).rectangle(self._pixels(cover), fill="magenta")
        return image.crop(self._pixels(box))

    def _pixels(self, box: Box) -> tuple[int, int, int, int]:
        left, top, right, bottom = (round(edge * self.scale) for edge in (box.left, box.top, box.right, box.bottom))
        return left, top, right, bottom

    def mask(self, colour: Colour) -> Mask:
        """Return where ``colour`` is."""
        channels = [
            band.point([255 if abs(value - wanted) <= TOLERANCE else 0 for value in range(256)])
            for band, wanted in zip(self.image.split(), colour, strict=True)
        ]
        both = ImageChops.darker(ImageChops.darker(channels[0], channels[1]), channels[2])
        return Mask(self.image.width, self.image.height, self.scale, both.tobytes())
