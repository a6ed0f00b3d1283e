"""GO only when every critical row was tested and passed."""

from __future__ import annotations

from typing import Any

import pytest

from contract.inventory import Contract
from scorecard.authorisation import Authorisation
from scorecard.figures import figures
from scorecard.join import join
from scorecard.records import Record, RequestRecord, RunRecord, TestRecord
from scorecard.verdict import CriticalRow, Verdict, critical_rows, narrowings, verdict
from tests.suite.scorecard.making import CREATE, card, ended, request, run

ROWS = (
    CriticalRow("csrf", "writes without a token are refused", ("e2e/*csrf*",), ()),
    CriticalRow("create", "a project is created", (), (CREATE,)),
)
MATRIX = Authorisation(cells=9, wrong=0, seconds=1.0, only="", roles=("owner",), rows=())
CSRF = "e2e/auth/test_csrf.py::test_refused"
GOOD: tuple[Record, ...] = (request(), ended(CREATE), ended(test=CSRF), run(collected=2))


def judged(*records: Record) -> Verdict:
    tests = [record for record in records if isinstance(record, TestRecord)]
    runs = [record for record in records if isinstance(record, RunRecord)]
    requests = join(record for record in records if isinstance(record, RequestRecord))
    found = figures(requests, tests, Contract.load())
    return verdict(found, tests, runs, narrowings(runs), ROWS, authorisation=MATRIX)


def blocking(*records: Record) -> dict[str, tuple[str, str]]:
    return {row.key: (row.state, row.why) for row in judged(*records).blocking}


def test_it_is_go_when_every_row_passes() -> None:
    assert judged(*GOOD).go
    assert blocking(*GOOD) == {}


def test_an_untested_row_is_no_go_and_named() -> None:
    assert blocking(request(), ended(CREATE), run()) == {
        "csrf": ("UNTESTED", "no passing test e2e/*csrf* (chromium)"),
    }


@pytest.mark.parametrize("outcome", ["failed", "error"])
def test_a_failed_test_fails_its_row_even_beside_one_that_passed(outcome: str) -> None:
    bad = ended(test=f"{CSRF}[2]", outcome=outcome)

    assert blocking(*GOOD[:3], bad, run(collected=3)) == {
        "csrf": ("FAIL", f"{CSRF}[2] {outcome}"),
        "suite_green": ("FAIL", "1 of 3 tests failed"),
    }


def test_a_skipped_test_is_no_passing_one() -> None:
    assert (
        blocking(request(), ended(CREATE), ended(test=CSRF, outcome="skipped"), run(collected=2))["csrf"][0]
        == "UNTESTED"
    )


def test_a_suite_with_a_skipped_test_is_not_green() -> None:
    skipped = ended(test="e2e/x.py::test_x", outcome="skipped")

    assert blocking(*GOOD[:3], skipped, run(collected=3)) == {"suite_green": ("UNTESTED", "1 tests skipped")}


def test_a_row_must_hold_on_every_engine() -> None:
    both = run(engines={"chromium": "156", "firefox": "153"}, default_engines=("chromium", "firefox"), collected=2)

    assert blocking(*GOOD[:3], both) == {
        "csrf": ("UNTESTED", "no passing test e2e/*csrf* (firefox)"),
        "create": ("UNTESTED", f"{CREATE} not covered (firefox)"),
    }


def test_an_operation_that_was_only_exercised_is_untested() -> None:
    assert blocking(request(), ended(), ended(test=CSRF), run(collected=2)) == {
        "create": ("UNTESTED", f"{CREATE} not covered (chromium)"),
    }


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"selection": "-k csrf"}, "only -k csrf"),
        ({"default_engines": ("chromium", "firefox")}, "without firefox"),
        ({"collected": 3}, "1 of 3 tests left no result"),
    ],
)
def test_part_of_a_suite_is_not_the_whole_suite_green(facts: dict[str, Any], why: str) -> None:
    assert blocking(*GOOD[:3], run(**{"collected": 2, **facts})) == {"suite_green": ("UNTESTED", why)}


def test_a_deployment_is_judged_as_the_embedded_application_is_and_named() -> None:
    deployed = run(collected=2, target="https://ahsp.example")

    assert judged(*GOOD[:3], deployed).go
    assert card(*GOOD[:3], deployed).application == "https://ahsp.example"
    assert card(*GOOD).application == "the embedded application"


def test_nothing_at_all_is_no_go() -> None:
    assert not judged().go
    assert {state for state, _ in blocking().values()} == {"UNTESTED"}
    assert not Verdict(()).go


def test_runs_of_single_engines_are_whole_together() -> None:
    each = {"default_engines": ("chromium", "firefox")}
    chromium, firefox = run(**each), run(run="r2", engines={"firefox": "153"}, **each)

    assert narrowings([chromium, firefox]) == ()
    assert narrowings([firefox]) == ("without chromium",)


def test_the_declared_rows_are_those_of_the_teams_list() -> None:
    assert [row.key for row in critical_rows()] == [
        "csrf",
        "other_projects",
        "export_tiers",
        "login",
        "logout",
        "signup",
        "project_create",
        "project_edit",
        "project_delete",
        "not_owner",
    ]
