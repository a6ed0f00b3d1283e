"""Figures under load: kept in a file, shown on the scorecard's page, sound only if nothing was lost or refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scorecard.build import write
from scorecard.load import FILE_NAME, Load, dumps, read
from tests.suite.scorecard.making import card, run

LOAD = Load(
    users=100,
    seconds=60.0,
    rate_asked=50.0,
    started=1_790_000_000.0,
    requests=2_940,
    p50=18.0,
    p95=140.0,
    p99=412.0,
    slowest=900.0,
    errors=0,
    sign_ins=100,
    signed_in=100,
    promised=500,
    lost=0,
    operations={"dashboard.page.view": (20.0, 150.0, None, 90)},
)


def test_a_load_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(dumps(LOAD), encoding="utf-8")

    assert read(tmp_path / FILE_NAME) == LOAD
    assert read(tmp_path / "none.json") is None


@pytest.mark.parametrize("change", [{"errors": 1}, {"lost": 1}, {"signed_in": 99}, {"promised": 0}, {"sign_ins": 0}])
def test_whatever_is_wrong_makes_it_unsound(change: dict[str, Any]) -> None:
    assert LOAD.sound
    assert not replace(LOAD, **change).sound


def test_the_page_shows_the_load_that_its_folder_holds(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(dumps(replace(LOAD, lost=3)), encoding="utf-8")

    _, page = write(card(run()), tmp_path)

    text = page.read_text(encoding="utf-8")
    assert "100 users at once" in text
    assert "497 of 500 promised writes read back" in text
    assert "not sound" in text
    assert "not measured (n = 90)" in text
