"""The team's four target metrics with January's figures and the three tiers, and the tier that a run reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contract.inventory import Kind
from scorecard import words
from scorecard.figures import Coverage, Excluded, Figures, Rate

JANUARY_NOTE = "* of about 35 writes then listed"
NO_LOAD = "not a load run"
PLANNED_USERS = 100
P50_AIM = 20  # milliseconds, as P95_AIM: PLAN.md, section 1, under its load
P95_AIM = 150
LATENCY_DEFINITION = (
    "nearest-rank percentile of the response times of requests on known operations: the server's own where its log has"
    " them, else those of the browser or the client that sent them; a tier only from a run under the plan's load of 100"
    " users"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a metric, January's figure, the tiers' targets, and this run's."""

    key: str
    title: str
    january: str
    tiers: tuple[str, str, str]
    value: str
    detail: str
    reached: str
    level: int | None
    definition: str


def rows(figures: Figures, *, workers: int, load_users: int | None) -> tuple[Row, ...]:
    """Return the table's rows. ``load_users`` is None unless the run was made under the plan's load."""
    return (
        _sign_in(figures.sign_in),
        _p99(figures, workers, load_users),
        _writes(figures.coverage[Kind.WRITE], "covered"),
        _writes(figures.coverage[Kind.WRITE], "proven"),
        _errors(figures.errors, figures.excluded),
    )


def level(value: float, targets: tuple[float, float, float], reaches: Callable[[float, float], bool]) -> int:
    """Return the highest tier (1 to 3) whose target ``value`` reaches, 0 for none. Higher tiers ask for more."""
    return max((tier for tier, target in enumerate(targets, start=1) if reaches(value, target)), default=0)


def _above(value: float, target: float) -> bool:
    return value > target


def _below(value: float, target: float) -> bool:
    return value < target


def _at_least(value: float, target: float) -> bool:
    return value >= target


def _named(reached: int) -> str:
    return f"tier {reached}" if reached else "no tier"


def _sign_in(figure: Rate) -> Row:
    reached = None if figure.value is None else level(figure.value, (0.99, 0.99, 0.99), _above)
    return Row(
        key=figure.key,
        title="login success",
        january="54 %",
        tiers=("> 99 %", "> 99 %", "> 99 %"),
        value=words.rate(figure),
        detail=_of(figure),
        reached=_tier_or(reached, figure),
        level=reached,
        definition=figure.definition,
    )


def _p99(figures: Figures, workers: int, load_users: int | None) -> Row:
    latency = figures.latency
    under_load = load_users is not None and load_users >= PLANNED_USERS
    reached = level(latency.p99, (2000, 500, 300), _below) if under_load and latency.p99 is not None else None
    load = f"{load_users} users" if load_users is not None else f"{workers} worker{'s' if workers != 1 else ''}"
    return Row(
        key="latency.p99",
        title="response P99",
        january="97 s",
        tiers=("< 2 s", "< 500 ms", "< 300 ms"),
        value=words.milliseconds(latency.p99) if latency.p99 is not None else words.not_measured(),
        detail=f"(n = {words.count(latency.n)}, {load})",
        reached=NO_LOAD if not under_load else words.not_measured() if reached is None else _named(reached),
        level=reached,
        definition=LATENCY_DEFINITION,
    )


def _writes(coverage: Coverage, stage: str) -> Row:
    figure = coverage.rate(stage)
    reached = None if figure.value is None else level(figure.value, (0.5, 0.8, 0.9), _at_least)
    counted = coverage.covered if stage == "covered" else coverage.proven or frozenset()
    return Row(
        key=f"writes.{stage}",
        title=f"writes {stage}",
        january="29 % *" if stage == "covered" else "-",
        tiers=("50 %", "80 %", "90 %") if stage == "covered" else ("-", "-", "-"),
        value=words.not_measured() if figure.value is None else f"{figure.numerator} of {figure.denominator}",
        detail=""
        if figure.value is None
        else f"(ui {len(counted & coverage.ui)} · session {len(counted - coverage.ui)})",
        reached="" if stage != "covered" or reached is None else _named(reached),
        level=reached if stage == "covered" else None,
        definition=figure.definition,
    )


def _errors(figure: Rate, excluded: Excluded) -> Row:
    # A share below a target says something only if one error among n would have missed it: n must exceed 1 / target.
    targets = (0.005, 0.001, 0.0005)
    reached = None
    if figure.value is not None:
        reached = min(level(figure.value, targets, _below), sum(figure.n >= 1 / target for target in targets))
    apart = [
        f"{words.count(number)} {name}"
        for name, number in (
            ("provoked", excluded.provoked),
            ("mutated", excluded.mutated),
            ("aborted", excluded.aborted),
            ("unfinished", excluded.unfinished),
        )
        if number
    ]
    return Row(
        key=figure.key,
        title="error rate",
        january="0.85 %",
        tiers=("< 0.5 %", "< 0.1 %", "< 0.05 %"),
        value=words.rate(figure, 2),
        detail=f"({_counts(figure)}{'; ' if apart else ''}{', '.join(apart)})",
        reached=_tier_or(reached, figure),
        level=reached,
        definition=figure.definition,
    )


def _counts(figure: Rate) -> str:
    return f"{words.count(figure.numerator)} of {words.count(figure.denominator)}"


def _of(figure: Rate) -> str:
    return f"({_counts(figure)})"


def _tier_or(reached: int | None, figure: Rate) -> str:
    return f"needs n = {figure.needs}" if reached is None else _named(reached)
