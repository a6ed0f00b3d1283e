"""The points of an S-curve, in percent, found in the pixels by their rings (CONTRACT 5.7)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vision.gantt import COLOURS, Track, Week
from vision.picture import Box, Mask, Picture

RADIUS = 6.0
"""Of a point, CSS pixels."""
DOT = 2.5
"""Of the light dot in a point, CSS pixels."""
_ANGLES = 32
_RING = [
    (radius * math.cos(2 * math.pi * step / _ANGLES), radius * math.sin(2 * math.pi * step / _ANGLES))
    for radius in (3.6, 4.2)  # inside a ring of 5 pixels too
    for step in range(_ANGLES)
]
_CORE = [
    (radius * math.cos(math.pi * step / 4), radius * math.sin(math.pi * step / 4))
    for radius in (0.0, 1.2)
    for step in range(8)
]
_IS_A_RING = 0.85
_SHOWS_A_THIRD = 0.3
_CORE_IS_LIGHT = 0.35
_STEPS_A_PIXEL = 2


@dataclass(frozen=True, slots=True)
class Axis:
    """Where 0 and 100 percent stand, CSS pixels from the picture's top. ``plot`` is where points are looked for."""

    zero: float
    hundred: float
    plot: Box

    def percent(self, y: float) -> float:
        """Return the value at a height."""
        return (self.zero - y) / (self.zero - self.hundred) * 100

    @property
    def percent_a_pixel(self) -> float:
        """What one CSS pixel is worth."""
        return 100 / (self.zero - self.hundred)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a series. ``percent`` is right within ``axis.percent_a_pixel`` (one CSS pixel)."""

    week: int
    percent: float
    y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Both series by week, as far as they can be seen: a point behind the other series' point cannot."""

    axis: Axis
    weeks: Sequence[int]
    """The weeks in sight."""
    series: Mapping[Track, Mapping[int, Point]]

    def differences(self, track: Track, expected: Mapping[int, float], tolerance: float) -> list[str]:
        """Say which points of a series differ from ``expected`` (percent by week) by more than ``tolerance``.

        ``expected`` is the whole series: judged are the weeks in sight; a curve without any says so.
        A point that should stand within a ring's radius of the other series' may be hidden behind it.
        """
        if not self.weeks:
            return ["no week of the curve is in sight"]
        found, other = self.series[track], self.series[_other(track)]
        hiding = RADIUS * self.axis.percent_a_pixel
        wrong: list[str] = []
        for week, percent in ((week, expected[week]) for week in self.weeks if week in expected):
            point = found.get(week)
            if point is not None and abs(point.percent - percent) > tolerance:
                wrong.append(f"{track} of week {week} stands at {point.percent:.1f} %, expected {percent:.1f} %")
            elif point is None and not (week in other and abs(other[week].percent - percent) <= hiding):
                wrong.append(f"{track} has no point at week {week}, expected {percent:.1f} %")
        wrong += [
            f"{track} has a point at week {week} ({point.percent:.1f} %), expected none"
            for week, point in found.items()
            if week not in expected
        ]
        return wrong


def read_curve(picture: Picture, weeks: Sequence[Week], axis: Axis) -> Curve:
    """Read the points that stand over the middles of ``weeks`` inside the axis's plot."""
    masks = {track: picture.mask(colour) for track, colour in COLOURS.items()}
    series: dict[Track, dict[int, Point]] = {track: {} for track in Track}
    plot = axis.plot.common(picture.box)
    middles = {week.number: (week.left + week.right) / 2 for week in weeks}
    middles = {number: x for number, x in middles.items() if plot.left + RADIUS <= x < plot.right - RADIUS}
    for number, x in middles.items():
        for track, mask in masks.items():
            y = _ring_at(mask, masks[_other(track)], x, plot)
            if y is not None:
                series[track][number] = Point(number, axis.percent(y), y)
    return Curve(axis, tuple(middles), series)


def _ring_at(mask: Mask, other: Mask, x: float, plot: Box) -> float | None:
    """Return the height of the middle of the ring over ``x``, None where there is none."""
    best: list[float] = []
    best_score = 0.0
    step = 1 / _STEPS_A_PIXEL
    # A ring at a value of 0 or 100 % reaches over the plot's edge.
    y = plot.top - RADIUS
    while y <= plot.bottom + RADIUS:
        if mask.at(x, y - 4) or mask.at(x, y + 4):
            score = _score(mask, other, x, y)
            if score > best_score + 1e-9:
                best, best_score = [y], score
            elif score == best_score and score > 0:
                best.append(y)
        y += step
    return sum(best) / len(best) if best else None


def _score(mask: Mask, other: Mask, x: float, y: float) -> float:
    """Return how much the surroundings of a point look like its ring: the share in colour, 0 if it is no ring."""
    core = sum(mask.at(x + dx, y + dy) for dx, dy in _CORE) / len(_CORE)
    if core > _CORE_IS_LIGHT:
        return 0.0
    own = sum(mask.at(x + dx, y + dy) for dx, dy in _RING) / len(_RING)
    if own >= _IS_A_RING:
        return own
    if own < _SHOWS_A_THIRD:
        return 0.0
    covered = sum(other.at(x + dx, y + dy) for dx, dy in _RING) / len(_RING)
    return own if own + covered >= _IS_A_RING else 0.0


def _other(track: Track) -> Track:
    return Track.PLANNED if track is Track.ACTUAL else Track.ACTUAL
