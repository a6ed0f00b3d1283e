"""Merging as CI does it: the figures of several runs are one, and the gate still decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scorecard.proof import ProofRow, write_rows
from scorecard.records import RecordWriter, RunRecord, TestOutcome, TestRecord
from tools import merge

ROOT = Path(__file__).resolve().parents[3]


def leave_results(folder: Path, engine: str, outcome: TestOutcome) -> None:
    """Leave what a run of one test on one engine leaves."""
    test = f"e2e/auth/test_sign_in.py::test_x[{engine}]"
    with RecordWriter(folder / "reports" / "records" / "run.jsonl") as writer:
        writer.write(
            RunRecord(
                run=engine,
                started=1.0,
                seconds=2.0,
                seed="8f31",
                engines={engine: f"{engine} 1"},
                default_engines=("chromium", "firefox"),
                collected=1,
                workers=1,
                target="embedded",
                selection=None,
                commit=None,
            )
        )
        writer.write(
            TestRecord(run=engine, test=test, engine=engine, outcome=outcome, seconds=1.0, covers=(), message="")
        )
    results = folder / "allure-results"
    results.mkdir()
    status = "passed" if outcome == "passed" else "failed"
    result = {
        "uuid": engine,
        "historyId": engine,
        "name": engine,
        "fullName": test,
        "status": status,
        "stage": "finished",
    }
    (results / f"{engine}-result.json").write_text(json.dumps(result))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    return tmp_path / "to merge"


def test_two_engines_become_one_site(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leave_results(folder / "results-chromium", "chromium", "passed")
    leave_results(folder / "results-firefox", "firefox", "failed")

    status = merge.main([str(folder)])

    assert status == 1  # the failure that one of them had
    card = json.loads((folder / "site" / "scorecard.json").read_text())
    assert sorted(run["run"] for run in card["runs"]) == ["chromium", "firefox"]
    assert not card["gate"]["passed"]
    assert json.loads((folder / "site" / "report" / "summary.json").read_text())["stats"]["total"] == 2
    assert "gate" in (folder / "site" / "scorecard.md").read_text()
    assert len((folder / "site" / "history.jsonl").read_text().splitlines()) == 1
    assert "results-chromium, results-firefox" in capsys.readouterr().out


def test_an_engine_that_left_nothing_fails_the_merge_by_its_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leave_results(folder / "results-chromium", "chromium", "passed")

    assert merge.main([str(folder)]) == 1

    problems = json.loads((folder / "site" / "scorecard.json").read_text())["gate"]["problems"]
    assert problems == ["not the whole suite: without firefox"]
    assert "without firefox" in capsys.readouterr().out


@pytest.mark.parametrize("made", [True, False])
def test_writes_count_as_proven_where_a_proof_was_made(folder: Path, made: bool) -> None:
    leave_results(folder / "results-chromium", "chromium", "passed")
    if made:
        row = ProofRow("dashboard.project.create", "e2e/a.py::test_a", "chromium", "lost", "killed", "not listed")
        write_rows(folder / "proof" / "proof.json", [row])

    merge.main([str(folder)])

    proven = json.loads((folder / "site" / "scorecard.json").read_text())["coverage"]["write"]["proven"]
    assert proven["value"] == (0 if made else None)  # measured; but these records cover no write


def test_of_the_runs_tables_of_who_may_do_what_the_worst_is_judged(folder: Path) -> None:
    for engine, wrong in (("chromium", 0), ("firefox", 2)):
        leave_results(folder / f"results-{engine}", engine, "passed")
        table = {"version": 2, "only": "", "cells": 9, "wrong": wrong, "seconds": 1.0, "roles": [], "rows": []}
        (folder / f"results-{engine}" / "reports" / "authorisation.json").write_text(json.dumps(table))

    merge.main([str(folder)])

    rows = json.loads((folder / "site" / "scorecard.json").read_text())["verdict"]["rows"]
    assert [row["state"] for row in rows if row["key"] == "who_may"] == ["FAIL"]


def test_history_goes_on_where_the_published_one_ended(folder: Path) -> None:
    leave_results(folder / "results-chromium", "chromium", "passed")
    merge.main([str(folder)])

    merge.main([str(folder)])

    assert len((folder / "site" / "history.jsonl").read_text().splitlines()) == 2


def test_nothing_to_merge_is_no_success(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert merge.main([str(folder)]) == 1

    assert "no " in capsys.readouterr().err
