"""The S-curve as a picture, for documents that people look at."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from app.exports.writers.fonts import FILES, REGULAR

SIZE = (1600, 800)
LEFT, TOP, RIGHT, BOTTOM = 110, 60, 40, 90
INK, GRID, PLANNED, ACTUAL = "#1A1A1A", "#D0D5DB", "#0B7A93", "#B36B00"
WIDTH, DOT = 4, 6
MOST_LABELS = 26


def curve_png(planned: Sequence[Decimal], actual: Sequence[Decimal]) -> bytes:
    """Draw both curves (cumulative percent by week); what was done is drawn up to its last week with progress."""
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(settings.NODE_MODULES / FILES[REGULAR]), 22)
    _axes(draw, font, len(planned))
    steps = zip(actual, [Decimal(0), *actual], strict=False)
    done = max((week for week, (now, before) in enumerate(steps, start=1) if now != before), default=0)
    _curve(draw, planned, len(planned), PLANNED)
    _curve(draw, actual[:done], len(planned), ACTUAL)
    for place, (label, colour) in enumerate((("Rencana", PLANNED), ("Realisasi", ACTUAL))):
        x = LEFT + 20 + place * 200
        draw.line([(x, 30), (x + 40, 30)], fill=colour, width=WIDTH)
        draw.text((x + 50, 30), label, fill=INK, font=font, anchor="lm")
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _at(week: int, percent: Decimal, weeks: int) -> tuple[float, float]:
    wide, high = SIZE[0] - LEFT - RIGHT, SIZE[1] - TOP - BOTTOM
    return LEFT + wide * week / max(weeks, 1), TOP + high * (1 - float(percent) / 100)


def _axes(draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, weeks: int) -> None:
    for percent in range(0, 101, 10):
        start, end = _at(0, Decimal(percent), weeks), _at(weeks, Decimal(percent), weeks)
        draw.line([start, end], fill=INK if percent == 0 else GRID, width=2 if percent == 0 else 1)
        draw.text((start[0] - 12, start[1]), f"{percent}%", fill=INK, font=font, anchor="rm")
    step = -(-weeks // MOST_LABELS) or 1
    for week in range(step, weeks + 1, step):
        x, y = _at(week, Decimal(0), weeks)
        draw.line([(x, y), (x, y + 8)], fill=INK, width=2)
        draw.text((x, y + 14), str(week), fill=INK, font=font, anchor="ma")
    middle = _at(weeks, Decimal(0), weeks * 2)
    draw.text((middle[0], SIZE[1] - 12), "Minggu", fill=INK, font=font, anchor="ms")


def _curve(draw: ImageDraw.ImageDraw, percents: Sequence[Decimal], weeks: int, colour: str) -> None:
    points = [_at(0, Decimal(0), weeks)]
    points += [_at(week, percent, weeks) for week, percent in enumerate(percents, start=1)]
    if len(points) < 2:
        return
    draw.line(points, fill=colour, width=WIDTH, joint="curve")
    for x, y in points[1:]:
        draw.ellipse([x - DOT, y - DOT, x + DOT, y + DOT], fill=colour)
