"""The scorecard against the server's own log: the same requests, per operation and status, both ways, exactly."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from contract.inventory import Contract
from scorecard.records import RequestRecord
from tests.whole_run import WholeRun, run_suite

# What is left out, and nothing else: files of the front end (a browser's cache decides whether they are asked for) and
# requests that a navigation cut short or that never ended (the server may or may not have seen them).
NOT_OPERATIONS = ("/static/", "/media/", "/favicon.ico")
CUT_SHORT = ("aborted", "unfinished")

Counts = Counter[tuple[str, int]]


def test_the_scorecard_the_records_and_the_servers_log_agree_both_ways(tmp_path: Path) -> None:
    engines = ("--browser", "chromium", "--browser", "firefox", "--browser", "webkit")
    run = run_suite(tmp_path, "e2e/auth/test_sign_in.py", "e2e/dashboard/test_project_life.py", *engines, "-n", "2")
    assert run.exit_code == pytest.ExitCode.OK, run.output

    _every_operation_is_counted_alike(run)
    _every_recorded_request_is_one_line_of_the_log(run)
    _the_scorecard_says_the_same(run)


def _every_operation_is_counted_alike(run: WholeRun) -> None:
    cut_short = Counter(str(record.operation) for record in run.records.requests if record.outcome in CUT_SHORT)
    recorded, logged = _recorded(run), _logged(run)

    # What was cut short the server may have seen, once each: its log then has as many lines more, and never fewer.
    assert not recorded - logged
    unseen = Counter[str]()
    for (operation, _status), times in (logged - recorded).items():
        unseen[operation] += times
    assert not unseen - cut_short
    assert sum(recorded.values()) > 200, "too little traffic to prove anything"


def _every_recorded_request_is_one_line_of_the_log(run: WholeRun) -> None:
    ids = [record.request_id for record in _operations(run) if record.request_id]
    logged = {line["id"] for line in _lines(run)}

    assert len(ids) == len(set(ids)), "a request was recorded twice"
    assert set(ids) <= logged
    # WebKit alone hides the id, and of redirects alone.
    hidden = [record for record in _operations(run) if not record.request_id]
    assert {(record.engine, record.status) for record in hidden} <= {("webkit", 302)}


def _the_scorecard_says_the_same(run: WholeRun) -> None:
    card = json.loads((run.folder / "reports" / "scorecard.json").read_text(encoding="utf-8"))
    told, records = card["requests"], run.records.requests
    cut_short = sum(record.outcome in CUT_SHORT for record in records)

    assert card["gate"]["passed"] is True
    assert told["recorded"] + told["duplicates_dropped"] == len(records)  # a browser's cache repeats an answer
    assert told["server_log"]["read"] is True
    assert told["server_log"]["only_in_records"] == 0
    assert told["server_log"]["only_in_log"] <= cut_short
    # Every response time of the embedded application is its server's own.
    assert set(told["durations_from"]) == {"server"}
    by_operation = {name: times["n"] for name, times in card["latency_by_operation_ms"].items()}
    assert by_operation == _timed(run)


def _operations(run: WholeRun) -> list[RequestRecord]:
    return [record for record in run.records.requests if record.operation and record.outcome not in CUT_SHORT]


def _timed(run: WholeRun) -> dict[str, int]:
    """How many requests of each operation have a response time that counts: all but failures that a test provoked."""
    counted = (record for record in _operations(run) if record.outcome == "success" or not record.expected)
    return dict(Counter(str(record.operation) for record in counted))


def _recorded(run: WholeRun) -> Counts:
    return Counter((str(record.operation), int(record.status or 0)) for record in _operations(run))


def _logged(run: WholeRun) -> Counts:
    contract = Contract.load()
    counts: Counts = Counter()
    for line in _lines(run):
        operation = contract.match(line["method"], line["path"])
        counts[(operation.id if operation else f"unknown {line['path']}", line["status"])] += 1
    return counts


def _lines(run: WholeRun) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in run.server_log.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if not str(line["path"]).startswith(NOT_OPERATIONS)]
