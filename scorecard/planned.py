"""Coverage against the plan's aims: each kind of operation, the template system, and all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contract.inventory import Kind
from scorecard.figures import Coverage, Figures

TEMPLATES = "template"  # the area
AIMS = {Kind.WRITE: 0.90, Kind.READ: 0.95, Kind.EXPORT: 0.95, Kind.HEALTH: 1.0}
"""Shares of covered operations that PLAN.md, section 1, asks for; it has none for pages."""
TEMPLATES_AIM = 0.80
WHOLE_AIM = 0.85


@dataclass(frozen=True, slots=True)
class Planned:
    """How many operations of one sort are covered, and the share that the plan asks for (None: it asks for none)."""

    name: str
    covered: int
    operations: int
    aim: float | None

    @property
    def reached(self) -> bool | None:
        """Whether the aim is reached; None without an aim, or without an operation."""
        if self.aim is None or not self.operations:
            return None
        return self.covered / self.operations >= self.aim


def planned(figures: Figures) -> tuple[Planned, ...]:
    """Return the kinds in their order, then the template system (of every kind), then the whole."""
    kinds = [_of(kind.plural, [coverage], AIMS.get(kind)) for kind, coverage in figures.coverage.items()]
    of_templates = [coverage.of_area(TEMPLATES) for coverage in figures.coverage.values()]
    whole = list(figures.coverage.values())
    return (*kinds, _of("templates", of_templates, TEMPLATES_AIM), _of("whole", whole, WHOLE_AIM))


def _of(name: str, parts: Sequence[Coverage], aim: float | None) -> Planned:
    return Planned(name, sum(len(part.covered) for part in parts), sum(len(part.operations) for part in parts), aim)
