"""The table: thresholds at their edges, and no tier without the samples for it."""

from __future__ import annotations

import pytest

from scorecard import words
from scorecard.records import Record
from scorecard.tiers import Row
from tests.suite.scorecard.making import CREATE, SIGN_IN, card, ended, request, run


def row(key: str, *records: Record, **facts: object) -> Row:
    found = {row.key: row for row in card(*records, run(**facts)).rows}
    return found[key]


def requests(number: int, *, failing: int = 0, operation: str = CREATE, ms: float = 10.0) -> list[Record]:
    good: list[Record] = [request(operation, t=float(n), ms=ms) for n in range(number - failing)]
    return good + [request(operation, t=-float(n), status=500, outcome="failure") for n in range(failing)]


@pytest.mark.parametrize(
    ("number", "failing", "value", "tier"),
    [
        (199, 0, "not measured (n = 199)", "needs n = 200"),
        (200, 0, "0.00 %", "tier 1"),  # one error more would be the target itself: nothing is said of higher tiers
        (999, 0, "0.00 %", "tier 1"),
        (1000, 0, "0.00 %", "tier 2"),
        (2000, 0, "0.00 %", "tier 3"),
        (2000, 1, "0.05 %", "tier 2"),  # the target is below, not at
        (2001, 1, "0.05 %", "tier 3"),
        (1000, 1, "0.10 %", "tier 1"),
        (200, 1, "0.50 %", "no tier"),
    ],
)
def test_error_rate(number: int, failing: int, value: str, tier: str) -> None:
    found = row("error_rate", *requests(number, failing=failing))

    assert (found.value, found.reached) == (value, tier)
    assert found.january == "0.85 %"


@pytest.mark.parametrize(
    ("number", "failing", "value", "tier"),
    [
        (99, 0, "not measured (n = 99)", "needs n = 100"),
        (100, 0, "100 %", "tier 3"),
        (100, 1, "99 %", "no tier"),
        (101, 1, "99.01 %", "tier 3"),
    ],
)
def test_sign_in(number: int, failing: int, value: str, tier: str) -> None:
    found = row("sign_in", *requests(number, failing=failing, operation=SIGN_IN))

    assert (found.value, found.reached) == (value, tier)


@pytest.mark.parametrize(
    ("ms", "facts", "value", "reached"),
    [
        (10.0, {}, "10 ms", "not a load run"),
        (10.0, {"load_users": 99}, "10 ms", "not a load run"),
        (299.9, {"load_users": 100}, "300 ms", "tier 3"),
        (300.0, {"load_users": 100}, "300 ms", "tier 2"),
        (500.0, {"load_users": 100}, "500 ms", "tier 1"),
        (2000.0, {"load_users": 100}, "2.0 s", "no tier"),
    ],
)
def test_response_times_have_a_tier_only_under_the_plans_load(
    ms: float, facts: dict[str, object], value: str, reached: str
) -> None:
    found = row("latency.p99", *requests(100, ms=ms), **facts)

    assert (found.value, found.reached) == (value, reached)
    assert "n = 100" in found.detail


def test_too_few_samples_give_no_p99_even_under_load() -> None:
    found = row("latency.p99", *requests(99), load_users=100)

    assert (found.value, found.reached, found.level) == ("not measured", "not measured", None)


def test_writes_covered_say_by_which_way_and_what_january_counted() -> None:
    found = row("writes.covered", request(), ended(CREATE))

    assert (found.value, found.detail, found.reached, found.january) == (
        "1 of 80",
        "(ui 1 · session 0)",
        "no tier",
        "29 % *",
    )


def test_without_a_proof_nothing_is_said_of_it() -> None:
    assert row("writes.proven", request(), ended(CREATE)).value == "not measured"


@pytest.mark.parametrize(
    ("share", "digits", "text"),
    [(0.0, 2, "0.00 %"), (1e-6, 2, "< 0.01 %"), (0.99999, 2, "> 99.99 %"), (1.0, None, "100 %"), (0.5, None, "50 %")],
)
def test_no_percentage_is_rounded_to_nothing_or_to_all(share: float, digits: int | None, text: str) -> None:
    assert words.percent(share, digits) == text


@pytest.mark.parametrize(
    ("ms", "text"),
    [(0.04, "0.0 ms"), (9.94, "9.9 ms"), (214.0, "214 ms"), (999.4, "999 ms"), (999.6, "1.0 s"), (97_000, "97 s")],
)
def test_durations(ms: float, text: str) -> None:
    assert words.milliseconds(ms) == text


@pytest.mark.parametrize(
    ("s", "text"), [(7.44, "7.4 s"), (59.97, "1 min 00 s"), (408, "6 min 48 s"), (3720, "1 h 02 min")]
)
def test_long_durations(s: float, text: str) -> None:
    assert words.seconds(s) == text
