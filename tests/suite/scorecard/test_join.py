"""Joining browsers' records with the server's log: neither hides anything from the other, and nothing counts twice."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from contract.inventory import Contract
from scorecard.figures import Figures, figures
from scorecard.join import ServerLine, join, read_server_log
from tests.suite.scorecard.making import request


def line(number: int, **fields: object) -> ServerLine:
    values = {"id": f"q{number}", "run": "r1", "method": "POST", "path": "/dashboard/", "status": 302, "ms": 5.5}
    return ServerLine(**{**values, **fields})  # type: ignore[arg-type]  # fields of a record, by name


def figures_of(*requests: object, log: list[ServerLine] | None = None) -> Figures:
    return figures(join(requests, log), (), Contract.load())  # type: ignore[arg-type]


def test_the_servers_duration_replaces_the_browsers() -> None:
    joined = join([request(request_id="q1", ms=80.0), request(request_id=None, ms=7.0)], [line(1)])

    assert {(record.ms, record.ms_source) for record in joined.requests} == {(5.5, "server"), (7.0, "browser")}
    assert joined.has_log


def test_a_redirect_without_an_id_gets_a_line_that_no_other_record_answers_to() -> None:
    hidden = [request(request_id=None, ms=None, ms_source="unknown", t=float(n)) for n in range(2)]
    elsewhere = [line(3, path="/nowhere/"), line(4, status=200), line(5, run="r2")]

    joined = join([request(request_id="q1"), *hidden], [line(1), line(2, ms=9.0), *elsewhere], ["r1"])

    assert sorted(str(record.ms) for record in joined.requests) == ["5.5", "9.0", "None"]
    assert {left.id for left in joined.server_only} == {"q3", "q4"}
    assert joined.records_only == 0


def test_an_answer_without_an_id_that_is_no_redirect_gets_none() -> None:
    made_up = request(request_id=None, status=503, outcome="failure", ms=None, ms_source="unknown")

    joined = join([made_up], [line(1, status=503)])

    assert [record.ms_source for record in joined.requests] == ["unknown"]
    assert [left.id for left in joined.server_only] == ["q1"]


def test_without_a_log_the_browsers_durations_stay() -> None:
    joined = join([request(request_id="q1", ms=80.0)])

    assert [(record.ms, record.ms_source) for record in joined.requests] == [(80.0, "browser")]
    assert not joined.has_log


def test_a_request_that_was_recorded_twice_counts_once() -> None:
    once = figures_of(request(request_id="q1"))
    twice = figures_of(request(request_id="q1"), request(request_id="q1", origin="session", t=1.0))

    assert twice.requests == once.requests == 1
    assert twice.errors.denominator == 1
    assert twice.latency.n == 1
    assert twice.duplicates == 1


def test_of_two_records_of_a_request_the_one_with_an_answer_stays() -> None:
    unfinished = request(request_id="q1", status=None, outcome="unfinished", ms=None, ms_source="unknown")
    joined = join([unfinished, request(request_id="q1", status=500, outcome="failure")])

    assert [record.status for record in joined.requests] == [500]


def test_the_same_id_in_two_runs_is_two_requests() -> None:
    assert len(join([request(request_id="1", run="a"), request(request_id="1", run="b")]).requests) == 2


def test_a_failure_that_only_the_server_saw_is_an_error() -> None:
    left = request(status=None, outcome="aborted", ms=None, ms_source="unknown")
    found = figures_of(left, request(request_id="q1"), log=[line(1), line(2, status=500)])

    assert (found.errors.numerator, found.errors.denominator) == (1, 2)
    assert found.errors_server_only == 1
    assert [named.name for named in found.errors_by_operation] == ["dashboard.project.create"]
    assert found.server_only == 1


def test_other_runs_and_probes_in_the_log_are_not_this_runs() -> None:
    found = figures_of(
        request(request_id="q1"), log=[line(1), line(2, run="r0", status=500), line(3, run="", status=500)]
    )

    assert found.errors.numerator == 0
    assert found.server_only == 0


def test_a_record_that_the_log_lacks_is_counted() -> None:
    assert figures_of(request(request_id="q9"), log=[line(1)]).records_only == 1


def test_the_log_is_read_as_the_embedded_server_writes_it(tmp_path: Path) -> None:
    whole = {
        "id": "q1",
        "e2e": "r1/test-a-b/1",
        "method": "POST",
        "path": "/dashboard/",
        "route": "dashboard/",
        "status": 302,
        "ms": 5.5,
        "t": 1.0,
        "user": 3,
    }
    probe = {**whole, "id": "q2", "e2e": None, "path": "/health/live/?x=1"}
    log = tmp_path / "requests.jsonl"
    log.write_text(f'{json.dumps(whole)}\n{json.dumps(probe)}\n{{"id":"q3","e2', encoding="utf-8")

    first, second = read_server_log(log)

    assert asdict(first) == asdict(line(1))
    assert (second.run, second.path) == ("", "/health/live/")
