"""The figures of a run, each with its numerator, denominator, n and definition.

Every figure is a function of sets and sums over the records, so that any split of a run over workers gives the same.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contract.inventory import Contract, Kind
from scorecard.join import Joined
from scorecard.records import RequestRecord, TestRecord

SIGN_IN = "account.session.sign_in"
ACTING = frozenset({"ui", "session"})
# A percentile needs so many samples that at least one lies beyond it; below, it would only repeat the slowest one.
SAMPLES_FOR = {50: 2, 95: 20, 99: 100}
SLOWEST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of a whole. ``needs`` is how many samples make it worth a number; n is the denominator."""

    key: str
    numerator: int
    denominator: int
    needs: int
    definition: str

    @property
    def n(self) -> int:
        """How many samples there are."""
        return self.denominator

    @property
    def measured(self) -> bool:
        """Whether there are enough samples for a number."""
        return self.n >= max(self.needs, 1)

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None if it is not measured."""
        return self.numerator / self.denominator if self.measured else None


@dataclass(frozen=True, slots=True)
class Latency:
    """Response times in milliseconds; a percentile with too few samples is None, ``slowest`` is the single worst."""

    p50: float | None
    p95: float | None
    p99: float | None
    slowest: float | None
    n: int

    @property
    def worst_known(self) -> float:
        """The highest percentile that is measured, else the slowest; 0 without samples. What lists are sorted by."""
        return next((value for value in (self.p99, self.p95, self.slowest) if value is not None), 0.0)

    @classmethod
    def of(cls, samples: Iterable[float]) -> Latency:
        """Return the percentiles of ``samples`` (milliseconds)."""
        ordered = sorted(samples)
        p50, p95, p99 = (
            percentile(ordered, percent) if len(ordered) >= needed else None for percent, needed in SAMPLES_FOR.items()
        )
        return cls(p50, p95, p99, ordered[-1] if ordered else None, len(ordered))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which operations of one kind a run reached, in stages; each stage is a part of the one before.

    *Exercised*: seen succeeding by a user's action or in a session. *Covered*: and a passing test that claims it did so
    itself. *Proven*: and a test fails when the write is lost; None where no proof was made. ``ui`` are the exercised
    operations that a user's action on a page reached, ``session`` those that only a script in a session did.
    """

    kind: Kind
    operations: tuple[str, ...]
    exercised: frozenset[str]
    covered: frozenset[str]
    proven: frozenset[str] | None
    ui: frozenset[str]

    @property
    def session(self) -> frozenset[str]:
        """Exercised operations that no user's action reached."""
        return self.exercised - self.ui

    @property
    def missing(self) -> tuple[str, ...]:
        """Operations that are not covered, in the inventory's order."""
        return tuple(operation for operation in self.operations if operation not in self.covered)

    def rate(self, stage: str = "covered") -> Rate:
        """Return one stage as a share of all operations of the kind; ``proven`` only where it is measured."""
        reached = {"exercised": self.exercised, "covered": self.covered, "proven": self.proven}[stage]
        return Rate(
            key=f"{self.kind.value}.{stage}",
            numerator=len(reached or ()),
            denominator=len(self.operations),
            needs=0 if reached is not None else len(self.operations) + 1,
            definition=STAGES[stage],
        )

    def of_area(self, area: str) -> Coverage:
        """Return the part of one area."""

        def within(operations: Iterable[str]) -> frozenset[str]:
            return frozenset(operation for operation in operations if operation.partition(".")[0] == area)

        return Coverage(
            kind=self.kind,
            operations=tuple(operation for operation in self.operations if operation in within(self.operations)),
            exercised=within(self.exercised),
            covered=within(self.covered),
            proven=None if self.proven is None else within(self.proven),
            ui=within(self.ui),
        )


STAGES: Mapping[str, str] = {
    "exercised": "operations seen succeeding, by their declared rule, through a user's action on a page (ui) or a"
    " session's script (session) in a test's body",
    "covered": "operations exercised by a passing test that claims them with @covers",
    "proven": "covered operations whose test fails when the write is lost",
}


