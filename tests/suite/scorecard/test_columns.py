"""The proof as a table: which answer a write gets from its tests, rates, and where the table is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from scorecard import as_json, page, terminal
from scorecard.build import build
from scorecard.columns import columns_of, main
from scorecard.proof import ProofRow, Verdict, write_rows
from scorecard.records import RecordWriter
from tests.suite.scorecard.making import CREATE, EDIT, run

DELETE = "dashboard.project.delete"
ROW = ProofRow(CREATE, "e2e/a.py::test_a", "chromium", "lost", "killed", "it fell", 8.0, 5.0, "abc")


def row(verdict: Verdict, *, operation: str = CREATE, mutation: str = "lost", test: str = "test_b") -> ProofRow:
    return replace(ROW, verdict=verdict, operation=operation, mutation=mutation, test=test, evidence=f"{verdict}!")


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (("killed", "vacuous"), ("killed", 1, 2)),
        (("equivalent", "killed"), ("killed", 1, 2)),
        (("equivalent", "broken", "vacuous"), ("vacuous", 0, 3)),
        (("not applicable", "equivalent"), ("equivalent", 0, 2)),
        (("control failed",), ("control failed", 0, 1)),
    ],
)
def test_a_write_is_killed_by_any_of_its_tests_and_else_the_worst_is_said(
    verdicts: tuple[Verdict, ...], said: tuple[str, int, int]
) -> None:
    rows = [row(verdict, test=f"test_{number}") for number, verdict in enumerate(verdicts)]

    lost = columns_of(rows).columns[0]

    cell = lost.cells[CREATE]
    assert (cell.verdict, cell.killed, cell.tests) == said
    assert cell.why == f"{said[0]}!"


def test_a_stale_kill_kills_nothing() -> None:
    lost = columns_of([replace(ROW, stale=True)]).columns[0]

    assert lost.cells[CREATE].verdict == "stale"
    assert lost.sum == "0% (0 of 1), 1 stale, 8.0 s a mutation"


def test_a_rate_counts_writes_not_tests_and_leaves_out_what_cannot_be_noticed() -> None:
    declared = replace(row("not applicable", operation="a.b.c", mutation="twice", test=""), seconds=0.0)
    rows = [
        *(row("killed", mutation="twice", test=test) for test in ("test_a", "test_b")),
        row("vacuous", operation=EDIT, mutation="twice"),
        row("equivalent", operation=DELETE, mutation="twice"),
        declared,
    ]

    lost, twice, *_ = columns_of(rows).columns

    assert lost.sum == "not measured"
    assert twice.sum == "50% (1 of 2), 1 vacuous, 1 equivalent, 1 not applicable, 8.0 s a mutation"


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A proof of two columns, with a survivor in the second."""
    path = tmp_path / "proof.json"
    rows = [
        ROW,
        row("vacuous", mutation="twice"),
        row("equivalent", operation=EDIT, mutation="twice"),
    ]
    write_rows(path, rows)
    return path


def test_the_scorecard_shows_a_column_for_each_mutation(tmp_path: Path, proof: Path) -> None:
    writer = RecordWriter(tmp_path / "records" / "main.jsonl")
    writer.write(run())
    writer.close()

    card = build(tmp_path / "records", proof=proof)

    assert "writes killed   lost 100% (1 of 1) · twice 0% (0 of 1)\n" in terminal.render(card)
    data = as_json.document(card)["proof"]
    assert list(data) == ["lost", "twice", "elsewhere", "half", "refused"]
    assert (data["twice"]["killed"], data["twice"]["noticeable"]) == (0, 1)
    assert data["twice"]["writes"][EDIT]["why"] == "equivalent!"
    section = BeautifulSoup(page.render(card), "html.parser").select_one("#proof")
    assert section is not None
    [cells] = [line.select("td") for line in section.select("tr") if line.td and line.td.get_text() == CREATE]
    assert [cell.get_text() for cell in cells[1:]] == ["killed", "vacuous", "not run", "not run", "not run"]
    assert f"{CREATE} vacuous: vacuous!" in section.get_text()
    assert f"{EDIT} equivalent: equivalent!" in section.get_text()


def test_a_scorecard_without_a_proof_shows_none(tmp_path: Path) -> None:
    writer = RecordWriter(tmp_path / "records" / "main.jsonl")
    writer.write(run())
    writer.close()

    card = build(tmp_path / "records", proof=tmp_path / "proof.json")

    assert as_json.document(card)["proof"] is None
    assert "writes killed" not in terminal.render(card)
    assert 'id="proof"' not in page.render(card)


def test_the_table_is_printed_for_a_dated_file(proof: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(proof)])

    said = capsys.readouterr().out
    assert f"| `{CREATE}` | killed 1 of 1, 8.0 s | vacuous, 8.0 s |  |  |  |\n" in said
    assert "- *twice*: 0% (0 of 1), 1 vacuous, 1 equivalent" in said
    assert f"| `{CREATE}` | twice | vacuous | vacuous! |" in said


def test_a_cell_takes_the_mean_of_those_that_ran_and_none_of_what_was_declared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declared = replace(row("not applicable", operation=EDIT, mutation="half", test=""), seconds=0.0)
    write_rows(tmp_path / "proof.json", [ROW, replace(ROW, test="test_b", seconds=9.0), declared])

    main([str(tmp_path / "proof.json")])

    said = capsys.readouterr().out
    assert f"| `{CREATE}` | killed 2 of 2, 8.5 s |  |  |  |  |\n" in said
    assert f"| `{EDIT}` |  |  |  | not applicable |  |\n" in said


@pytest.mark.parametrize(
    ("server", "browser", "evidence", "why"),
    [
        ("killed", "not applicable", "no page sends it", "a script of the session sends the write"),
        ("equivalent", "vacuous", "arranged data", "a save that changes nothing"),
        ("killed", "broken", "ended by TimeoutError: 404", "the control's row"),
        ("killed", "vacuous", "arranged data", "not explained"),
    ],
)
def test_what_the_browsers_side_says_otherwise_is_listed_with_its_kind(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    server: Verdict,
    browser: Verdict,
    evidence: str,
    why: str,
) -> None:
    alike, alone = replace(ROW, test="test_alike"), replace(ROW, test="test_alone")
    write_rows(tmp_path / "proof.json", [replace(ROW, verdict=server, test="e2e/a.py::test_a"), alike, alone])
    write_rows(tmp_path / "proof-browser.json", [replace(ROW, verdict=browser, evidence=evidence, seconds=3.0), alike])

    main([str(tmp_path / "proof.json"), "--browser", str(tmp_path / "proof-browser.json")])

    said = capsys.readouterr().out
    assert "| write | lost | lost, by the browser | twice | elsewhere | half | refused |" in said
    assert "| killed 1 of 2, 5.5 s |" in said
    assert "1 of 2 pairs of write and test come to the same verdict; 1 ran on one side only." in said
    [line] = [line for line in said.splitlines() if line.startswith(f"| `{CREATE}` | `test_a` |")]
    assert f"| {server} | {browser} | " in line
    assert why in line
    assert f"| {evidence} |" in line


def test_without_the_browsers_side_there_is_no_column_of_it(proof: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(proof), "--browser", str(proof.with_name("proof-browser.json"))])

    assert "browser" not in capsys.readouterr().out
