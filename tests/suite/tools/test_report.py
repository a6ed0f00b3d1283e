"""The report and the trace: built by the real generator, and honest where there is nothing to show."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tools import report, trace

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Allure results of one test that passed and one that failed, in a folder with a space."""
    monkeypatch.chdir(ROOT)
    folder = tmp_path / "allure results"
    folder.mkdir()
    for number, status in enumerate(["passed", "failed"]):
        result = {
            "uuid": f"00000000-0000-0000-0000-00000000000{number}",
            "historyId": f"history{number}",
            "name": f"Test {number}",
            "fullName": f"e2e.test_{number}",
            "status": status,
            "stage": "finished",
            "start": 1,
            "stop": 2,
        }
        (folder / f"{result['uuid']}-result.json").write_text(json.dumps(result))
    return folder


def test_one_file_with_every_result_counted(results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, history = tmp_path / "out", tmp_path / "history.jsonl"

    status = report.main([str(results), "--output", str(out), "--history", str(history), "--append"])

    assert status == 0
    told = capsys.readouterr().out
    assert "report: 2 results (1 passed, 1 failed)\n" in told
    assert f"open next:  {out / 'index.html'}" in told
    assert not [file for file in out.iterdir() if file.suffix in {".js", ".css"}]  # all of it is in index.html


def test_only_a_new_run_adds_to_the_history(results: Path, tmp_path: Path) -> None:
    history = tmp_path / "history.jsonl"

    for append in (True, False, True):
        report.build([results], tmp_path / "out", history, append=append, site=False)

    assert len(history.read_text().splitlines()) == 2


def test_a_site_has_its_parts_beside_the_page(results: Path, tmp_path: Path) -> None:
    report.build([results], tmp_path / "out", tmp_path / "history.jsonl", append=True, site=True)

    assert [file for file in (tmp_path / "out").iterdir() if file.suffix == ".js"]


def test_without_results_it_says_what_to_do_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert report.main([]) == 1

    assert "no results in allure-results: run `make e2e` first" in capsys.readouterr().err


def test_a_generator_that_fails_fails_the_target(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(report, "GENERATOR", tmp_path / "absent.js")

    assert report.main([str(results), "--output", str(tmp_path / "out"), "--history", str(tmp_path / "h.jsonl")]) == 1

    assert "the report generator failed" in capsys.readouterr().err


def test_the_last_trace_is_found_and_told_where_nothing_can_be_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert trace.main([]) == 1
    assert "none found" in capsys.readouterr().err
    for age, name in enumerate(["newer", "older"]):
        file = tmp_path / "test-results" / name / "trace.zip"
        file.parent.mkdir(parents=True)
        file.touch()
        os.utime(file, (1_000_000 - age, 1_000_000 - age))

    assert trace.main([]) == 0

    assert "trace: test-results/newer/trace.zip" in capsys.readouterr().out
