"""What the committed capability matrix says of the system's engines (``docs/engines/``, `tests.conformance.matrix`)."""

from __future__ import annotations

import json
from pathlib import Path

from engines.choice import default_engines

MATRIX = Path(__file__).parent.parent / "docs" / "engines" / "capabilities.json"
#: The matrix's columns by engine: each is a binary that `engines.choice` takes from the system.
COLUMNS = {"chromium": "chromium", "firefox": "firefox", "webkit": "webkitgtk"}


def lacking(row: str, matrix: Path = MATRIX) -> dict[str, str]:
    """Return the default engines that the matrix gives a "no" for ``row``, each with its reason.

    Raises ``ValueError`` for a row that the matrix does not have, or that no default engine lacks.
    """
    engines = json.loads(matrix.read_text(encoding="utf-8"))["engines"]
    columns = {name: engines[COLUMNS[name]] for name in default_engines() if COLUMNS[name] in engines}
    if not any(row in column["rows"] for column in columns.values()):
        raise ValueError(f"{row!r} is no row of the capability matrix")
    found = {name: column["reasons"][row] for name, column in columns.items() if column["rows"].get(row) == "no"}
    if not found:
        raise ValueError(f"the capability matrix says of no default engine that it lacks {row!r}")
    return found
