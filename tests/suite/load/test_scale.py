"""Asking every V2 operation of a large project: none is left out, and what is no success is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from api.client import ApiClient, Exchange
from api.projects import Project
from contract.inventory import Contract
from fixtures.data import Fake
from fixtures.run import Attempt, Run
from fixtures.schedules import Schedule
from load.scale import ask_all, questions

FAKE = Fake(Run("abc123", "seed", "/r", "/r/reports", "http://127.0.0.1:1", "", ""), Attempt("abc123", "scale"))
DETAILS = FAKE.project()
SCHEDULE = Schedule(Project(7, DETAILS.nama, DETAILS), {"Galian": 1, "Urugan": 2}, ())


class Answers:
    """A client whose server says yes to all but what ends with ``broken``."""

    def __init__(self, broken: str = "nothing") -> None:
        self.broken = broken

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Exchange:
        return self.post_json(path, None)

    def post_json(self, path: str, payload: object) -> Exchange:
        status = 500 if path.endswith(self.broken) else 200
        return Exchange("GET", path, status, {}, lambda: json.dumps({"ok": True}), 12.0)


def asked(client: Answers, **options: Any) -> Any:
    return ask_all(SCHEDULE, cast(ApiClient, client), **options)


def test_every_v2_operation_of_the_contract_is_asked() -> None:
    known = {operation.id for operation in Contract.load() if "/api/v2/project/" in operation.route}

    assert set(questions(SCHEDULE, cast(ApiClient, Answers()))) == known


def test_times_come_with_n_and_no_percentile_from_too_few() -> None:
    times, failures = asked(Answers(), rounds=100, seconds=60)

    assert set(times.values()) == {(12.0, 12.0, 12.0, 100)}
    assert failures == ()
    assert set(asked(Answers(), rounds=99, seconds=60)[0].values()) == {(12.0, 12.0, None, 99)}


def test_an_answer_that_is_no_success_is_named() -> None:
    _, failures = asked(Answers("/chart-data/"), rounds=3, seconds=60)

    assert failures == ("schedule.chart.read: 3 of 3 answers were no success",)


def test_no_round_begins_after_the_time() -> None:
    assert asked(Answers(), rounds=3, seconds=0)[0] == {}