@dataclass(frozen=True, slots=True)
class Excluded:
    """Requests that stand outside the error rate and the response times, counted apart."""

    provoked: int
    mutated: int
    aborted: int
    unfinished: int
    files: int


@dataclass(frozen=True, slots=True)
class Named:
    """Something counted, by its name."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class SlowOperation:
    """An operation's response times."""

    operation: str
    latency: Latency


@dataclass(frozen=True, slots=True)
class Tests:
    """How the tests of one engine ended, and how long they worked in all (seconds)."""

    __test__ = False

    engine: str
    passed: int = 0
    failed: int = 0
    error: int = 0
    skipped: int = 0
    defect: int = 0
    seconds: float = 0.0

    @property
    def total(self) -> int:
        """All tests that ended."""
        return self.passed + self.failed + self.error + self.skipped + self.defect


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a scorecard says, as numbers and names."""

    sign_in: Rate
    errors: Rate
    excluded: Excluded
    errors_by_operation: tuple[Named, ...]
    errors_server_only: int
    latency: Latency
    latency_sources: Mapping[str, int]
    coverage: Mapping[Kind, Coverage]
    by_engine: Mapping[str, Mapping[Kind, Coverage]]
    areas: tuple[str, ...]
    tests: tuple[Tests, ...]
    slowest_operations: tuple[SlowOperation, ...]
    operations_latency: Mapping[str, Latency]
    slowest_tests: tuple[TestRecord, ...]
    unknown: tuple[Named, ...]
    unfinished: tuple[Named, ...]
    requests: int
    duplicates: int
    server_only: int
    records_only: int
    has_log: bool
    unbacked: tuple[str, ...]


def percentile(ordered: Sequence[float], percent: int) -> float:
    """Return the nearest-rank percentile: the smallest sample that at least ``percent`` % of them do not exceed.

    ``ordered`` must be sorted and not empty.
    """
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]


def acted(record: RequestRecord) -> bool:
    """Say whether a request counts for coverage: a success of a test's own doing, with the application as it is."""
    return (
        record.outcome == "success"
        and record.origin in ACTING
        and record.phase == "call"
        and record.mutation is None
        and record.operation is not None
    )


def unbacked_claims(claimed: Iterable[str], records: Iterable[RequestRecord], contract: Contract) -> list[str]:
    """Return, for each claimed operation that a test's own requests do not back, one sentence saying why.

    ``records`` are the requests of one attempt of that test on one engine. An empty list means every claim is backed.
    """
    own = tuple(records)
    backed = {record.operation for record in own if acted(record)}
    return [_why_unbacked(claim, own, contract) for claim in dict.fromkeys(claimed) if claim not in backed]


def _why_unbacked(claim: str, own: Sequence[RequestRecord], contract: Contract) -> str:
    if claim not in contract:
        return f"{claim} is no operation of contract/operations.json"
    seen = [record for record in own if record.operation == claim]
    if not seen:
        return f"{claim} was never requested"
    if not any(record.origin in ACTING and record.phase == "call" for record in seen):
        return f"{claim} was requested by the set-up only ({len(seen)} times), not by the test's own action"
    answers = Counter(
        f"{'no answer' if record.status is None else record.status} {record.outcome}"
        for record in seen
        if record.origin in ACTING
    )
    return f"{claim} never succeeded: " + ", ".join(f"{count} x {answer}" for answer, count in sorted(answers.items()))


