"""How the application grows with its data, as ``make scale`` measures it, for the scorecard's page.

A file holds parts that are measured one at a time: one for each engine, and one for the server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from scorecard.load import Times

FILE_NAME = "scale.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Measure:
    """One quantity at growing numbers of works.

    ``samples`` are its values by number of works, in ``unit`` (``ms`` or ``MiB``), ``about`` says how they were taken.
    Without samples ``about`` says why it could not be measured. ``most`` is the highest ratio of the largest number of
    works to the smallest that is in proportion; None where no bound is set.
    """

    name: str
    unit: str
    about: str
    samples: Mapping[int, tuple[float, ...]]
    most: float | None = None

    @property
    def medians(self) -> dict[int, float]:
        """The middle of the samples by number of works."""
        return {works: median(values) for works, values in sorted(self.samples.items()) if values}

    @property
    def ratios(self) -> dict[int, float]:
        """How many times the smallest number's median each other one is; empty where that is not measured."""
        medians = self.medians
        smallest = min(medians, default=0)
        return {works: value / medians[smallest] for works, value in medians.items() if works != smallest}

    @property
    def problem(self) -> str | None:
        """What is out of proportion, in words; None where nothing is."""
        ratios = self.ratios
        largest = max(ratios, default=0)
        if self.most is None or largest == 0 or ratios[largest] <= self.most:
            return None
        return (
            f"{self.name}: {ratios[largest]:.1f} times that of {min(self.medians):,} works at {largest:,},"
            f" more than {self.most:g}"
        )


@dataclass(frozen=True, slots=True)
class Part:
    """What was measured in one go: on an engine, or of the server. ``started`` in seconds since the epoch.

    ``operations`` are response times (milliseconds) on a project of ``works`` works; ``facts`` are sentences that are
    true; ``failures`` are those that should not be.
    """

    name: str
    label: str
    started: float
    measures: tuple[Measure, ...] = ()
    works: int = 0
    operations: Mapping[str, Times] | None = None
    facts: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What failed and what is out of proportion, in words."""
        return (*self.failures, *(measure.problem for measure in self.measures if measure.problem is not None))


def keep(path: Path, part: Part) -> None:
    """Write a part into a file, over the one of its name; the others stay."""
    parts = {other.name: other for other in read(path)} | {part.name: part}
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"version": VERSION, "parts": [asdict(parts[name]) for name in sorted(parts)]}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> tuple[Part, ...]:
    """Return the parts of a file, none where there is no such file; raise ``ValueError`` for another version."""
    if not path.exists():
        return ()
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["version"] != VERSION:
        raise ValueError(f"{path} has version {data['version']}, this code reads {VERSION}")
    return tuple(
        Part(
            name=part["name"],
            label=part["label"],
            started=part["started"],
            measures=tuple(_measure(**measure) for measure in part["measures"]),
            works=part["works"],
            operations=None
            if part["operations"] is None
            else {name: (times[0], times[1], times[2], times[3]) for name, times in part["operations"].items()},
            facts=tuple(part["facts"]),
            failures=tuple(part["failures"]),
        )
        for part in data["parts"]
    )


def _measure(*, samples: Mapping[str, list[float]], name: str, unit: str, about: str, most: float | None) -> Measure:
    return Measure(name, unit, about, {int(works): tuple(values) for works, values in samples.items()}, most)


def in_words(measure: Measure) -> list[str]:
    """Write a measure: its value at the smallest number of works, each ratio, and n by number of works."""
    if not measure.medians:
        return ["not measured", "", "0"]
    smallest = min(measure.medians)
    first = f"{measure.medians[smallest]:.1f} {measure.unit} at {smallest:,} works"
    ratios = " · ".join(f"{works:,} works × {ratio:.2f}" for works, ratio in measure.ratios.items())
    numbers = {len(values) for values in measure.samples.values()}
    n = f"{numbers.pop()} each" if len(numbers) == 1 else " / ".join(str(len(v)) for v in measure.samples.values())
    return [first, ratios, n]
