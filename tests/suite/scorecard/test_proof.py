"""Rows of a proof: what counts as proven, and when a proof is stale."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scorecard.proof import ProofRow, Verdict, merged, read_proof, read_rows, sources_of, write_rows

ROW = ProofRow("a.b.save", "e2e/test_a.py::test_a", "chromium", "lost", "killed", "it fell", 3.0, 2.0, "abc")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one test, the page it imports, and that page's base."""
    files = {
        "e2e/test_a.py": "from pages.a import A\nimport api.a\n",
        "pages/a.py": "from pages.base import Page\nfrom pages import parts\n",
        "pages/base.py": "",
        "pages/parts.py": "",
        "pages/other.py": "",
        "api/a.py": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_the_sources_of_a_test_are_itself_and_the_pages_it_reaches(root: Path) -> None:
    assert list(sources_of("e2e/test_a.py", root)) == [
        "e2e/test_a.py",
        "pages/a.py",
        "pages/base.py",
        "pages/parts.py",
    ]


@pytest.mark.parametrize("changed", ["e2e/test_a.py", "pages/a.py", "pages/base.py"])
def test_a_proof_is_stale_once_one_of_its_files_changed(root: Path, changed: str) -> None:
    path = root / "proof.json"
    write_rows(path, [replace(ROW, sources=sources_of("e2e/test_a.py", root))])
    assert read_proof(path, root) == frozenset({"a.b.save"})

    (root / changed).write_text("import re\n")

    assert read_proof(path, root) == frozenset()
    assert [row.stale for row in read_rows(path, root)] == [True]


def test_a_proof_outlives_changes_elsewhere_but_not_a_file_that_is_gone(root: Path) -> None:
    path = root / "proof.json"
    write_rows(path, [replace(ROW, sources=sources_of("e2e/test_a.py", root))])

    (root / "pages/other.py").write_text("import re\n")
    assert read_proof(path, root) == frozenset({"a.b.save"})
    (root / "pages/parts.py").unlink()
    assert read_proof(path, root) == frozenset()


@pytest.mark.parametrize(
    "verdict", ["vacuous", "broken", "control failed", "not fired", "equivalent", "not applicable"]
)
def test_only_a_killed_mutant_proves(tmp_path: Path, verdict: Verdict) -> None:
    path = tmp_path / "proof.json"
    write_rows(path, [replace(ROW, verdict=verdict)])

    assert read_proof(path, tmp_path) == frozenset()


def test_rows_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "proof.json"
    rows = (ROW, replace(ROW, operation="a.b.undo"))
    write_rows(path, reversed(rows))

    assert read_rows(path, tmp_path) == rows
    assert read_rows(tmp_path / "none.json") == ()
    assert read_proof(tmp_path / "none.json") is None


def test_a_run_of_one_column_keeps_the_others() -> None:
    known = [ROW, replace(ROW, mutation="half"), replace(ROW, mutation="half", operation="a.b.undo")]
    again = replace(ROW, mutation="half", verdict="vacuous")

    whole = merged(known, [again], ["half"], narrowed=False)
    narrowed = merged(known, [again], ["half"], narrowed=True)

    assert whole == [ROW, again]
    assert narrowed == [ROW, again, known[2]]


def test_what_is_declared_now_replaces_what_tests_came_to() -> None:
    survived = replace(ROW, mutation="half", verdict="vacuous")
    declared = replace(ROW, mutation="half", verdict="not applicable", test="", engine="")

    assert merged([ROW, survived], [declared], ["half"], narrowed=True) == [ROW, declared]
