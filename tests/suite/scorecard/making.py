"""Records made by hand for the scorecard's tests: each function's defaults are an ordinary, successful case."""

from __future__ import annotations

from typing import Any

from contract.inventory import Contract
from scorecard.card import Scorecard, assemble
from scorecard.records import Record, RequestRecord, RunRecord, TestRecord, merge

CREATE = "dashboard.project.create"
EDIT = "dashboard.project.edit"
SIGN_IN = "account.session.sign_in"
TEST = "e2e/dashboard/test_projects.py::test_a_project_is_there[chromium]"


def request(operation: str | None = CREATE, **fields: Any) -> RequestRecord:
    """Return a request on an operation: succeeded, by a user's action, in the body of ``TEST``."""
    known = Contract.load().operation(operation) if operation is not None else None
    values: dict[str, Any] = {
        "run": "r1",
        "test": TEST,
        "attempt": 1,
        "phase": "call",
        "engine": "chromium",
        "role": "owner",
        "origin": "ui",
        "method": known.method if known else "GET",
        "operation": operation,
        "route": known.route if known else "/nowhere/",
        "status": known.success.status[0] if known else 200,
        "outcome": "success",
        "ms": 10.0,
        "ms_source": "browser",
        "expected": False,
        "mutation": None,
        "request_id": None,
        "t": 0.0,
    }
    return RequestRecord(**{**values, **fields})


def ended(*covers: str, **fields: Any) -> TestRecord:
    """Return the outcome of ``TEST``: passed, claiming ``covers``."""
    values: dict[str, Any] = {"run": "r1", "test": TEST, "engine": "chromium", "outcome": "passed", "seconds": 1.0}
    return TestRecord(**{**values, "covers": covers, **fields})


def run(**fields: Any) -> RunRecord:
    """Return the facts of a whole run on the default engines, of one test."""
    values: dict[str, Any] = {
        "run": "r1",
        "started": 1_768_000_000.0,
        "seconds": 61.0,
        "seed": "8f31",
        "engines": {"chromium": "Chromium 156.0.7999.1 (Debian)"},
        "default_engines": ("chromium",),
        "collected": 1,
        "workers": 2,
    }
    return RunRecord(**{**values, **fields})


def card(*records: Record, **options: Any) -> Scorecard:
    """Return the scorecard of records, as a run would merge them."""
    return assemble(merge(records), **options)
