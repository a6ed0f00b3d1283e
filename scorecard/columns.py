"""The proof as a table: a row for each write, a column for each mutation, a verdict in each cell.

``python -m scorecard.columns reports/proof.json`` prints it in Markdown, for a dated file; with
``--browser reports/proof-browser.json`` also what the browser's side came to, and where it differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from contract.inventory import Contract
from scorecard import sides
from scorecard.proof import WITHOUT_EFFECT, KillRate, ProofRow, Verdict, merged, read_rows

LOST = "lost"
MUTATIONS = (LOST, "twice", "elsewhere", "half", "refused")
Answer = Verdict | Literal["stale"]
# A write is killed by any of its tests. Where none does, the worst is said: what has to be mended comes first.
_WORST_FIRST: Sequence[Answer] = (
    "vacuous",
    "broken",
    "control failed",
    "not fired",
    "stale",
    "equivalent",
    "not applicable",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of one write under one mutation: ``killed`` of ``tests``, and in one line why.

    ``verdict`` is *stale* where nothing but rows of tests is known that have changed since. ``seconds`` is the mean of
    its mutants, the whole run of a test; None where none ran.
    """

    verdict: Answer
    killed: int
    tests: int
    why: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One mutation over all writes. ``seconds`` is a mutant's mean, the whole run of its test; None where none ran."""

    mutation: str
    cells: Mapping[str, Cell]
    seconds: float | None

    @property
    def rate(self) -> KillRate:
        """How many writes were killed, of those with an answer that a test could have noticed."""
        noticeable = [cell for cell in self.cells.values() if cell.verdict not in WITHOUT_EFFECT]
        return KillRate(sum(cell.verdict == "killed" for cell in noticeable), len(noticeable))

    def count(self, verdict: Answer) -> int:
        """Return the number of writes with a verdict."""
        return sum(cell.verdict == verdict for cell in self.cells.values())

    @property
    def sum(self) -> str:
        """The column in words: ``98% (41 of 42), 1 vacuous, 9 equivalent, 12.1 s a mutation``."""
        others = [f"{self.count(verdict)} {verdict}" for verdict in _WORST_FIRST if self.count(verdict)]
        took = [] if self.seconds is None else [f"{self.seconds:.1f} s a mutation"]
        return ", ".join([str(self.rate), *others, *took]) if self.cells else "not measured"


@dataclass(frozen=True, slots=True)
class Columns:
    """The whole table. ``writes`` are the contract's, in its order, whether a test claims them or not."""

    writes: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def open(self) -> list[tuple[str, str, Cell]]:
        """Write, mutation and cell of all that is neither killed nor without effect."""
        return [named for named in self._cells if named[2].verdict not in {"killed", *WITHOUT_EFFECT}]

    @property
    def reasons(self) -> list[tuple[str, str, Cell]]:
        """Write, mutation and cell of all that is equivalent or not applicable."""
        return [named for named in self._cells if named[2].verdict in WITHOUT_EFFECT]

    @property
    def _cells(self) -> Iterator[tuple[str, str, Cell]]:
        for write in self.writes:
            for column in self.columns:
                if (cell := column.cells.get(write)) is not None:
                    yield write, column.mutation, cell


def columns_of(rows: Iterable[ProofRow]) -> Columns:
    """Return the table of a proof's rows over all writes of the contract."""
    known = list(rows)
    writes = tuple(operation.id for operation in Contract.load().writes())
    return Columns(
        writes, tuple(_column([row for row in known if row.mutation == mutation], mutation) for mutation in MUTATIONS)
    )


def read_columns(path: Path | None) -> Columns | None:
    """Return the table of a ``proof.json``; None without one."""
    return columns_of(read_rows(path)) if path is not None and path.exists() else None


def _column(rows: Sequence[ProofRow], mutation: str) -> Column:
    by_write: dict[str, list[ProofRow]] = {}
    for row in rows:
        by_write.setdefault(row.operation, []).append(row)
    return Column(mutation, {write: _cell(found) for write, found in sorted(by_write.items())}, _seconds(rows))


def _seconds(rows: Sequence[ProofRow]) -> float | None:
    """The mean over those that ran."""
    ran = [row.seconds for row in rows if row.test]
    return sum(ran) / len(ran) if ran else None


def _cell(rows: Sequence[ProofRow]) -> Cell:
    answers = [(_answer(row), row) for row in rows]
    killers = [row for answer, row in answers if answer == "killed"]
    tests = sum(bool(row.test) for row in rows)
    if killers:
        return Cell("killed", len(killers), tests, killers[0].evidence, _seconds(rows))
    answer, worst = min(answers, key=lambda found: _WORST_FIRST.index(found[0]))
    return Cell(answer, 0, tests, worst.evidence, _seconds(rows))


def _answer(row: ProofRow) -> Answer:
    return "stale" if row.stale else row.verdict


def markdown(table: Columns, browser: Sequence[ProofRow] | None = None) -> str:
    """Return the table, the sums and the reasons in Markdown; with the rows of the ``browser``'s side, its column."""
    columns = list(table.columns)
    if browser is not None:
        columns.insert(1, replace(_column(browser, LOST), mutation=f"{LOST}, by the browser"))
    head = " | ".join(column.mutation for column in columns)
    lines = [
        "A cell names the tests that killed, of those that ran, and the mean of a mutant's seconds, a whole run of its "
        "test.",
        "",
        f"| write | {head} |",
        "| --- " * (len(columns) + 1) + "|",
    ]
    for write in table.writes:
        cells = (_in_a_cell(column.cells.get(write)) for column in columns)
        lines.append(f"| `{write}` | {' | '.join(cells)} |")
    lines += ["", *(f"- *{column.mutation}*: {column.sum}" for column in columns)]
    for title, found in (("Open", table.open), ("Without effect", table.reasons)):
        if found:
            lines += ["", f"## {title}", "", "| write | mutation | verdict | why |", "| --- | --- | --- | --- |"]
            lines += [
                f"| `{write}` | {mutation} | {cell.verdict} | {cell.why.replace('|', '/')} |"
                for write, mutation, cell in found
            ]
    return "\n".join(lines)


def _in_a_cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    said = f"killed {cell.killed} of {cell.tests}" if cell.verdict == "killed" else cell.verdict
    return said if cell.seconds is None else f"{said}, {cell.seconds:.1f} s"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of one or several files, of which a later one replaces rows of an earlier one."""
    parser = argparse.ArgumentParser(prog="python -m scorecard.columns", description=main.__doc__)
    parser.add_argument("proofs", nargs="+", type=Path, metavar="proof.json")
    parser.add_argument("--browser", type=Path, metavar="FILE", help="the proof by the browser's side; may be missing")
    options = parser.parse_args(arguments)
    rows: list[ProofRow] = []
    for path in options.proofs:
        rows = merged(rows, read_rows(path), (), narrowed=True)
    by_browser = read_rows(options.browser) if options.browser and options.browser.exists() else None
    sys.stdout.write(markdown(columns_of(rows), by_browser) + "\n")
    if by_browser is not None:
        sys.stdout.write("\n" + "\n".join(sides.markdown(sides.sides_of(rows, by_browser))) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
