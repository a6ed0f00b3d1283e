"""The bars of a Gantt chart, found in the pixels and placed by where rows and week columns stand (CONTRACT 5.6).

The search begins with the colours, not with the cells: a bar in a place where none belongs is found as well and told as
a stray.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vision.picture import Box, Colour, Picture, Region

EDGE = 3.0
"""CSS pixels by which a bar's end may miss the edge of its column: grid lines and anti-aliasing."""
SHADOW = 10.0
"""CSS pixels that the frozen column's shadow may darken of what lies beside it."""
SPECK = 30.0
"""Square CSS pixels below which a region is no bar: half a letter of a coloured text."""
_SOLID = 0.9
_LEAST_SHARE_OF_ROW = 0.25
_OVER_THE_MIDDLE = 8.0  # the contract's upper half ends 3 pixels below the row's middle


class Track(StrEnum):
    """What a bar tells: the plan (lower half of its row) or what was done (upper half)."""

    PLANNED = "planned"
    ACTUAL = "actual"


COLOURS: dict[Track, Colour] = {Track.PLANNED: (13, 202, 240), Track.ACTUAL: (255, 193, 7)}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: the text of its work, and its whole height even where a part is out of sight."""

    work: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Week:
    """A column of the table, by its number."""

    number: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Table:
    """Where everything stands. ``area`` is the visible body of the table, frozen columns included."""

    area: Box
    frozen_right: float
    rows: Sequence[Row]
    weeks: Sequence[Week]

    @property
    def timeline(self) -> Box:
        """The visible part of the week columns."""
        return Box(max(self.area.left, self.frozen_right), self.area.top, self.area.right, self.area.bottom)

    def visible_weeks(self) -> list[Week]:
        """Return the columns as far as they can be seen, those by less than two edges left out."""
        timeline = self.timeline
        seen = (
            Week(week.number, max(week.left, timeline.left), min(week.right, timeline.right)) for week in self.weeks
        )
        return [week for week in seen if week.right - week.left > 2 * EDGE]

    def whole_rows(self) -> list[Row]:
        """Return the rows that no edge of the table cuts off."""
        return [row for row in self.rows if row.top >= self.area.top - 1 and row.bottom <= self.area.bottom + 1]

    def in_sight(self, bar: Bar) -> list[Bar]:
        """Return what of a bar lies in visible weeks: one bar, or none."""
        weeks = [week.number for week in self.visible_weeks() if bar.first <= week.number <= bar.last]
        return [Bar(bar.work, bar.track, min(weeks), max(weeks))] if weeks else []


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar without a gap, from its first to its last week, both included."""

    work: str
    track: Track
    first: int
    last: int

    def __str__(self) -> str:
        weeks = f"week {self.first}" if self.first == self.last else f"weeks {self.first}-{self.last}"
        return f"{self.track} bar of {self.work!r} in {weeks}"


@dataclass(frozen=True, slots=True)
class SeenBar:
    """A bar where it stands. ``painted`` is the track whose colour it has, which should be the bar's own."""

    bar: Bar
    painted: Track
    box: Box


@dataclass(frozen=True, slots=True)
class Chart:
    """What can be seen: bars in the order of rows and weeks, and whatever else has a bar's colour, in words."""

    table: Table
    seen: Sequence[SeenBar]
    strays: Sequence[str]

    @property
    def bars(self) -> list[Bar]:
        """The bars alone."""
        return [seen.bar for seen in self.seen]

    def misfits(self, *, row: float, week: float, halves: Mapping[Track, tuple[float, float]]) -> list[str]:
        """Say which bars are not as high and wide as they have to be (CSS pixels, one pixel off is allowed).

        ``halves``: where the tracks begin and end below the upper edge of their row, which is ``row`` pixels high.
        """
        tops = {each.work: each for each in self.table.whole_rows()}
        whole = {each.number for each in self.table.visible_weeks() if each in self.table.weeks}
        wrong = [
            f"the row of {each.work!r} is {each.bottom - each.top:.1f} px high"
            for each in tops.values()
            if abs(each.bottom - each.top - row) > 1
        ]
        judged = [each for each in self.seen if each.bar.work in tops and {each.bar.first, each.bar.last} <= whole]
        for each in judged:
            begin, end = (tops[each.bar.work].top + offset for offset in halves[each.bar.track])
            # In the shadow the left end cannot be seen to the pixel.
            width = week * (each.bar.last - each.bar.first + 1)
            shadow = SHADOW if each.box.left - self.table.frozen_right <= SHADOW else 0
            narrower = width - each.box.width
            if abs(each.box.top - begin) > 1 or abs(each.box.bottom - end) > 1 or not -2 <= narrower <= 2 + shadow:
                place = f"y {begin:.0f}-{end:.0f} and {width:.0f} px wide"
                wrong.append(f"the {each.bar} stands at {each.box}, expected {place}")
        return wrong if judged else ["no whole bar is in sight"]

    def differences(self, expected: Sequence[Bar]) -> list[str]:
        """Say what is missing, what is too much, and what has the wrong colour or place; empty if all is right.

        ``expected`` are the bars of the whole schedule: judged is what of them is in sight. Rows that are cut off by
        the edge of the table are left out on both sides. A table without a whole row proves nothing, and says so.
        """
        whole = {row.work for row in self.table.whole_rows()}
        if not whole or not self.table.visible_weeks():
            return ["no row and week of the table is in sight"]
        wanted = [part for bar in expected if bar.work in whole for part in self.table.in_sight(bar)]
        seen = [each for each in self.seen if each.bar.work in whole]
        bars = [each.bar for each in seen]
        return [
            *(f"no {bar}" for bar in wanted if bar not in bars),
            *(f"an unexpected {each.bar}, at {each.box}" for each in seen if each.bar not in wanted),
            *(
                f"the {each.bar} has the colour of {each.painted}"
                for each in seen
                if each.painted is not each.bar.track
            ),
            *self.strays,
        ]


