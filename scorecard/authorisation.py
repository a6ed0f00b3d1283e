"""The authorisation matrix as ``python -m tests.authorisation.table`` writes it, for the scorecard and its verdict."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "authorisation.json"
VERSION = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role gets for one kind of object: the kind of answer that is right, the status that came, its faults."""

    whose: str
    expected: str
    status: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One operation: its cells by role."""

    operation: str
    method: str
    by_role: Mapping[str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Authorisation:
    """The matrix: of all operations, or ``only`` of those whose id begins so."""

    cells: int
    wrong: int
    seconds: float
    only: str
    roles: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong, a sentence for each wrong cell."""
        return tuple(
            f"{row.operation} as {role} on {cell.whose}: {', '.join(cell.problems)}"
            for row in self.rows
            for role, cells in row.by_role.items()
            for cell in cells
            if cell.problems
        )


def read(path: Path | None) -> Authorisation | None:
    """Return the matrix of a file, None where there is no such file; raise ``ValueError`` for another version."""
    if path is None or not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["version"] != VERSION:
        raise ValueError(f"{path} has version {data['version']}, this code reads {VERSION}")
    roles = tuple(data["roles"])
    rows = tuple(
        Row(
            row["operation"],
            row["method"],
            {
                role: tuple(
                    Cell(cell["whose"], cell["expected"], cell["status"], tuple(cell["problems"]))
                    for cell in row["cells"]
                    if cell["role"] == role
                )
                for role in roles
            },
        )
        for row in data["rows"]
    )
    return Authorisation(data["cells"], data["wrong"], data["seconds"], data["only"], roles, rows)
