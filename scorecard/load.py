"""A run under the team's load as ``python -m load`` writes it, for the scorecard's page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FILE_NAME = "load.json"
VERSION = 1

Times = tuple[float | None, float | None, float | None, int]
"""P50, P95, P99 in milliseconds (None: too few samples) and n."""


@dataclass(frozen=True, slots=True)
class Load:
    """What the application answered. Times in milliseconds as the clients saw them, ``started`` since the epoch."""

    users: int
    seconds: float
    rate_asked: float
    started: float
    requests: int
    p50: float | None
    p95: float | None
    p99: float | None
    slowest: float | None
    errors: int
    sign_ins: int
    signed_in: int
    promised: int
    lost: int
    operations: Mapping[str, Times]

    @property
    def rate(self) -> float:
        """Requests a second that were answered."""
        return self.requests / self.seconds

    @property
    def sound(self) -> bool:
        """Whether everybody came in, nothing failed, and every promised write is there."""
        return self.signed_in == self.sign_ins > 0 and not self.errors and not self.lost and self.promised > 0


def dumps(load: Load) -> str:
    """Return the file's text."""
    return json.dumps({"version": VERSION, **asdict(load)}, indent=1) + "\n"


def read(path: Path) -> Load | None:
    """Return the load of a file, None where there is no such file; raise ``ValueError`` for another version."""
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    if data.pop("version") != VERSION:
        raise ValueError(f"{path} has another version than {VERSION}")
    operations = {name: (times[0], times[1], times[2], times[3]) for name, times in data.pop("operations").items()}
    return Load(**data, operations=operations)
