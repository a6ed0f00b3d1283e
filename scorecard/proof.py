"""Which write operations have a proof: their test fails when the server loses the write."""

from __future__ import annotations

import json
from pathlib import Path

VERSION = 1


def read_proof(path: Path | None) -> frozenset[str] | None:
    """Return the operations proven by a ``lost`` mutation that was killed and is not stale; None without a file.

    The file is ``{"version": 1, "rows": [{"operation", "mutation", "verdict", "stale", ...}]}``.
    """
    if path is None or not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["version"] != VERSION:
        raise ValueError(f"{path.name} has version {data['version']}, this code reads {VERSION}")
    return frozenset(
        row["operation"]
        for row in data["rows"]
        if row["mutation"] == "lost" and row["verdict"] == "killed" and not row["stale"]
    )
