"""``scorecard.html``: one page that holds everything it needs, to be published, printed or mailed as it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contract.inventory import Contract, Kind
from scorecard import words
from scorecard.card import Scorecard
from scorecard.exports import TIMES_DEFINITION
from scorecard.figures import STAGES, Coverage, Figures, Latency
from scorecard.load import Load
from scorecard.scale import Part, in_words
from scorecard.terminal import short_version
from scorecard.tiers import JANUARY_NOTE, LATENCY_DEFINITION, P50_AIM, P95_AIM

HERE = Path(__file__).parent
# The response-time chart is logarithmic: both 8 ms and 8 s must be readable in it.
AXIS_FROM_MS, AXIS_TO_MS = 1.0, 100_000.0
AXIS_MARKS = ((1, "1 ms"), (10, "10 ms"), (100, "100 ms"), (1_000, "1 s"), (10_000, "10 s"), (100_000, "100 s"))


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: where it begins and how long it is, in hundredths of the whole."""

    name: str
    start: float
    length: float
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """Coverage of a set of operations as a bar of stages that do not overlap."""

    segments: tuple[Segment, ...]
    covered: int
    total: int

    @property
    def spoken(self) -> str:
        """The bar in words, for whoever cannot see it."""
        return ", ".join(f"{segment.count} {segment.name}" for segment in self.segments) + f" of {self.total}"


@dataclass(frozen=True, slots=True)
class Span:
    """An operation's response times on the axis: places in hundredths of its length, None where not measured."""

    operation: str
    latency: Latency
    p50: float | None
    p95: float | None
    p99: float | None
    slowest: float


@dataclass(frozen=True, slots=True)
class Missing:
    """Operations of one kind and area that are not covered."""

    area: str
    operations: tuple[tuple[str, str | None, bool], ...]


def render(
    scorecard: Scorecard,
    load: Load | None = None,
    scale: Sequence[Part] = (),
) -> str:
    """Return the page; with the figures under load and of size, where there are any."""
    figures = scorecard.figures
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2").render(
        card=scorecard,
        authorisation=scorecard.authorisation,
        load=load,
        loaded="" if load is None else moment(load.started),
        scale=scale,
        moment=moment,
        measure_in_words=in_words,
        figures=figures,
        words=words,
        started=moment(scorecard.started),
        engines={engine: short_version(version) for engine, version in scorecard.engines.items()},
        commit=" ".join(dict.fromkeys(run.commit[:10] for run in scorecard.runs if run.commit)),
        target=" ".join(dict.fromkeys(run.target for run in scorecard.runs)),
        workers=sum(run.workers for run in scorecard.runs),
        kinds=[(kind, kind.plural, bar(coverage)) for kind, coverage in figures.coverage.items()],
        areas=_areas(figures),
        by_engine=_by_engine(figures),
        missing=_missing(figures.coverage[Kind.WRITE]),
        missing_others=[
            (kind.plural, _missing(coverage)) for kind, coverage in figures.coverage.items() if kind is not Kind.WRITE
        ],
        spans=[span(slow.operation, slow.latency) for slow in figures.slowest_operations],
        marks=[(place(ms), name) for ms, name in AXIS_MARKS],
        longest=max((test.seconds for test in figures.slowest_tests), default=1.0) or 1.0,
        stages=STAGES,
        january_note=JANUARY_NOTE,
        latency_definition=LATENCY_DEFINITION,
        p50_aim=P50_AIM,
        p95_aim=P95_AIM,
        export_times_definition=TIMES_DEFINITION,
        write=Kind.WRITE,
    )


def moment(seconds: float) -> str:
    """Write a moment given in seconds since the epoch."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def bar(coverage: Coverage) -> Bar:
    """Return a coverage as a bar: proven, covered, exercised only, and not reached, in that order."""
    proven = coverage.proven or frozenset()
    parts = (
        ("proven", len(proven)),
        ("covered", len(coverage.covered - proven)),
        ("exercised only", len(coverage.exercised - coverage.covered)),
        ("not reached", len(frozenset(coverage.operations) - coverage.exercised - coverage.covered)),
    )
    total = len(coverage.operations)
    segments: list[Segment] = []
    start = 0.0
    for name, count in parts:
        if count:
            segments.append(Segment(name, start, 100 * count / total, count))
            start += 100 * count / total
    return Bar(tuple(segments), len(coverage.covered), total)


def place(ms: float) -> float:
    """Return where a duration stands on the logarithmic axis, in hundredths of its length."""
    within = min(max(ms, AXIS_FROM_MS), AXIS_TO_MS)
    return 100 * math.log(within / AXIS_FROM_MS) / math.log(AXIS_TO_MS / AXIS_FROM_MS)


def span(operation: str, latency: Latency) -> Span:
    """Return an operation's response times as places on the axis."""

    def at(ms: float | None) -> float | None:
        return None if ms is None else place(ms)

    return Span(
        operation, latency, at(latency.p50), at(latency.p95), at(latency.p99), place(latency.slowest or AXIS_FROM_MS)
    )


def _areas(figures: Figures) -> list[tuple[str, dict[Kind, Bar], Coverage]]:
    """Return the areas, those with writes first."""
    rows = []
    for area in figures.areas:
        parts = {kind: coverage.of_area(area) for kind, coverage in figures.coverage.items()}
        rows.append((area, {kind: bar(part) for kind, part in parts.items() if part.operations}, parts[Kind.WRITE]))
    return sorted(rows, key=lambda row: Kind.WRITE not in row[1])


def _by_engine(figures: Figures) -> list[tuple[str, dict[Kind, Bar], Coverage]]:
    return [
        (engine, {kind: bar(coverage) for kind, coverage in kinds.items()}, kinds[Kind.WRITE])
        for engine, kinds in figures.by_engine.items()
    ]


def _missing(coverage: Coverage) -> Sequence[Missing]:
    contract = Contract.load()
    areas: dict[str, list[tuple[str, str | None, bool]]] = {}
    for name in coverage.missing:
        operation = contract.operation(name)
        areas.setdefault(operation.area, []).append((name, operation.reason, name in coverage.exercised))
    return [Missing(area, tuple(operations)) for area, operations in areas.items()]
