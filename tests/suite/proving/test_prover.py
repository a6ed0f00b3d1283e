"""The prover names what it must: planted tests, good and bad, against the embedded application and a real browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scorecard.proof import ProofRow, read_proof, read_rows

ROOT = Path(__file__).resolve().parents[3]
PLANTED = "tests/suite/proving/planted.py"
VOLUMES = "tests/suite/proving/planted_volumes.py"
OPERATIONS = ("pricing.harga_items.save", "dashboard.project.edit", "volume.quantity.save")
# e2e/health is named because a run starts the application only for tests of e2e/; it claims none of them.
COMMAND = (
    *(sys.executable, "-m", "pytest", PLANTED, "e2e/health"),
    *(f"--prove-operation={operation}" for operation in OPERATIONS),
)

EXPECTED = {
    "test_good": ("killed", "planted.py:"),
    "test_trusts_the_toast": ("vacuous", "trusted a message"),
    "test_reads_the_value_back_from_the_form": ("vacuous", "read back"),
    "test_reads_a_stale_page": ("vacuous", "stale page"),
    "test_asserts_on_the_arranged_data": ("vacuous", "arranged data"),
    "test_looks_at_nothing": ("vacuous", "no look"),
    "test_ends_by_a_time_out": ("broken", "TimeoutError"),
    "test_is_red_by_itself": ("control failed", "in call"),
}


def test_each_planted_test_gets_the_verdict_it_deserves(tmp_path: Path) -> None:
    run = _prove(tmp_path, "lost")

    rows = {row.test.rpartition("::")[2]: row for row in read_rows(tmp_path / "proof.json")}
    assert {name: (row.verdict, _begins(row, name)) for name, row in rows.items()} == {
        name: (verdict, True) for name, (verdict, _) in EXPECTED.items()
    }, run.stdout
    assert run.returncode == 1, run.stdout
    assert "1 of 3 claimed writes proven" in run.stdout
    assert read_proof(tmp_path / "proof.json") == frozenset({"pricing.harga_items.save"})
    good = rows["test_good"]
    assert good.seconds > 0
    assert good.control_seconds > 0
    assert {PLANTED, "pages/harga_items.py", "pages/base.py"} <= good.sources.keys()
    requests = (tmp_path / "proof" / "records").glob("gw*.jsonl")
    mutated = [line for path in requests for line in path.read_text().splitlines() if '"mutation":"lost"' in line]
    assert len(mutated) > len(EXPECTED)  # so that figures leave them out


def test_the_browser_alone_comes_to_the_same_verdicts(tmp_path: Path) -> None:
    run = _prove(tmp_path, "lost", "--prove-by=browser", "-k", "not red_by_itself")

    rows = {row.test.rpartition("::")[2]: row for row in read_rows(tmp_path / "proof-browser.json")}
    found = {name: (row.verdict, _begins(row, name)) for name, row in rows.items()}
    assert found == {name: (verdict, True) for name, (verdict, _) in EXPECTED.items() if verdict != "control failed"}, (
        run.stdout
    )
    assert not (tmp_path / "proof.json").exists()  # the server's own proof stays as it is


def test_a_test_that_takes_an_error_for_a_success_is_caught_when_the_write_is_refused(tmp_path: Path) -> None:
    run = _prove(tmp_path, "refused", "-k", "test_good or test_trusts_the_toast")

    rows = {row.test.rpartition("::")[2]: row for row in read_rows(tmp_path / "proof.json")}
    assert {name: row.verdict for name, row in rows.items()} == {
        "test_good": "killed",
        "test_trusts_the_toast": "vacuous",  # the page says that it failed, and any toast will do for this test
    }, run.stdout
    assert "does not notice that the write was answered with an error" in rows["test_trusts_the_toast"].evidence
    assert run.returncode == 1, run.stdout


def test_a_half_is_looked_for_up_to_the_first_test_that_notices_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", VOLUMES, "e2e/health", "--prove-writes=half", "--prove-once", "-n", "2"]
    run = subprocess.run(  # noqa: S603
        [*command, "--prove-operation=volume.quantity.save", "--reports", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    rows = {row.test.rpartition("::")[2]: row for row in read_rows(tmp_path / "proof.json") if row.test}
    assert {name: row.verdict for name, row in rows.items()} == {
        "test_one_row": "not applicable",
        "test_two_rows_and_no_look": "vacuous",  # which fails nothing, as the next test notices
        "test_two_rows": "killed",  # and the fourth is not asked any more
    }, run.stdout
    assert "there is no half of it" in rows["test_one_row"].evidence
    assert "planted_volumes.py:" in rows["test_two_rows"].evidence
    assert run.returncode == 0, run.stdout


def _prove(reports: Path, mutation: str, *options: str) -> subprocess.CompletedProcess[str]:
    workers = "0" if "--prove-by=browser" in options else "2"
    command = [*COMMAND, f"--prove-writes={mutation}", "-n", workers, "--reports", str(reports), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603


def _begins(row: ProofRow, name: str) -> bool:
    return EXPECTED[name][1] in row.evidence