def figures(
    joined: Joined, tests: Iterable[TestRecord], contract: Contract, proven: frozenset[str] | None = None
) -> Figures:
    """Return the figures of a run. ``proven`` are the operations with a proof, None where none was made."""
    ended = _last_word(tests)
    counted, excluded = _apart(joined.requests)
    acting = [record for record in joined.requests if acted(record)]
    failing = [record for record in counted if _is_error(record)]
    hidden = [line for line in joined.server_only if line.status >= 500]
    latencies = _latencies(counted)
    operations_latency = {name: Latency.of(samples) for name, samples in sorted(latencies.items())}
    engines = sorted({record.engine for record in joined.requests})
    names = Counter(_name(record) for record in failing)
    for line in hidden:
        operation = contract.match(line.method, line.path)
        names[operation.id if operation else f"{line.method} {line.path}"] += 1
    return Figures(
        sign_in=_sign_in(joined.requests),
        errors=Rate(
            key="error_rate",
            numerator=len(failing) + len(hidden),
            denominator=len(counted) + len(hidden),
            needs=200,
            definition="requests answered with HTTP 5xx or not at all, over all requests; counted apart are failures"
            " that a test declared, requests under a mutation or ended by a navigation, and static files that arrived;"
            " a 5xx that only the server's log shows counts",
        ),
        excluded=excluded,
        errors_by_operation=_ranked(names),
        errors_server_only=len(hidden),
        latency=Latency.of(sample for samples in latencies.values() for sample in samples),
        latency_sources=dict(sorted(Counter(record.ms_source for record, _ in _timed(counted)).items())),
        coverage={kind: _coverage(kind, acting, ended, contract, proven) for kind in Kind},
        by_engine={
            engine: {kind: _coverage(kind, acting, ended, contract, proven, engine) for kind in Kind}
            for engine in engines
        },
        areas=tuple(dict.fromkeys(operation.area for operation in contract)),
        tests=tuple(_tests_of(engine, ended) for engine in sorted({test.engine for test in ended})),
        slowest_operations=tuple(
            SlowOperation(name, latency)
            for name, latency in sorted(operations_latency.items(), key=lambda item: (-item[1].worst_known, item[0]))
        )[:SLOWEST_SHOWN],
        operations_latency=operations_latency,
        slowest_tests=tuple(sorted(ended, key=lambda test: (-test.seconds, test.test, test.engine))[:SLOWEST_SHOWN]),
        unknown=_ranked(Counter(_name(record) for record in joined.requests if _is_unknown(record, contract))),
        unfinished=_ranked(Counter(_name(record) for record in joined.requests if record.outcome == "unfinished")),
        requests=len(joined.requests),
        duplicates=joined.duplicates,
        server_only=len(joined.server_only),
        records_only=joined.records_only,
        has_log=joined.has_log,
        unbacked=_unbacked(joined.requests, ended, contract),
    )


def _last_word(tests: Iterable[TestRecord]) -> tuple[TestRecord, ...]:
    """Keep one record for each test, engine and attempt of a run: the worst outcome, if there are several."""
    order = ("passed", "skipped", "defect", "failed", "error")
    worst: dict[tuple[str, str, str, int], TestRecord] = {}
    for test in sorted(tests, key=lambda test: (order.index(test.outcome), test.seconds)):
        worst[test.run, test.test, test.engine, test.attempt] = test
    return tuple(worst[key] for key in sorted(worst))


def _apart(requests: Iterable[RequestRecord]) -> tuple[list[RequestRecord], Excluded]:
    """Separate the requests that count from those that stand apart, and count the latter once each."""
    counted: list[RequestRecord] = []
    apart: Counter[str] = Counter()
    for record in requests:
        if record.mutation is not None:
            apart["mutated"] += 1
        elif record.expected and record.outcome != "success":
            apart["provoked"] += 1
        elif record.status is None and record.outcome in {"aborted", "unfinished"}:
            apart[record.outcome] += 1
        elif _is_file(record) and not _is_error(record):
            apart["files"] += 1
        else:
            counted.append(record)
    return counted, Excluded(
        provoked=apart["provoked"],
        mutated=apart["mutated"],
        aborted=apart["aborted"],
        unfinished=apart["unfinished"],
        files=apart["files"],
    )


def _is_error(record: RequestRecord) -> bool:
    """A 5xx is an error whatever else the record calls it."""
    return record.status is None or record.status >= 500


