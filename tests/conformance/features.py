"""The list of features (`features.toml`), read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from engines.capabilities import COLUMNS

LIST = Path(__file__).with_name("features.toml")
#: Columns of the matrix, and pytest-playwright's names for them.
ENGINES = {column: name for name, column in COLUMNS.items()}


@dataclass(frozen=True)
class Verdict:
    """What an engine does with a feature, where it is not simply "yes"; ``shows`` is found in the test's failure.

    ``always`` is false where the engine keeps the promise now and then, so that one run says nothing.
    """

    says: str
    why: str
    shows: str
    always: bool = True


@dataclass(frozen=True)
class Feature:
    """One row: ``group.name``, the promise, and the engines that do not keep it."""

    id: str
    group: str
    does: str
    exceptions: dict[str, Verdict]


def features() -> dict[str, Feature]:
    """Return the rows by id, in the file's order. Raises ``ValueError`` for a row that says something unknown."""
    found = {}
    for group, rows in tomllib.loads(LIST.read_text(encoding="utf-8")).items():
        for name, row in rows.items():
            exceptions = {engine: Verdict(**verdict) for engine, verdict in row.items() if engine != "does"}
            unknown = exceptions.keys() - ENGINES.keys()
            if unknown or any(verdict.says not in ("no", "differs") for verdict in exceptions.values()):
                raise ValueError(f"{LIST.name}: {group}.{name}: engines are {list(ENGINES)}, says is no or differs")
            feature = Feature(f"{group}.{name}", group, row["does"], exceptions)
            found[feature.id] = feature
    return found