def read_chart(picture: Picture, table: Table) -> Chart:
    """Read every bar in the table's visible body. Never raises: what fits no row and week is a stray."""
    seen: list[SeenBar] = []
    strays: list[str] = []
    for painted, colour in COLOURS.items():
        for region in picture.mask(colour).regions(table.area.common(picture.box), least=SPECK):
            placed = _place(region, painted, table)
            if isinstance(placed, SeenBar):
                seen.append(placed)
            else:
                strays.append(f"something in the colour of {painted} at {region.box} {placed}")
    rows = {row.work: row.top for row in table.rows}
    seen.sort(key=lambda each: (rows[each.bar.work], each.bar.track, each.bar.first))
    return Chart(table, tuple(_joined(seen)), tuple(strays))


def _place(region: Region, painted: Track, table: Table) -> SeenBar | str:
    """Return the bar that a region is, or why it is none."""
    row = next((row for row in table.rows if row.top <= region.box.centre[1] < row.bottom), None)
    if region.box.left < table.frozen_right - EDGE:
        return "lies over the frozen column"
    if row is None:
        return "lies in no row"
    weeks = table.visible_weeks()
    first = next((week for week in weeks if _begins_at(region.box, week, table.frozen_right)), None)
    last = next((week for week in weeks if abs(week.right - region.box.right) <= EDGE), None)
    why = _misshapen(region, row, table.area)
    if why is not None or first is None or last is None:
        return f"{why or _misplaced(region.box, first, weeks)} of {row.work!r}"
    track = Track.ACTUAL if region.box.centre[1] < _middle(row) else Track.PLANNED
    return SeenBar(Bar(row.work, track, first.number, last.number), painted, region.box)


def _begins_at(box: Box, week: Week, frozen_right: float) -> bool:
    late = SHADOW if week.left - frozen_right <= EDGE else EDGE
    return -EDGE <= box.left - week.left <= late


def _misshapen(region: Region, row: Row, area: Box) -> str | None:
    """Say why a region is no rectangle in one half of its row."""
    box, height = region.box, row.bottom - row.top
    if box.top < row.top - EDGE or box.bottom > row.bottom + EDGE:
        return "reaches out of the row"
    if region.filled < _SOLID:
        return f"is no rectangle ({region.filled:.0%} of its box) in the row"
    if min(_middle(row) - box.top, box.bottom - _middle(row)) > _OVER_THE_MIDDLE:
        return "covers both halves of the row"
    whole = row.top >= area.top and row.bottom <= area.bottom
    if whole and box.height < _LEAST_SHARE_OF_ROW * height:
        return f"is too low ({box.height:.0f} of {height:.0f}) for a bar"
    return None


def _misplaced(box: Box, first: Week | None, weeks: Sequence[Week]) -> str:
    end, at = ("begins", box.left) if first is None else ("ends", box.right)
    inside = next((f"week {week.number}" for week in weeks if week.left <= at < week.right), "no week")
    return f"{end} inside {inside}"


def _middle(row: Row) -> float:
    return (row.top + row.bottom) / 2


def _joined(seen: Sequence[SeenBar]) -> list[SeenBar]:
    """Join neighbours that a grid line alone divides."""
    joined: list[SeenBar] = []
    for each in seen:
        before = joined[-1] if joined else None
        if before is not None and _continues(before, each):
            bar = Bar(before.bar.work, before.bar.track, before.bar.first, each.bar.last)
            top, bottom = min(before.box.top, each.box.top), max(before.box.bottom, each.box.bottom)
            joined[-1] = SeenBar(bar, before.painted, Box(before.box.left, top, each.box.right, bottom))
        else:
            joined.append(each)
    return joined


def _continues(before: SeenBar, after: SeenBar) -> bool:
    return (
        (before.bar.work, before.bar.track, before.painted) == (after.bar.work, after.bar.track, after.painted)
        and before.bar.last + 1 == after.bar.first
        and after.box.left - before.box.right <= EDGE
    )
