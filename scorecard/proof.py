"""Which write operations have a proof: their test fails when the server loses the write.

``proof.json`` is ``{"version": 1, "rows": [...]}``, a row for each operation that a test claims (``ProofRow``).
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

VERSION = 1
ROOT = Path(__file__).resolve().parents[1]

Verdict = Literal["killed", "vacuous", "broken", "control failed", "not fired", "equivalent", "not applicable"]
WITHOUT_EFFECT: frozenset[Verdict] = frozenset({"equivalent", "not applicable"})
GOOD: frozenset[Verdict] = frozenset({"killed", "equivalent", "not applicable"})


@dataclass(frozen=True, slots=True)
class ProofRow:
    """What became of one test when one of its writes was mutated.

    ``test`` is the node id without engine and mutant (empty where the operation is declared not applicable), ``engine``
    what it ran on, ``evidence`` one line: the assertion that killed, or why there was none. ``seconds`` and
    ``control_seconds`` are whole runs of the test, with the mutation and without. ``sources`` maps the files that the
    test depends on to their SHA-256: a row whose files have changed is stale.
    """

    operation: str
    test: str
    engine: str
    mutation: str
    verdict: Verdict
    evidence: str
    seconds: float = 0.0
    control_seconds: float = 0.0
    commit: str | None = None
    stale: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def pair(self) -> tuple[str, str, str, str]:
        """What the row is about; there is one row for it."""
        return (self.operation, self.test, self.engine, self.mutation)


@dataclass(frozen=True, slots=True)
class KillRate:
    """How many mutations a test noticed, of those that could be noticed (not *equivalent*, not *not applicable*)."""

    killed: int
    noticeable: int

    def __str__(self) -> str:
        share = f"{self.killed / self.noticeable:.0%}" if self.noticeable else "not measured"
        return f"{share} ({self.killed} of {self.noticeable})"


def kill_rate(rows: Iterable[ProofRow]) -> KillRate:
    """Return the kill rate of rows, which are best of one mutation."""
    noticeable = [row for row in rows if row.verdict not in WITHOUT_EFFECT]
    return KillRate(sum(row.verdict == "killed" for row in noticeable), len(noticeable))


def read_proof(path: Path | None, root: Path = ROOT) -> frozenset[str] | None:
    """Return the operations proven by a ``lost`` mutation that was killed and is not stale; None without a file.

    ``root`` is the folder that the rows' sources are relative to.
    """
    if path is None or not path.exists():
        return None
    return frozenset(
        row["operation"]
        for row in _rows(path)
        if row["mutation"] == "lost"
        and row["verdict"] == "killed"
        and not row["stale"]
        and not _changed(row.get("sources", {}), root)
    )


def read_rows(path: Path, root: Path = ROOT) -> tuple[ProofRow, ...]:
    """Return all rows of a file, none without one; a row is stale where its sources under ``root`` have changed."""
    if not path.exists():
        return ()
    return tuple(
        ProofRow(**{**row, "stale": row["stale"] or _changed(row.get("sources", {}), root)}) for row in _rows(path)
    )


def merged(
    known: Iterable[ProofRow], new: Iterable[ProofRow], mutations: Collection[str], *, narrowed: bool
) -> list[ProofRow]:
    """Return what is known after a run of ``mutations``: its own rows, and those that it says nothing of.

    Another mutation's rows stay; of its own a run of all tests replaces every row, one that is ``narrowed`` its pairs.
    A row without a test is declared: it replaces those of all tests.
    """
    found = list(new)
    declared = {(row.operation, row.mutation) for row in found if not row.test}
    kept = [
        row
        for row in known
        if (narrowed or row.mutation not in mutations) and (row.operation, row.mutation) not in declared
    ]
    return list({row.pair: row for row in (*kept, *found)}.values())


def write_rows(path: Path, rows: Iterable[ProofRow]) -> None:
    """Write the file of a proof, in an order of its own."""
    ordered = [asdict(row) for row in sorted(rows, key=lambda row: row.pair)]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": VERSION, "rows": ordered}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def sources_of(test_file: str, root: Path = ROOT) -> dict[str, str]:
    """Return the SHA-256 of a test's file and of every page object that it imports, also through another one."""
    found: dict[str, str] = {}
    waiting = [test_file]
    while waiting:
        name = waiting.pop()
        path = root / name
        if name in found or not path.is_file():
            continue
        found[name] = _hash(path)
        waiting.extend(_pages_imported(path))
    return dict(sorted(found.items()))


def _pages_imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (f"{name.replace('.', '/')}.py" for name in names if name.split(".")[0] == "pages")


def _rows(path: Path) -> list[dict[str, Any]]:
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["version"] != VERSION:
        raise ValueError(f"{path.name} has version {data['version']}, this code reads {VERSION}")
    rows: list[dict[str, Any]] = data["rows"]
    return rows


def _changed(sources: Mapping[str, str], root: Path) -> bool:
    return any(not (root / name).is_file() or _hash(root / name) != known for name, known in sources.items())


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
