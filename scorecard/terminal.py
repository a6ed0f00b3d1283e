"""The scorecard as plain text, for the end of a run on a terminal of 120 columns."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence

from contract.inventory import Contract, Kind
from scorecard import words
from scorecard.authorisation import Authorisation
from scorecard.card import Scorecard
from scorecard.figures import Coverage, Latency, Named
from scorecard.planned import Planned
from scorecard.tiers import JANUARY_NOTE, P50_AIM, P95_AIM, Row

WIDTH = 120
LABEL = 16
NAMES_SHOWN = 12
SLOWEST_SHOWN = 3


def render(scorecard: Scorecard, *, page: str = "reports/scorecard.html", report: str = "make report") -> str:
    """Return the whole text, lines of ``WIDTH`` columns at most, without a newline at its end."""
    figures = scorecard.figures
    lines = [_head(scorecard), "", *_table(scorecard.rows), ""]
    lines += _line("tests", " · ".join(_tests(scorecard)) or "none")
    lines += _line("not run", " · ".join(_not_run(scorecard)) or "no engine")
    lines += _line("writes by", " · ".join(_by_engine(scorecard)) or "no engine")
    lines += _line("covered, plan", " · ".join(map(_planned, scorecard.planned)))
    lines += _line("not covered", not_covered(figures.coverage[Kind.WRITE]))
    if scorecard.proof is not None:
        measured = [f"{column.mutation} {column.rate}" for column in scorecard.proof.columns if column.cells]
        lines += _line("writes killed", " · ".join(measured) or "none")
    lines += _line("who may do what", _who_may(scorecard.authorisation))
    lines += _optional("errors", figures.errors_by_operation)
    lines += _optional("unfinished", figures.unfinished)
    lines += _optional("unknown traffic", figures.unknown)
    lines += _line("exports", " · ".join(_exports(scorecard)))
    lines += _line("documents", _documents(scorecard))
    lines += _line("responses", _responses(figures.latency))
    lines += _line(
        "slowest",
        " · ".join(
            f"{slow.operation} {words.slow(slow.latency)}" for slow in figures.slowest_operations[:SLOWEST_SHOWN]
        )
        or words.not_measured(0),
    )
    lines += _line(
        "slowest tests",
        " · ".join(
            f"{_short(test.test)} {words.seconds(test.seconds)}" for test in figures.slowest_tests[:SLOWEST_SHOWN]
        )
        or "none",
    )
    lines += _line("verdict", _verdict(scorecard))
    lines += _line("gate", _gate(scorecard))
    lines += _line("report", f"{report}    scorecard  {page}")
    lines.append(JANUARY_NOTE)
    return "\n".join(lines)


def _head(scorecard: Scorecard) -> str:
    engines = " · ".join(f"{engine} {short_version(version)}" for engine, version in scorecard.engines.items())
    parts = [
        "AHSP end-to-end",
        engines or "no engine",
        f"{words.count(sum(tests.total for tests in scorecard.figures.tests))} tests",
        words.seconds(scorecard.seconds),
        f"seed {' '.join(scorecard.seeds) or '-'}",
    ]
    return "   ".join(parts)


def short_version(version: str) -> str:
    """Return what tells versions of a browser apart: ``156`` of ``Chromium 156.0.7999.1``, ``2.50`` of ``2.50.4``."""
    number = re.search(r"\d+(\.\d+)*", version)
    if number is None:
        return version
    parts = number.group().split(".")
    return parts[0] if int(parts[0]) >= 100 else ".".join(parts[:2])


def _table(rows: Iterable[Row]) -> list[str]:
    cells = [("", "January", "tier 1", "tier 2", "tier 3", "this run", "", "")]
    cells += [(row.title, row.january, *row.tiers, row.value, row.detail, row.reached) for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    return [
        "  ".join(
            cell.rjust(width) if 1 <= column <= 4 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]


def _line(label: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=label.ljust(LABEL),
        subsequent_indent=" " * LABEL,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _optional(label: str, named: Sequence[Named]) -> list[str]:
    if not named:
        return []
    shown = [f"{item.name} ({words.count(item.count)})" for item in named[:NAMES_SHOWN]]
    return _line(label, " · ".join(shown) + _and_more(len(named)))


def _and_more(number: int) -> str:
    return f" · and {number - NAMES_SHOWN} more" if number > NAMES_SHOWN else ""


def _tests(scorecard: Scorecard) -> list[str]:
    return [
        f"{tests.engine} "
        + ", ".join(
            f"{words.count(number)} {name}"
            for name, number in (
                ("passed", tests.passed),
                ("failed", tests.failed),
                ("error", tests.error),
                ("skipped", tests.skipped),
                ("known defects of the application", tests.defect),
            )
            if number or name == "passed"
        )
        for tests in scorecard.figures.tests
    ]


def _not_run(scorecard: Scorecard) -> list[str]:
    """Per engine, how many tests it did not run, and for which rows of the capability matrix."""
    told = []
    for engine, kept_off in scorecard.kept_off_by_engine.items():
        rows = Counter((test.row, test.reason) for test in kept_off)
        why = ", ".join(f"{words.count(number)} by {row}: {reason}" for (row, reason), number in sorted(rows.items()))
        told.append(f"{engine} {words.count(len(kept_off))}" + (f" ({why})" if why else ""))
    return told


def _by_engine(scorecard: Scorecard) -> list[str]:
    return [
        f"{engine} {len(coverage[Kind.WRITE].covered)} covered, {len(coverage[Kind.WRITE].exercised)} exercised"
        for engine, coverage in scorecard.figures.by_engine.items()
    ]


def _exports(scorecard: Scorecard) -> list[str]:
    late = scorecard.exports.timeouts
    if not late.measured:
        return [words.not_measured(late.n)]
    return [
        f"time-outs {words.count(late.numerator)} of {words.count(late.denominator)} (aim 0)",
        *(f"{line.name} {words.slow(line.latency)}" for line in scorecard.exports.formats),
    ]


def _documents(scorecard: Scorecard) -> str:
    lines = scorecard.documents.lines
    compared = [line.rows for line in lines if line.rows is not None]
    opened = len({line.operation for line in lines if line.route})
    return (
        f"{opened} of {opened + len(scorecard.documents.not_opened)} exports opened"
        f" · {len(compared)} documents to the last row ({words.count(sum(compared))} rows)"
    )


def _planned(part: Planned) -> str:
    """What is covered of a sort of operations; in brackets the share that the plan asks for."""
    counted = f"{part.name} {words.count(part.covered)} of {words.count(part.operations)}"
    if part.aim is None:
        return counted
    return f"{counted} ({words.percent(part.aim)}{', BELOW' if part.reached is False else ''})"


def _responses(latency: Latency) -> str:
    aims = {"P50": (latency.p50, P50_AIM), "P95": (latency.p95, P95_AIM)}
    parts = [
        f"{name} {words.not_measured() if value is None else words.milliseconds(value)} (plan < {aim} ms)"
        for name, (value, aim) in aims.items()
    ]
    return " · ".join([*parts, f"n = {words.count(latency.n)}"])


def _who_may(matrix: Authorisation | None) -> str:
    if matrix is None:
        return words.not_measured()
    return (
        f"{words.count(matrix.cells)} cells asked ({len(matrix.rows)} operations, {len(matrix.roles)} roles, own,"
        f" another's and missing objects), {words.count(matrix.wrong)} wrong"
    )


def not_covered(coverage: Coverage) -> str:
    """Return the names of what is not covered, with the reason where the inventory has one."""
    if not coverage.missing:
        return "none"
    contract = Contract.load()
    names = []
    for name in coverage.missing[:NAMES_SHOWN]:
        reason = contract.operation(name).reason
        names.append(f"{name} ({reason.partition(';')[0]})" if reason else name)
    return f"{len(coverage.missing)} writes: " + " · ".join(names) + _and_more(len(coverage.missing))


def _short(node_id: str) -> str:
    return node_id.rpartition("::")[2]


def _verdict(scorecard: Scorecard) -> str:
    verdict = scorecard.verdict
    if verdict.go:
        return f"GO   for {scorecard.application}: every critical row passes"
    blocking = "; ".join(f"{row.title} ({row.state.lower()})" for row in verdict.blocking)
    return f"NO-GO   for {scorecard.application}, blocking: {blocking}"


def _gate(scorecard: Scorecard) -> str:
    gate = scorecard.gate
    parts = ["passed" if gate.passed else f"FAILED   {'; '.join(gate.problems)}", *gate.notes]
    if gate.applies and gate.was and gate.passed:
        parts.append(f"ratchet: {', '.join(f'{name} {floor}' for name, floor in gate.was.items())}")
    return "   ".join(parts)
