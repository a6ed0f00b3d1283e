"""Pictures of a schedule as a browser would compose them, anti-aliased and at any device scale, drawn by Pillow."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from vision.curve import Axis
from vision.gantt import COLOURS, Row, Table, Track, Week
from vision.picture import Box, Colour, Picture

FINER = 2  # drawn so many times finer, then averaged: that is anti-aliasing
WIDTH, HEIGHT = 800.0, 420.0
FROZEN = 260.25
ROW, WEEK = 56.0, 120.0
TOP = 40.5


@dataclass(frozen=True)
class Theme:
    """Colours of the table around the bars."""

    background: Colour
    frozen: Colour
    line: Colour
    text: Colour


LIGHT = Theme((255, 255, 255), (248, 249, 250), (222, 226, 230), (33, 37, 41))
DARK = Theme((33, 37, 41), (43, 48, 53), (73, 80, 87), (222, 226, 230))


@dataclass
class Drawing:
    """A table of ``works`` and ``weeks``, scrolled by some CSS pixels, with nothing on it yet."""

    works: Sequence[str]
    weeks: int
    scale: float = 1.0
    theme: Theme = LIGHT
    scrolled: tuple[float, float] = (0.0, 0.0)
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        size = (round(WIDTH * self.scale * FINER), round(HEIGHT * self.scale * FINER))
        self.image = Image.new("RGB", size, self.theme.background)

    @property
    def table(self) -> Table:
        """Where everything stands."""
        x0, y0 = FROZEN - self.scrolled[0], TOP - self.scrolled[1]
        rows = [Row(work, y0 + ROW * index, y0 + ROW * (index + 1)) for index, work in enumerate(self.works)]
        weeks = [Week(n + 1, x0 + WEEK * n, x0 + WEEK * (n + 1)) for n in range(self.weeks)]
        return Table(Box(10.0, TOP, WIDTH - 5, HEIGHT), FROZEN, rows, weeks)

    def fill(self, box: Box, colour: Colour) -> None:
        """Fill a rectangle, CSS pixels."""
        finer = self.scale * FINER
        corners = (box.left * finer, box.top * finer, box.right * finer - 1, box.bottom * finer - 1)
        ImageDraw.Draw(self.image).rectangle(corners, fill=colour)

    def cells(self) -> None:
        """Draw the lines of the table."""
        for row in self.table.rows:
            self.fill(Box(0, row.bottom - 1, WIDTH, row.bottom), self.theme.line)
        for week in self.table.weeks:
            self.fill(Box(week.right - 1, TOP, week.right, HEIGHT), self.theme.line)

    def bar(
        self, work: str, track: Track, first: int, last: int, *, painted: Track | None = None, shift: float = 0
    ) -> None:
        """Draw a bar as the contract has it; ``shift`` moves it sideways."""
        table = self.table
        row = next(row for row in table.rows if row.work == work)
        half = (ROW - 13 - 1) / 2
        top = row.top + 10 if track is Track.ACTUAL else row.top + 10 + half + 1
        left, right = table.weeks[first - 1].left + shift, table.weeks[last - 1].right + shift
        self.fill(Box(left, top, right, top + half), COLOURS[painted or track])

    def frozen_column(self) -> None:
        """Draw the frozen column and the table's head over whatever lies there."""
        self.fill(Box(0, 0, FROZEN, HEIGHT), self.theme.frozen)
        self.fill(Box(0, 0, WIDTH, TOP), self.theme.frozen)
        pen = ImageDraw.Draw(self.image)
        for row in self.table.rows:
            pen.text((30 * self.scale * FINER, (row.top + 20) * self.scale * FINER), row.work, fill=self.theme.text)

    def curve(
        self, track: Track, percents: Mapping[int, float], axis: Axis, *, radius: float = 6.0, dot: float = 2.5
    ) -> None:
        """Draw a series: a line of 3 pixels, and rings with a light dot."""
        finer = self.scale * FINER
        pen = ImageDraw.Draw(self.image)
        weeks = {week.number: (week.left + week.right) / 2 for week in self.table.weeks}
        points = [
            (weeks[week] * finer, (axis.zero - percent / 100 * (axis.zero - axis.hundred)) * finer)
            for week, percent in percents.items()
        ]
        if points:
            pen.line(points, fill=COLOURS[track], width=round(3 * finer), joint="curve")
        for x, y in points:
            for reach, colour in ((radius * finer, COLOURS[track]), (dot * finer, (255, 255, 255))):
                pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)

    def picture(self) -> Picture:
        """Return what the browser's screenshot would be."""
        size = (round(WIDTH * self.scale), round(HEIGHT * self.scale))
        stream = io.BytesIO()
        self.image.resize(size, Image.Resampling.BOX).save(stream, "PNG")
        return Picture(stream.getvalue(), WIDTH)


def darken(picture: Picture, box: Box, colour: Colour = (0, 0, 0), share: float = 0.5) -> Picture:
    """Return the picture with a translucent layer over ``box``, as a dialog's backdrop lays it."""
    layer = Image.new("RGB", picture.image.size, colour)
    corners = [round(edge * picture.scale) for edge in (box.left, box.top, box.right, box.bottom)]
    mask = Image.new("L", picture.image.size, 0)
    mask.paste(round(255 * share), (corners[0], corners[1], corners[2], corners[3]))
    stream = io.BytesIO()
    Image.composite(layer, picture.image, mask).save(stream, "PNG")
    return Picture(stream.getvalue(), picture.box.width)
