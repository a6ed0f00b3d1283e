"""GO or NO-GO by the team's list: every critical row must pass, and a row that nothing tested does not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Literal

from contract.inventory import Contract
from scorecard import words
from scorecard.authorisation import Authorisation
from scorecard.figures import Figures
from scorecard.records import RunRecord, TestRecord

TABLE = Path(__file__).parent / "critical_rows.json"
SUITE = "suite_green"
WHO_MAY = "who_may"
FAULTS_SHOWN = 3
State = Literal["PASS", "FAIL", "UNTESTED"]


@dataclass(frozen=True, slots=True)
class CriticalRow:
    """A row of the go/no-go list: the node-id patterns of its tests and the operations that must be covered."""

    key: str
    title: str
    tests: tuple[str, ...]
    operations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What the run says of a row; ``why`` is empty when it passes."""

    key: str
    title: str
    state: State
    why: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All rows; GO only if each of them passes."""

    rows: tuple[RowVerdict, ...]

    @property
    def go(self) -> bool:
        """Whether nothing blocks the launch."""
        return bool(self.rows) and not self.blocking

    @property
    def blocking(self) -> tuple[RowVerdict, ...]:
        """The rows that do not pass."""
        return tuple(row for row in self.rows if row.state != "PASS")


@cache
def critical_rows() -> tuple[CriticalRow, ...]:
    """Return the declared rows; raise if one names nothing to look at or an unknown operation."""
    rows = tuple(
        CriticalRow(row["key"], row["title"], tuple(row["tests"]), tuple(row["operations"]))
        for row in json.loads(TABLE.read_text(encoding="utf-8"))["rows"]
    )
    for row in rows:
        if not row.tests and not row.operations:
            raise ValueError(f"critical row {row.key} names neither tests nor operations")
        for operation in row.operations:
            Contract.load().operation(operation)
    return rows


def verdict(
    figures: Figures,
    tests: Iterable[TestRecord],
    runs: Sequence[RunRecord],
    narrowed: Sequence[str],
    rows: Sequence[CriticalRow] | None = None,
    authorisation: Authorisation | None = None,
) -> Verdict:
    """Return the verdict; ``narrowed`` are the reasons why this was not the whole suite on all default engines.

    The embedded application is also judged by its authorisation matrix, which is asked in process; a deployment cannot
    be asked so, and has the rows of ownership and tiers.
    """
    ended = tuple(tests)
    engines = sorted({engine for run in runs for engine in run.engines})
    judged = [_row(row, figures, ended, engines) for row in (critical_rows() if rows is None else rows)]
    if any(run.embedded for run in runs):
        judged.append(_who_may(authorisation))
    return Verdict((*judged, _suite(figures, ended, runs, narrowed)))


def _who_may(matrix: Authorisation | None) -> RowVerdict:
    title = "every operation is open to whom the rules let in, and to no one else"
    if matrix is None or matrix.only or not matrix.cells:
        why = f"only operations of {matrix.only} were asked" if matrix and matrix.only else "the matrix was not asked"
        return RowVerdict(WHO_MAY, title, "UNTESTED", why)
    if matrix.wrong:
        shown = "; ".join(matrix.faults[:FAULTS_SHOWN])
        why = f"{words.count(matrix.wrong)} of {words.count(matrix.cells)} cells wrong: {shown}"
        return RowVerdict(WHO_MAY, title, "FAIL", why)
    return RowVerdict(WHO_MAY, title, "PASS")


def _row(row: CriticalRow, figures: Figures, tests: Sequence[TestRecord], engines: Sequence[str]) -> RowVerdict:
    failed: list[str] = []
    untested: dict[str, list[str]] = {}
    for engine in engines:
        for pattern in row.tests:
            own = [test for test in tests if test.engine == engine and fnmatchcase(test.test, pattern)]
            failed += [f"{test.test} {test.outcome}" for test in own if test.outcome in {"failed", "error", "defect"}]
            if not any(test.outcome == "passed" for test in own):
                untested.setdefault(f"no passing test {pattern}", []).append(engine)
        covered = {name for coverage in figures.by_engine.get(engine, {}).values() for name in coverage.covered}
        for operation in row.operations:
            if operation not in covered:
                untested.setdefault(f"{operation} not covered", []).append(engine)
    if failed:
        return RowVerdict(row.key, row.title, "FAIL", "; ".join(failed))
    if untested or not engines:
        reasons = [f"{reason} ({', '.join(on)})" for reason, on in untested.items()]
        return RowVerdict(row.key, row.title, "UNTESTED", "; ".join(reasons) or "no engine ran")
    return RowVerdict(row.key, row.title, "PASS")


def _suite(
    figures: Figures, tests: Sequence[TestRecord], runs: Sequence[RunRecord], narrowed: Sequence[str]
) -> RowVerdict:
    """The whole suite green: all of it ran, on every default engine, and nothing failed or was skipped."""
    title = "the whole suite is green"
    bad = sum(counted.failed + counted.error + counted.defect for counted in figures.tests)
    if bad:
        return RowVerdict(SUITE, title, "FAIL", f"{bad} of {len(tests)} tests failed")
    skipped = sum(counted.skipped for counted in figures.tests)
    missing = [*narrowed, *incomplete(tests, runs), *([f"{skipped} tests skipped"] if skipped else [])]
    return RowVerdict(SUITE, title, "UNTESTED" if missing else "PASS", "; ".join(missing))


def incomplete(tests: Iterable[TestRecord], runs: Sequence[RunRecord]) -> list[str]:
    """Return why the records cannot be all of their runs, each judged by itself.

    A run lacks its facts, its tests or some of their results, or counted a failure that no result tells of.
    """
    if not runs:
        return ["the run left no record of itself"]
    ended: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for test in tests:
        ended[test.run] += 1
        bad[test.run] += test.outcome in {"failed", "error"}
    if not ended:
        return ["no test ran"]
    reasons = [f"run {name} left no record of itself" for name in sorted(ended.keys() - {run.run for run in runs})]
    for run in runs:
        if ended[run.run] < run.collected:
            reasons.append(f"{run.collected - ended[run.run]} of {run.collected} tests left no result")
        if run.failed and not bad[run.run]:
            reasons.append(f"run {run.run} counted {run.failed} failures that no test's result tells of")
    return reasons


def narrowings(runs: Sequence[RunRecord]) -> tuple[str, ...]:
    """Return why runs are not the whole suite on all default engines; empty if they are.

    Runs of single engines, as a matrix of jobs makes them, together are whole.
    """
    reasons = [f"only {run.selection}" for run in runs if run.selection]
    absent = {engine for run in runs for engine in run.default_engines} - {
        engine for run in runs for engine in run.engines
    }
    if absent:
        reasons.append(f"without {', '.join(sorted(absent))}")
    return tuple(dict.fromkeys(reasons))
