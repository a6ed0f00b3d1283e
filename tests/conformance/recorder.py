"""A pytest plugin that writes what each test of a feature came to, for `matrix`.

``CONFORMANCE_RESULTS`` names the file: a JSON object of feature -> engine -> list of outcomes (passed, xfailed, …).
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

VARIABLE = "CONFORMANCE_RESULTS"
_OUTCOMES: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))


def pytest_configure() -> None:
    """Refuse a run that does not say where to write, before it starts."""
    if VARIABLE not in os.environ:
        raise pytest.UsageError(f"{VARIABLE} must name the file that this plugin writes")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note the outcome of a test, or of a set-up that kept it from running."""
    properties = dict(report.user_properties)
    if "feature" not in properties or (report.when != "call" and report.outcome == "passed"):
        return
    expected = hasattr(report, "wasxfail")
    outcome = "xfailed" if expected and report.outcome == "skipped" else report.outcome
    _OUTCOMES[str(properties["feature"])][str(properties["engine"])].append(outcome)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the file, in the process that the user started."""
    if not hasattr(session.config, "workerinput"):
        Path(os.environ[VARIABLE]).write_text(json.dumps(_OUTCOMES), encoding="utf-8")