def _timed(counted: Iterable[RequestRecord]) -> Iterator[tuple[RequestRecord, float]]:
    """Yield the requests on operations whose duration is known, with it (milliseconds)."""
    for record in counted:
        if record.operation is not None and record.ms is not None and record.ms_source != "unknown":
            yield record, record.ms


def _latencies(counted: Iterable[RequestRecord]) -> dict[str, list[float]]:
    latencies: dict[str, list[float]] = {}
    for record, ms in _timed(counted):
        latencies.setdefault(_name(record), []).append(ms)
    return latencies


def _sign_in(requests: Iterable[RequestRecord]) -> Rate:
    attempts = [
        record
        for record in requests
        if record.operation == SIGN_IN
        and not record.expected
        and record.mutation is None
        and record.outcome not in {"aborted", "unfinished"}
    ]
    return Rate(
        key="sign_in",
        numerator=sum(record.outcome == "success" for record in attempts),
        denominator=len(attempts),
        needs=100,
        definition="sign-ins that led into the application, over all attempts with valid credentials; attempts that a"
        " test declared to fail do not count",
    )


def _coverage(
    kind: Kind,
    acting: Iterable[RequestRecord],
    tests: Iterable[TestRecord],
    contract: Contract,
    proven: frozenset[str] | None,
    engine: str | None = None,
) -> Coverage:
    operations = tuple(operation.id for operation in contract.of_kind(kind))
    known = frozenset(operations)
    own = [record for record in acting if record.operation in known and (engine is None or record.engine == engine)]
    did = {(record.run, record.test, record.engine, record.attempt, record.operation) for record in own}
    covered = frozenset(
        claim
        for test in tests
        if test.outcome == "passed" and (engine is None or test.engine == engine)
        for claim in test.covers
        if (test.run, test.test, test.engine, test.attempt, claim) in did
    )
    return Coverage(
        kind=kind,
        operations=operations,
        exercised=frozenset(record.operation for record in own if record.operation),
        covered=covered,
        proven=None if proven is None or kind is not Kind.WRITE else covered & proven,
        ui=frozenset(record.operation for record in own if record.operation and record.origin == "ui"),
    )


def _unbacked(requests: Sequence[RequestRecord], tests: Iterable[TestRecord], contract: Contract) -> tuple[str, ...]:
    """Claims of passing tests without their traffic: such a test fails by itself, so these show a broken plugin."""
    by_test: dict[tuple[str, str, str, int], list[RequestRecord]] = {}
    for record in requests:
        by_test.setdefault((record.run, record.test, record.engine, record.attempt), []).append(record)
    return tuple(
        f"{test.test}: {reason}"
        for test in tests
        if test.outcome == "passed"
        for reason in unbacked_claims(
            test.covers, by_test.get((test.run, test.test, test.engine, test.attempt), ()), contract
        )
    )


def _tests_of(engine: str, tests: Iterable[TestRecord]) -> Tests:
    own = [test for test in tests if test.engine == engine]
    outcomes = Counter(test.outcome for test in own)
    return Tests(
        engine=engine,
        passed=outcomes["passed"],
        failed=outcomes["failed"],
        error=outcomes["error"],
        skipped=outcomes["skipped"],
        defect=outcomes["defect"],
        seconds=sum(test.seconds for test in own),
    )


def _name(record: RequestRecord) -> str:
    return record.operation or f"{record.method} {record.route}"


def _is_unknown(record: RequestRecord, contract: Contract) -> bool:
    """Say whether the inventory does not know this traffic; the application's static files are no operations."""
    return not _is_file(record) and (record.operation is None or record.operation not in contract)


def _is_file(record: RequestRecord) -> bool:
    return record.operation is None and record.route.lstrip("/").startswith("static/")


def _ranked(names: Counter[str]) -> tuple[Named, ...]:
    return tuple(Named(*item) for item in sorted(names.items(), key=lambda item: (-item[1], item[0])))
