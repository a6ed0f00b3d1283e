"""The gate can fail: for a test, for a lost result, for a claim without traffic, for a figure that fell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scorecard import gate as gates
from scorecard.gate import Gate, fallen, raise_ratchet, read_ratchet
from scorecard.records import Record
from tests.suite.scorecard.making import CREATE, EDIT, card, ended, request, run

GOOD: tuple[Record, ...] = (request(), ended(CREATE), run())


def ratchet(tmp_path: Path, **floors: int) -> Path:
    path = tmp_path / "ratchet.json"
    named = {name.replace("_", " "): floor for name, floor in floors.items()}
    path.write_text(json.dumps({"version": 1, "about": "", "engines": {"chromium": named}}), encoding="utf-8")
    return path


def gated(tmp_path: Path, *records: Record, **floors: int) -> Gate:
    return card(*records, ratchet=ratchet(tmp_path, **floors)).gate


def test_a_good_run_passes(tmp_path: Path) -> None:
    found = gated(tmp_path, *GOOD, writes_covered=1, writes_covered_on_every_engine=1)

    assert found.passed
    assert found.problems == ()


@pytest.mark.parametrize("outcome", ["failed", "error"])
def test_a_failed_test_fails_it(tmp_path: Path, outcome: str) -> None:
    found = gated(tmp_path, request(), ended(CREATE), ended(test="x", outcome=outcome), run(collected=2))

    assert found.problems == ("1 of 2 tests failed on chromium",)


def test_no_tests_fail_it(tmp_path: Path) -> None:
    assert gated(tmp_path, run(collected=0)).problems == ("no test ran",)
    assert gated(tmp_path).problems == ("the run left no record of itself",)


def test_a_worker_that_died_with_its_results_fails_it(tmp_path: Path) -> None:
    assert gated(tmp_path, *GOOD[:2], run(collected=5)).problems == ("4 of 5 tests left no result",)


def test_one_runs_results_do_not_stand_for_those_another_lost(tmp_path: Path) -> None:
    other = (ended(run="r2", test="x", covers=()), run(run="r2", engines={"firefox": "153"}))
    many = [ended(run="r2", test=f"x{number}") for number in range(5)]

    found = gated(tmp_path, *GOOD[:2], *other, *many, run(collected=3))

    assert found.problems == ("2 of 3 tests left no result",)


def test_a_run_that_broke_off_before_its_record_fails_it(tmp_path: Path) -> None:
    found = gated(tmp_path, *GOOD, ended(run="r2", test="x"))

    assert found.problems == ("run r2 left no record of itself",)


def test_a_failure_that_no_result_tells_of_fails_it(tmp_path: Path) -> None:
    problem = "run r1 counted 1 failures that no test's result tells of"

    assert gated(tmp_path, *GOOD[:2], run(failed=1)).problems == (problem,)
    told = gated(tmp_path, request(), ended(CREATE, outcome="failed"), run(failed=1)).problems
    assert problem not in told


def test_a_skipped_test_fails_it(tmp_path: Path) -> None:
    found = gated(tmp_path, request(), ended(CREATE), ended(test="x", outcome="skipped"), run(collected=2))

    assert found.problems == ("1 of 2 tests skipped on chromium",)


def test_where_the_whole_suite_is_asked_for_a_missing_engine_fails_it(tmp_path: Path) -> None:
    records = (*GOOD[:2], run(default_engines=("chromium", "firefox")))

    assert card(*records, ratchet=ratchet(tmp_path)).gate.passed
    asked = card(*records, ratchet=ratchet(tmp_path), whole=True).gate
    assert asked.problems == ("not the whole suite: without firefox",)


def test_a_claim_without_its_traffic_fails_it(tmp_path: Path) -> None:
    (problem,) = gated(tmp_path, request(), ended(CREATE, EDIT), run()).problems

    assert problem.startswith("claim without its traffic: ")
    assert problem.endswith(f"{EDIT} was never requested")


def test_a_figure_that_fell_fails_it_and_is_named_with_was_and_now(tmp_path: Path) -> None:
    found = gated(tmp_path, *GOOD, writes_covered=2, pages_covered=0)

    assert found.problems == ("writes covered fell: was 2, now 1",)


def test_a_proof_that_vanished_is_a_fall_where_the_whole_suite_is_asked_for(tmp_path: Path) -> None:
    floor = ratchet(tmp_path, writes_proven=1)

    assert card(*GOOD, ratchet=floor, whole=True).gate.problems == ("writes proven fell: was 1, now not measured",)
    assert card(*GOOD, ratchet=floor).gate.passed  # a change makes proofs stale, and proving is a run of its own


def test_an_engine_that_reached_nothing_lowers_what_every_engine_covers(tmp_path: Path) -> None:
    both = run(engines={"chromium": "156", "firefox": "153"}, default_engines=("chromium", "firefox"), collected=1)

    assert gated(tmp_path, *GOOD[:2], both).figures["writes covered on every engine"] == 0
    assert gated(tmp_path, *GOOD).figures["writes covered on every engine"] == 1


@pytest.mark.parametrize(
    "facts",
    [{"selection": "-k journey"}, {"default_engines": ("chromium", "firefox")}, {"target": "https://x.example"}],
)
def test_a_narrow_run_is_not_held_to_the_ratchet_and_says_so(tmp_path: Path, facts: dict[str, Any]) -> None:
    found = gated(tmp_path, *GOOD[:2], run(**facts), writes_covered=70)

    assert found.passed
    assert not found.applies
    assert found.notes[0].startswith("ratchet not applied: ")


def test_a_narrow_run_still_fails_for_its_tests(tmp_path: Path) -> None:
    assert not gated(tmp_path, ended(outcome="failed"), run(selection="-k x")).passed


def test_a_figure_at_its_floor_has_not_fallen() -> None:
    assert fallen({"writes covered": 1}, {"writes covered": 1}) == []
    assert fallen({"writes covered": 2}, {"writes covered": 1}) == ["writes covered fell: was 2, now 1"]


def test_the_ratchet_rises_and_never_falls(tmp_path: Path) -> None:
    path = ratchet(tmp_path, writes_covered=5, pages_covered=9)

    assert raise_ratchet("chromium", {"writes covered": 7, "pages covered": 3, "reads covered": 1}, path) == [
        "writes covered: was 5, now 7",
        "reads covered: was 0, now 1",
    ]
    assert raise_ratchet("firefox", {"writes covered": 2}, path) == ["writes covered: was 0, now 2"]
    assert read_ratchet(path) == {
        "chromium": {"writes covered": 7, "pages covered": 9, "reads covered": 1},
        "firefox": {"writes covered": 2},
    }


def test_the_projects_own_ratchet_names_figures_that_exist() -> None:
    measured = set(card(*GOOD).gate.figures) | {"writes proven"}

    for floors in read_ratchet(gates.RATCHET).values():
        assert set(floors) <= measured
