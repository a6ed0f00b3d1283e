"""50, 500 and 1,000 works: few rows in the page, right bars at both ends, and how much slower it gets (``make drawn``).

Times are printed as ratios to 50 works, for a machine's own speed is nobody's requirement; one bound catches a page
that has become slow out of proportion.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from fixtures.data import Arrange
from fixtures.schedules import store_many
from fixtures.sessions import Session
from pages.jadwal import JadwalPage

TWO_YEARS = date(2028, 1, 2)
"""104 weeks after the start."""
OUT_OF_PROPORTION = 10.0


def test_a_thousand_works_over_two_years_stay_usable(
    arrange: Arrange, owner: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    first_bar: dict[int, float] = {}
    frame: dict[int, float] = {}
    for number in (50, 500, 1_000):
        schedule = store_many(arrange, number, until=TWO_YEARS)
        jadwal = owner.open(JadwalPage, schedule.project)
        with _timed(first_bar, number):
            jadwal.show_gantt()
            jadwal.gantt.expect_bars(*schedule.bars)
        frame[number] = jadwal.layout.median_frame_of_a_scroll()

        jadwal.grid.expect_few_rows()
        jadwal.grid.scroll_to_end()
        jadwal.grid.expect_few_rows()
        jadwal.gantt.expect_bars(*schedule.bars)
        jadwal.grid.scroll_to_start()
        jadwal.gantt.expect_bars(*schedule.bars)

    with capsys.disabled():
        for name, times in (("first bar", first_bar), ("frame", frame)):
            ratios = ", ".join(f"{number} works {seconds / times[50]:.2f}" for number, seconds in times.items())
            print(f"\n{name}: {times[50] * 1000:.0f} ms at 50 works; ratios {ratios}")  # noqa: T201  # the figure
    assert first_bar[1_000] / first_bar[50] < OUT_OF_PROPORTION
    assert frame[1_000] / frame[50] < OUT_OF_PROPORTION


@contextmanager
def _timed(times: dict[int, float], number: int) -> Iterator[None]:
    began = time.perf_counter()
    yield
    times[number] = time.perf_counter() - began
