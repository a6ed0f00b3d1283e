"""50, 500 and 1,000 works: few rows in the page, right bars at both ends, and how much slower and larger it gets.

``make scale`` keeps the figures for the scorecard's page, as ratios to 50 works: a machine's own speed is nobody's
requirement. A bound catches a page that has become slow, or large, out of proportion.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from engines.choice import Engine
from fixtures.data import Arrange
from fixtures.schedules import Schedule, store_many
from fixtures.sessions import Session
from pages.jadwal import JadwalPage
from scorecard.scale import Measure, Part, in_words, keep
from tests.drawn import page_memory

SIZES = (50, 500, 1_000)
OPENINGS = 5
TWO_YEARS = date(2028, 1, 2)
"""104 weeks after the start."""
OUT_OF_PROPORTION = 10.0
ABOUT = {
    "page to first bar": "from the page's address until a screenshot shows the right bars",
    "time to first bar": "from the click on the tab Gantt until a screenshot shows the right bars",
    "frame": "the median of 60 frames of a scroll down",
}


def test_a_thousand_works_over_two_years_stay_usable(
    arrange: Arrange, owner: Session, engine: Engine, scale_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.time()
    schedules = {works: store_many(arrange, works, until=TWO_YEARS) for works in SIZES}
    times: dict[str, dict[int, list[float]]] = {name: {works: [] for works in SIZES} for name in [*ABOUT, "memory"]}

    for _ in range(OPENINGS):  # in turn, so that what else the machine does meets all sizes alike
        for works, schedule in schedules.items():
            for name, value in _opening(owner.another_tab(), schedule, engine.name).items():
                times[name][works].append(value)

    part = Part(engine.name, engine.description, began, tuple(_measure(name, times[name], engine) for name in times))
    keep(scale_file, part)
    with capsys.disabled():
        for measure in part.measures:
            print(f"\n{measure.name}: " + "   ".join(in_words(measure)))  # noqa: T201  # the figures
    assert not part.problems


def _opening(owner: Session, schedule: Schedule, engine: str) -> Mapping[str, float]:
    """Open the schedule in a tab of its own, look at both ends of it, and return what it took (ms, MiB)."""
    took: dict[str, float] = {}
    with _timed(took, "page to first bar"):
        jadwal = owner.open(JadwalPage, schedule.project)
        with _timed(took, "time to first bar"):
            jadwal.show_gantt()
            jadwal.gantt.expect_bars(*schedule.bars)
    took["frame"] = jadwal.layout.median_frame_of_a_scroll() * 1000
    took["memory"] = page_memory.of_page(owner.page, engine)

    jadwal.grid.expect_few_rows()
    jadwal.grid.scroll_to_end()
    jadwal.grid.expect_few_rows()
    jadwal.gantt.expect_bars(*schedule.bars)
    jadwal.grid.scroll_to_start()
    jadwal.gantt.expect_bars(*schedule.bars)
    owner.page.close()
    return took


def _measure(name: str, samples: Mapping[int, list[float]], engine: Engine) -> Measure:
    about, unit = (page_memory.ABOUT[engine.name], "MiB") if name == "memory" else (ABOUT[name], "ms")
    taken = {works: tuple(round(value, 2) for value in values) for works, values in samples.items()}
    return Measure(name, unit, about, taken, OUT_OF_PROPORTION)


@contextmanager
def _timed(took: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    took[name] = (time.perf_counter() - began) * 1000
