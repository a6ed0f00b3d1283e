"""The figures: what counts, what stands apart, and that no split of a run changes any of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.inventory import Contract, Kind
from scorecard import as_json
from scorecard.card import assemble
from scorecard.figures import Figures, Latency, acted, figures, percentile, unbacked_claims
from scorecard.join import join
from scorecard.records import Record, RequestRecord, TestRecord, merge
from tests.suite.scorecard.making import CREATE, EDIT, SIGN_IN, TEST, ended, request, run

CONTRACT = Contract.load()


def of(*records: RequestRecord | TestRecord, proven: frozenset[str] | None = None) -> Figures:
    return figures(
        join(record for record in records if isinstance(record, RequestRecord)),
        [record for record in records if isinstance(record, TestRecord)],
        CONTRACT,
        proven,
    )


class TestPercentiles:
    @pytest.mark.parametrize(
        ("percent", "n", "expected"),
        [
            # nearest rank: the ceil(n * p / 100)-th smallest
            (50, 1, 1),
            (50, 2, 1),
            (50, 3, 2),
            (50, 100, 50),
            (95, 20, 19),
            (95, 21, 20),
            (95, 100, 95),
            (99, 100, 99),
            (99, 101, 100),
            (99, 200, 198),
            (99, 1000, 990),
        ],
    )
    def test_they_are_the_nearest_rank(self, percent: int, n: int, expected: int) -> None:
        assert percentile([float(number) for number in range(1, n + 1)], percent) == expected

    @given(st.lists(st.floats(0, 1e6), min_size=1), st.sampled_from([50, 95, 99]))
    def test_at_least_that_share_is_not_above_and_it_is_the_smallest_such_sample(
        self, samples: list[float], percent: int
    ) -> None:
        ordered = sorted(samples)
        found = percentile(ordered, percent)

        def share(limit: float) -> float:
            return 100 * sum(sample <= limit for sample in ordered) / len(ordered)

        assert share(found) >= percent
        assert all(share(sample) < percent for sample in ordered if sample < found)

    def test_too_few_samples_are_not_measured(self) -> None:
        assert Latency.of([]) == Latency(None, None, None, None, 0)
        assert Latency.of([3.0]) == Latency(None, None, None, 3.0, 1)
        assert Latency.of(range(1, 20)) == Latency(10, None, None, 19, 19)
        assert Latency.of(range(1, 100)).p99 is None
        assert Latency.of(range(1, 101)) == Latency(50, 95, 99, 100, 100)

    def test_only_known_durations_of_known_operations_count(self) -> None:
        found = of(
            request(ms=20.0),
            request(ms=None, ms_source="unknown"),
            request(None, ms=9_000.0),
            request(ms=8_000.0, mutation="lost"),
            request(ms=7_000.0, status=500, outcome="failure", expected=True),
        )

        assert found.latency == Latency(None, None, None, 20.0, 1)
        assert found.operations_latency == {CREATE: found.latency}


class TestErrorRate:
    def test_it_is_5xx_and_failed_requests_over_all(self) -> None:
        found = of(
            request(),
            request(status=404, outcome="refused"),
            request(status=500, outcome="failure"),
            request(status=None, outcome="failure", ms=None, ms_source="unknown"),
        )

        assert (found.errors.numerator, found.errors.denominator) == (2, 4)
        assert [(named.name, named.count) for named in found.errors_by_operation] == [(CREATE, 2)]

    @pytest.mark.parametrize("outcome", ["success", "refused", "aborted", "unfinished"])
    def test_a_5xx_is_an_error_whatever_else_it_is_called(self, outcome: str) -> None:
        assert of(request(status=503, outcome=outcome)).errors.numerator == 1

    def test_what_tests_provoke_mutate_and_cut_short_stands_apart(self) -> None:
        found = of(
            request(),
            request(status=500, outcome="failure", expected=True),
            request(status=403, outcome="refused", expected=True),
            request(status=500, outcome="failure", mutation="lost"),
            request(status=None, outcome="aborted"),
            request(status=None, outcome="unfinished"),
        )

        assert (found.errors.numerator, found.errors.denominator) == (0, 1)
        assert (found.excluded.provoked, found.excluded.mutated) == (2, 1)
        assert (found.excluded.aborted, found.excluded.unfinished) == (1, 1)
        assert [(named.name, named.count) for named in found.unfinished] == [(CREATE, 1)]

    def test_static_files_that_arrive_do_not_dilute_it_and_those_that_do_not_count(self) -> None:
        found = of(
            request(status=500, outcome="failure"),
            *(request(None, route="/static/app.css", t=float(n)) for n in range(9)),
            request(None, route="/static/app.js", status=None, outcome="failure", ms=None, ms_source="unknown"),
        )

        assert (found.errors.numerator, found.errors.denominator, found.excluded.files) == (2, 2, 9)

    def test_a_declaration_does_not_hide_other_failures_of_the_same_test(self) -> None:
        found = of(request(status=500, outcome="failure", expected=True), request(EDIT, status=500, outcome="failure"))

        assert (found.errors.numerator, found.errors.denominator) == (1, 1)

    def test_a_declared_request_that_succeeded_is_an_ordinary_one(self) -> None:
        assert of(request(expected=True)).errors.denominator == 1

    def test_too_few_requests_are_not_measured(self) -> None:
        assert of(*(request(t=float(n)) for n in range(199))).errors.value is None
        assert of(*(request(t=float(n)) for n in range(200))).errors.value == 0


class TestSignIn:
    def test_only_attempts_with_valid_credentials_count(self) -> None:
        found = of(
            request(SIGN_IN),
            request(SIGN_IN, origin="arrange", phase="setup"),
            request(SIGN_IN, status=200, outcome="refused"),
            request(SIGN_IN, status=200, outcome="refused", expected=True),
            request(SIGN_IN, status=500, outcome="failure", mutation="lost"),
            request(SIGN_IN, status=None, outcome="aborted"),
            request("account.session.view_sign_in"),
        )

        assert (found.sign_in.numerator, found.sign_in.denominator) == (2, 3)

    def test_a_hundred_attempts_tell_ninety_nine_percent_from_less(self) -> None:
        assert of(*(request(SIGN_IN, t=float(n)) for n in range(99))).sign_in.value is None
        assert of(*(request(SIGN_IN, t=float(n)) for n in range(100))).sign_in.value == 1.0


class TestCoverage:
    def test_a_write_is_exercised_then_covered_then_proven(self) -> None:
        exercised = of(request(), ended()).coverage[Kind.WRITE]
        covered = of(request(), ended(CREATE)).coverage[Kind.WRITE]
        proven = of(request(), ended(CREATE), proven=frozenset({CREATE, EDIT})).coverage[Kind.WRITE]

        assert (set(exercised.exercised), set(exercised.covered), exercised.proven) == ({CREATE}, set(), None)
        assert (set(covered.exercised), set(covered.covered), covered.proven) == ({CREATE}, {CREATE}, None)
        assert (set(proven.covered), set(proven.proven or ())) == ({CREATE}, {CREATE})

    @pytest.mark.parametrize(
        "fault",
        [
            {"outcome": "refused", "status": 200},
            {"outcome": "failure", "status": 500},
            {"outcome": "unfinished", "status": None},
            {"origin": "arrange"},
            {"phase": "setup"},
            {"phase": "teardown"},
            {"mutation": "lost"},
        ],
    )
    def test_what_failed_was_arranged_or_mutated_reaches_nothing(self, fault: dict[str, Any]) -> None:
        found = of(request(**fault), ended(CREATE)).coverage[Kind.WRITE]

        assert (set(found.exercised), set(found.covered)) == (set(), set())

    @pytest.mark.parametrize("outcome", ["failed", "error", "skipped"])
    def test_a_test_that_did_not_pass_covers_nothing(self, outcome: str) -> None:
        found = of(request(), ended(CREATE, outcome=outcome)).coverage[Kind.WRITE]

        assert (set(found.exercised), set(found.covered)) == ({CREATE}, set())

    @pytest.mark.parametrize(
        "other", [{"test": f"{TEST}x"}, {"engine": "firefox"}, {"attempt": 2}, {"run": "r2"}], ids=str
    )
    def test_another_tests_traffic_does_not_back_a_claim(self, other: dict[str, Any]) -> None:
        assert of(request(**other), ended(CREATE)).coverage[Kind.WRITE].covered == set()

    def test_a_claim_without_its_traffic_is_named(self) -> None:
        assert of(request(EDIT), ended(CREATE, EDIT)).unbacked == (f"{TEST}: {CREATE} was never requested",)

    def test_it_is_counted_by_engine_and_by_area(self) -> None:
        found = of(
            request(),
            ended(CREATE),
            request(CREATE, engine="firefox"),
            request("pricing.harga_items.save", origin="session"),
        )
        areas = found.coverage[Kind.WRITE].of_area("dashboard")

        assert {engine: kinds[Kind.WRITE].covered for engine, kinds in found.by_engine.items()} == {
            "chromium": {CREATE},
            "firefox": set(),
        }
        assert found.by_engine["firefox"][Kind.WRITE].exercised == {CREATE}
        assert (set(areas.covered), len(areas.operations)) == ({CREATE}, 12)
        assert set(areas.missing) == set(areas.operations) - {CREATE}

    def test_an_operation_that_a_user_and_a_script_reached_counts_as_the_users(self) -> None:
        found = of(request(), request(origin="session"), request(EDIT, origin="session")).coverage[Kind.WRITE]

        assert (set(found.ui), set(found.session)) == ({CREATE}, {EDIT})

    def test_the_denominators_are_the_contracts_whatever_ran(self) -> None:
        found = of(request()).coverage

        assert {kind: len(coverage.operations) for kind, coverage in found.items()} == {
            Kind.WRITE: 80,
            Kind.READ: 48,
            Kind.EXPORT: 54,
            Kind.PAGE: 66,
            Kind.HEALTH: 4,
        }
        assert sum(len(found[Kind.WRITE].of_area(area).operations) for area in of().areas) == 80

    def test_no_proof_is_not_measured_which_is_not_none_proven(self) -> None:
        assert of(request(), ended(CREATE)).coverage[Kind.WRITE].rate("proven").value is None
        assert of(request(), ended(CREATE), proven=frozenset()).coverage[Kind.WRITE].rate("proven").value == 0

    def test_reads_are_never_proven(self) -> None:
        page = "dashboard.page.view"

        assert of(request(page), ended(page), proven=frozenset({page})).coverage[Kind.PAGE].proven is None


class TestClaims:
    def test_a_backed_claim_is_no_complaint(self) -> None:
        assert unbacked_claims([CREATE], [request()], CONTRACT) == []

    @pytest.mark.parametrize(
        ("records", "complaint"),
        [
            ([], f"{CREATE} was never requested"),
            ([request(EDIT)], f"{CREATE} was never requested"),
            (
                [request(origin="arrange"), request(origin="arrange", t=1.0)],
                f"{CREATE} was requested by the set-up only (2 times), not by the test's own action",
            ),
            (
                [request(status=200, outcome="refused"), request(status=None, outcome="aborted")],
                f"{CREATE} never succeeded: 1 x 200 refused, 1 x no answer aborted",
            ),
        ],
    )
    def test_an_unbacked_one_says_what_was_seen_instead(self, records: list[RequestRecord], complaint: str) -> None:
        assert unbacked_claims([CREATE, CREATE], records, CONTRACT) == [complaint]

    def test_a_claim_of_nothing_known_is_one(self) -> None:
        assert unbacked_claims(["dashboard.project.paint"], [request()], CONTRACT) == [
            "dashboard.project.paint is no operation of contract/operations.json"
        ]


class TestOtherTraffic:
    def test_unknown_traffic_is_named_but_not_the_applications_own_files(self) -> None:
        found = of(
            request(None, route="/dashboard/ghost/"),
            request(None, route="/dashboard/ghost/"),
            request(None, route="/static/app.css"),
            replace(request(), operation="dashboard.project.renamed"),
        )

        assert [(named.name, named.count) for named in found.unknown] == [
            ("GET /dashboard/ghost/", 2),
            ("dashboard.project.renamed", 1),
        ]

    def test_the_worst_word_on_a_test_is_the_last(self) -> None:
        found = of(ended(outcome="failed"), ended(), ended(engine="firefox"))

        assert [(tests.engine, tests.passed, tests.failed) for tests in found.tests] == [
            ("chromium", 0, 1),
            ("firefox", 1, 0),
        ]

    def test_the_slowest_come_first_and_ties_by_name(self) -> None:
        found = of(request(EDIT, ms=9.0), request(ms=9.0), request("dashboard.page.view", ms=11.0))

        assert [slow.operation for slow in found.slowest_operations] == ["dashboard.page.view", CREATE, EDIT]


OPERATIONS = [CREATE, EDIT, SIGN_IN, "dashboard.page.view", "export.rab.pdf", None]
REQUESTS = st.builds(
    request,
    st.sampled_from(OPERATIONS),
    test=st.sampled_from(["a", "b"]),
    engine=st.sampled_from(["chromium", "firefox"]),
    phase=st.sampled_from(["setup", "call", "teardown"]),
    origin=st.sampled_from(["ui", "session", "arrange"]),
    outcome=st.sampled_from(["success", "refused", "failure", "aborted", "unfinished"]),
    status=st.sampled_from([200, 302, 404, 500, None]),
    ms=st.one_of(st.none(), st.floats(0.1, 1e5)),
    expected=st.booleans(),
    mutation=st.sampled_from([None, "lost"]),
    request_id=st.one_of(st.none(), st.sampled_from([f"q{n}" for n in range(20)])),
)
TESTS = st.builds(
    lambda covers, **fields: ended(*covers, **fields),
    st.lists(st.sampled_from([CREATE, EDIT, SIGN_IN]), max_size=2),
    test=st.sampled_from(["a", "b"]),
    engine=st.sampled_from(["chromium", "firefox"]),
    outcome=st.sampled_from(["passed", "failed", "error", "skipped"]),
    seconds=st.floats(0, 100),
)
RECORDS: st.SearchStrategy[list[Record]] = st.lists(st.one_of(REQUESTS, TESTS), max_size=40)


@settings(deadline=None, max_examples=25)
@given(RECORDS, st.randoms(use_true_random=False))
def test_any_split_of_a_run_over_workers_gives_the_same_scorecard(records: list[Record], chance: Random) -> None:
    whole = [*records, run()]
    shuffled = list(whole)
    chance.shuffle(shuffled)

    assert as_json.dumps(assemble(merge(whole))) == as_json.dumps(assemble(merge(shuffled)))


@settings(deadline=None, max_examples=50)
@given(RECORDS)
def test_every_request_is_counted_once_or_stands_apart_once(records: list[Record]) -> None:
    merged = merge(records)
    joined = join(merged.requests)
    found = figures(joined, merged.tests, CONTRACT)
    apart = found.excluded

    assert found.requests + found.duplicates == len(merged.requests)
    assert (
        found.errors.denominator + apart.provoked + apart.mutated + apart.aborted + apart.unfinished + apart.files
        == found.requests
    )
    for coverage in found.coverage.values():
        assert coverage.covered <= coverage.exercised <= set(coverage.operations)
        assert coverage.exercised == coverage.ui | coverage.session
        assert coverage.exercised <= {record.operation for record in joined.requests if acted(record)}
