"""Two hundred random schedules, drawn by the page and read back from its pixels (``make drawn``; minutes an engine)."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from api import schedule as script
from fixtures.schedules import Schedule, percents
from fixtures.sessions import Session
from pages.jadwal import JadwalPage

HOW_MANY = 200
A_RUN = 20
WEEKS = 12


@pytest.mark.parametrize("start", range(0, HOW_MANY, A_RUN))
def test_twenty_random_schedules_are_read_back_bar_by_bar(unplanned: Schedule, owner: Session, start: int) -> None:
    jadwal = owner.open(JadwalPage, unplanned.project)
    jadwal.show_gantt()

    for seed in range(start, start + A_RUN):
        expected = _scatter(unplanned, seed)
        for mode in ("planned", "actual"):
            progress = {expected.ids[work.name]: getattr(work, mode) for work in expected.works}
            script.save_progress(owner.arrange, expected.project.id, mode, progress)
        jadwal.refresh()
        jadwal.gantt.expect_bars(*expected.bars)


def _scatter(schedule: Schedule, seed: int) -> Schedule:
    """Return the schedule with random progress in every week, 0 included, so that nothing of another one stays."""
    dice = random.Random(seed)  # noqa: S311  # no secret
    works = [replace(work, planned=percents(_weeks(dice)), actual=percents(_weeks(dice))) for work in schedule.works]
    return replace(schedule, works=tuple(works))


def _weeks(dice: random.Random) -> dict[int, str]:
    share = dice.choice([0.15, 0.5, 0.85])
    return {week: dice.choice(["0.01", "4.5", "8"]) if dice.random() < share else "0" for week in range(1, WEEKS + 1)}
