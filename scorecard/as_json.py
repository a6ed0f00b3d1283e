"""``scorecard.json``: the same figures for machines. Each carries numerator, denominator, n and its definition."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from contract.inventory import Contract, Kind
from scorecard.authorisation import Authorisation
from scorecard.card import Scorecard
from scorecard.columns import Columns
from scorecard.exports import TIMES_DEFINITION
from scorecard.figures import SAMPLES_FOR, STAGES, Coverage, Latency, Rate
from scorecard.tiers import LATENCY_DEFINITION

VERSION = 1


def document(scorecard: Scorecard) -> dict[str, Any]:
    """Return the scorecard as plain data."""
    figures = scorecard.figures
    return {
        "version": VERSION,
        "runs": [asdict(run) for run in scorecard.runs],
        "narrowed": list(scorecard.narrowed),
        "table": [asdict(row) for row in scorecard.rows],
        "figures": {
            "sign_in": _rate(figures.sign_in),
            "error_rate": _rate(figures.errors),
            "latency_ms": {
                **_latency(figures.latency),
                "needs_n": {f"p{percent}": needed for percent, needed in SAMPLES_FOR.items()},
                "definition": LATENCY_DEFINITION,
            },
        },
        "requests": {
            "recorded": figures.requests,
            "apart": asdict(figures.excluded),
            "errors": [asdict(named) for named in figures.errors_by_operation],
            "unknown": [asdict(named) for named in figures.unknown],
            "unfinished": [asdict(named) for named in figures.unfinished],
            "duplicates_dropped": figures.duplicates,
            "durations_from": dict(figures.latency_sources),
            "server_log": {
                "read": figures.has_log,
                "only_in_log": figures.server_only,
                "only_in_records": figures.records_only,
                "errors_only_in_log": figures.errors_server_only,
            },
        },
        "stages": dict(STAGES),
        "coverage": {kind.value: _coverage(coverage) for kind, coverage in figures.coverage.items()},
        "planned": [{**asdict(part), "reached": part.reached} for part in scorecard.planned],
        "authorisation": _authorisation(scorecard.authorisation),
        "proof": None if scorecard.proof is None else _proof(scorecard.proof),
        "coverage_by_engine": {
            engine: {kind.value: _coverage(coverage) for kind, coverage in kinds.items()}
            for engine, kinds in figures.by_engine.items()
        },
        "coverage_by_area": {
            area: {
                kind.value: _counts(part)
                for kind, coverage in figures.coverage.items()
                if (part := coverage.of_area(area)).operations
            }
            for area in figures.areas
        },
        "latency_by_operation_ms": {
            operation: _latency(latency) for operation, latency in figures.operations_latency.items()
        },
        "exports": {
            "timeouts": _rate(scorecard.exports.timeouts),
            "timed_out": [asdict(named) for named in scorecard.exports.timed_out],
            "latency_by_format_ms": {
                line.name: {**_latency(line.latency), "slowest_operation": line.slowest}
                for line in scorecard.exports.formats
            },
            "latency_definition": TIMES_DEFINITION,
        },
        "documents": {
            "opened": [asdict(line) for line in scorecard.documents.lines],
            "not_opened": list(scorecard.documents.not_opened),
        },
        "tests": [{**asdict(tests), "total": tests.total} for tests in figures.tests],
        "not_run": {
            engine: {
                "count": len(kept_off),
                "tests": [{"test": test.test, "row": test.row, "reason": test.reason} for test in kept_off],
            }
            for engine, kept_off in scorecard.kept_off_by_engine.items()
        },
        "slowest_tests": [
            {"test": test.test, "engine": test.engine, "seconds": test.seconds} for test in figures.slowest_tests
        ],
        "verdict": {
            "go": scorecard.verdict.go,
            "rows": [asdict(row) for row in scorecard.verdict.rows],
        },
        "gate": {
            "passed": scorecard.gate.passed,
            "problems": list(scorecard.gate.problems),
            "notes": list(scorecard.gate.notes),
            "ratchet": {
                "applies": scorecard.gate.applies,
                "engines": scorecard.gate.engine_set,
                "was": dict(scorecard.gate.was),
                "now": dict(scorecard.gate.figures),
            },
        },
    }


def _authorisation(matrix: Authorisation | None) -> dict[str, Any] | None:
    if matrix is None:
        return None
    counts = {"cells": matrix.cells, "wrong": matrix.wrong, "operations": len(matrix.rows)}
    return {**counts, "roles": list(matrix.roles), "faults": list(matrix.faults)}


def _proof(table: Columns) -> dict[str, Any]:
    return {
        column.mutation: {
            **asdict(column.rate),
            "seconds_a_mutation": column.seconds,
            "writes": {write: asdict(cell) for write, cell in column.cells.items()},
        }
        for column in table.columns
    }


def dumps(scorecard: Scorecard) -> str:
    """Return the file's text."""
    return json.dumps(document(scorecard), indent=2, ensure_ascii=False) + "\n"


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "n": rate.n,
        "value": rate.value,
        "needs_n": rate.needs,
        "definition": rate.definition,
    }


def _latency(latency: Latency) -> dict[str, Any]:
    return asdict(latency)


def _counts(coverage: Coverage) -> dict[str, int | None]:
    return {
        "operations": len(coverage.operations),
        "exercised": len(coverage.exercised),
        "covered": len(coverage.covered),
        "proven": None if coverage.proven is None else len(coverage.proven),
        "ui": len(coverage.ui),
        "session": len(coverage.session),
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    stages = ["exercised", "covered", *(["proven"] if coverage.kind is Kind.WRITE else [])]
    return {
        **{stage: _rate(coverage.rate(stage)) for stage in stages},
        "exercised_by": {"ui": sorted(coverage.ui), "session": sorted(coverage.session)},
        "not_covered": _reasons(coverage),
    }


def _reasons(coverage: Coverage) -> Mapping[str, str | None]:
    contract = Contract.load()
    return {operation: contract.operation(operation).reason for operation in coverage.missing}
