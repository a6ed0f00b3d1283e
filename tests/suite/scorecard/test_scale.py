"""Large projects: figures kept in a file part by part, as ratios on the page, and what is out of proportion."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup

from scorecard.build import write
from scorecard.scale import FILE_NAME, Measure, Part, in_words, keep, read
from tests.suite.scorecard.making import card, run

FRAME = Measure("frame", "ms", "of a scroll", {50: (10.0, 12.0, 11.0), 500: (12.0, 16.5, 18.0), 1_000: (22.0,)}, 10.0)
CHROMIUM = Part("chromium", "Chromium 156", 1_790_000_000.0, (FRAME,))
SERVER = Part(
    "server", "embedded", 1_790_000_000.0, (), 1_000, {"schedule.chart.read": (20.0, 150.0, None, 90)}, ("kept whole",)
)


def test_a_part_replaces_the_one_of_its_name_and_leaves_the_others(tmp_path: Path) -> None:
    again = replace(CHROMIUM, label="Chromium 157")

    for part in (CHROMIUM, SERVER, again):
        keep(tmp_path / "new" / FILE_NAME, part)

    assert read(tmp_path / "new" / FILE_NAME) == (again, SERVER)
    assert read(tmp_path / "none.json") == ()


def test_ratios_are_those_of_medians_to_the_smallest_number() -> None:
    assert FRAME.medians == {50: 11.0, 500: 16.5, 1_000: 22.0}
    assert FRAME.ratios == {500: 1.5, 1_000: 2.0}
    assert in_words(FRAME) == ["11.0 ms at 50 works", "500 works × 1.50 · 1,000 works × 2.00", "3 / 3 / 1"]


def test_what_grows_out_of_proportion_or_failed_is_a_problem() -> None:
    slow = replace(FRAME, samples={50: (10.0,), 500: (11.0,), 1_000: (101.0,)})

    assert FRAME.problem is None
    assert slow.problem == "frame: 10.1 times that of 50 works at 1,000, more than 10"
    assert replace(slow, most=None).problem is None
    assert replace(CHROMIUM, measures=(FRAME, slow), failures=("no answer",)).problems == ("no answer", slow.problem)


def test_the_page_shows_the_parts_that_its_folder_holds(tmp_path: Path) -> None:
    missing = Measure("memory", "MiB", "this engine tells nothing", {})
    for part in (replace(CHROMIUM, measures=(FRAME, missing)), replace(SERVER, failures=("3 answers were none",))):
        keep(tmp_path / FILE_NAME, part)

    _, page = write(card(run()), tmp_path)

    section = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select_one("#scale")
    assert section is not None
    text = " ".join(section.get_text(" ").split())
    assert "1,000 works × 2.00" in text
    assert "this engine tells nothing not measured" in text
    assert "not measured (n = 90)" in text
    assert [pill.get_text() for pill in section.select(".pill")] == ["sound", "not sound"]
    assert "3 answers were none" in text


def test_without_figures_the_page_has_no_such_section(tmp_path: Path) -> None:
    _, page = write(card(run()), tmp_path)

    assert 'id="scale"' not in page.read_text(encoding="utf-8")
