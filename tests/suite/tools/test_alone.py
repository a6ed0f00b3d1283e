"""Each test in a process of its own: what needs its neighbour is red, and says where to look."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import alone

CONFTEST = """
def pytest_addoption(parser):
    parser.addoption("--reports")
"""
PLANTED = """
import pytest

made = []

@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_makes(engine):
    made.append(engine)

def test_needs_its_neighbour():
    assert made, "nothing was made before"
"""


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tests of which one needs another."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p no:randomly\n")
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_planted.py").write_text(PLANTED)
    return tmp_path


def alone_with(*options: str, at_once: str = "2") -> int:
    return alone.main(["test_planted.py", "--at-once", at_once, "--", "-p", "no:django", *options])


def test_a_test_that_needs_its_neighbour_is_red_and_is_told_with_how_to_see_more(
    planted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert alone_with() == 1

    said = capsys.readouterr().out
    assert "3 tests, each in a process of its own: 2 green, 1 red" in said
    assert "more   reports/alone/0003/output.txt" in said
    assert "again  pytest test_planted.py::test_needs_its_neighbour -p no:django -n 0" in said
    assert "nothing was made before" in (planted / "reports/alone/0003/output.txt").read_text()
    assert not (planted / "reports/alone/0001").exists()


def test_all_that_stand_alone_are_green(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert alone_with("-k", "makes", at_once="1") == 0

    said = capsys.readouterr().out
    assert [line.split()[-1] for line in said.splitlines() if line.startswith("green")] == [
        "test_planted.py::test_makes[chromium]",
        "test_planted.py::test_makes[firefox]",
    ]
    assert "2 green, 0 red" in said


def test_none_to_run_is_no_success(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert alone_with("-k", "nobody") == 2

    assert "pytest collects nothing" in capsys.readouterr().err
