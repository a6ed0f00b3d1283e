"""The gate: all tests pass, every claim is backed, and no figure of the ratchet falls. It sets the exit code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contract.inventory import Kind
from scorecard.figures import Figures
from scorecard.records import RunRecord, TestRecord
from scorecard.verdict import incomplete

RATCHET = Path(__file__).parent / "ratchet.json"
VERSION = 1
PROVEN = "writes proven"


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate found. ``figures`` are the ratchet's figures of this run, ``was`` those that it is held to."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    engine_set: str
    figures: Mapping[str, int]
    was: Mapping[str, int]
    applies: bool

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def engine_set(runs: Sequence[RunRecord]) -> str:
    """Return the name of the set of engines that ran, as the ratchet keeps it: ``chromium+firefox``."""
    return "+".join(sorted({engine for run in runs for engine in run.engines}))


def ratchet_figures(figures: Figures, runs: Sequence[RunRecord]) -> dict[str, int]:
    """Return the numbers that may only rise: counts of operations; ``writes proven`` only where it was measured."""
    writes = figures.coverage[Kind.WRITE]
    engines = {engine for run in runs for engine in run.engines}
    everywhere = [
        figures.by_engine[engine][Kind.WRITE].covered if engine in figures.by_engine else frozenset[str]()
        for engine in engines
    ]
    found = {
        "writes exercised": len(writes.exercised),
        "writes covered": len(writes.covered),
        "writes covered on every engine": len(frozenset.intersection(*everywhere)) if everywhere else 0,
    }
    if writes.proven is not None:
        found[PROVEN] = len(writes.proven)
    for kind in (Kind.READ, Kind.EXPORT, Kind.PAGE, Kind.HEALTH):
        found[f"{kind.plural} covered"] = len(figures.coverage[kind].covered)
    return found


def gate(
    figures: Figures,
    tests: Iterable[TestRecord],
    runs: Sequence[RunRecord],
    narrowed: Sequence[str],
    ratchet: Path = RATCHET,
    *,
    whole: bool = False,
) -> Gate:
    """Judge a run. A narrowed run is not held to the ratchet, and says so; where ``whole`` is asked, it fails.

    Nor is a run on a deployment, whose operations may be fewer. Proofs are of a run of their own, which a change makes
    stale: only where ``whole`` is asked is their number held.
    """
    engines = engine_set(runs)
    now = ratchet_figures(figures, runs)
    floors = read_ratchet(ratchet).get(engines, {})
    was = {name: floor for name, floor in floors.items() if whole or name != PROVEN}
    problems = [
        f"{counted.failed + counted.error} of {counted.total} tests failed on {counted.engine}"
        for counted in figures.tests
        if counted.failed + counted.error
    ]
    problems += [
        f"{counted.skipped} of {counted.total} tests skipped on {counted.engine}"
        for counted in figures.tests
        if counted.skipped
    ]
    problems += incomplete(tests, runs)
    problems += [f"not the whole suite: {reason}" for reason in narrowed if whole]
    problems += [f"claim without its traffic: {claim}" for claim in figures.unbacked]
    notes: list[str] = []
    unheld = [*narrowed, *dict.fromkeys(f"target {run.target}" for run in runs if not run.embedded)]
    if unheld:
        notes.append(f"ratchet not applied: {'; '.join(unheld)}")
    else:
        problems += fallen(was, now)
        risen = [name for name, value in now.items() if value > floors.get(name, 0)]
        if risen and not problems:
            notes.append(f"above the ratchet: {', '.join(risen)} (make them the floor: python -m scorecard ratchet)")
    return Gate(tuple(problems), tuple(notes), engines, now, was, applies=not unheld)


def fallen(was: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """Return a sentence for each figure below the ratchet, with what it was and is; not measured is below, too."""
    return [
        f"{name} fell: was {floor}, now {now.get(name, 'not measured')}"
        for name, floor in was.items()
        if now.get(name, -1) < floor
    ]


def read_ratchet(path: Path = RATCHET) -> dict[str, dict[str, int]]:
    """Return the ratchet's figures by set of engines."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["version"] != VERSION:
        raise ValueError(f"{path.name} has version {data['version']}, this code reads {VERSION}")
    engines: dict[str, dict[str, int]] = data["engines"]
    return engines


def raise_ratchet(engines: str, figures: Mapping[str, int], path: Path = RATCHET) -> list[str]:
    """Raise the ratchet to ``figures`` where they are higher, never lower; return what rose, one sentence each."""
    held = read_ratchet(path)
    floor = held.setdefault(engines, {})
    risen = [
        f"{name}: was {floor.get(name, 0)}, now {now}" for name, now in figures.items() if now > floor.get(name, 0)
    ]
    held[engines] = {name: max(floor.get(name, 0), figures.get(name, 0)) for name in dict.fromkeys([*floor, *figures])}
    document = {"version": VERSION, "about": ABOUT, "engines": held}
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return risen


ABOUT = "Counts of operations that no later run of the whole suite may fall below, by the set of engines that ran."
