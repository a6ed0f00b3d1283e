"""``python -m tests.authorisation.table --out reports/authorisation.json``: ask all cells, write the table.

The file is what ``scorecard/authorisation.py`` reads: one row an operation, in it one entry a role and object. Ends
with 1 if a cell is not as the rules have it. Each whole run of the suite has it asked (fixtures/authorisation.py).
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.core.parent import end_with_parent

GENTLY = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the table; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.authorisation.table", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("reports/authorisation.json"), metavar="FILE")
    parser.add_argument("--only", metavar="TEXT", default="", help="operations whose id begins so")
    parser.add_argument("--beside", action="store_true", help="give way to a run of the suite, and end with it")
    options = parser.parse_args(arguments)
    if options.beside:
        os.nice(GENTLY)
        end_with_parent()
    table = made(options.only)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{table['cells']} cells, {table['wrong']} wrong, {table['seconds']} s: {options.out}\n")
    return 1 if table["wrong"] else 0


def made(only: str = "") -> dict[str, Any]:
    """Return the table, asked of the application in a database of its own, in memory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "app.config.test_settings")
    import django  # noqa: PLC0415  # Django's parts can be imported only once it is set up

    django.setup()
    logging.disable(logging.WARNING)  # refusals are what it asks for
    from django.test.runner import DiscoverRunner  # noqa: PLC0415
    from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: PLC0415

    runner = DiscoverRunner(verbosity=0, interactive=False)
    setup_test_environment()
    databases = runner.setup_databases()
    try:
        return _asked(only)
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()


def _asked(only: str) -> dict[str, Any]:
    from tests.authorisation.cells import find_out, operations, questions  # noqa: PLC0415
    from tests.authorisation.rules import Role  # noqa: PLC0415
    from tests.authorisation.world import made_world  # noqa: PLC0415

    began = time.monotonic()
    rows: list[dict[str, Any]] = []
    with made_world() as world:
        for operation in operations():
            if operation.id.startswith(only):
                cells = [_cell(find_out(world, question)) for question in questions(operation)]
                row = {"operation": operation.id, "method": operation.method, "kind": operation.kind.value}
                rows.append({**row, "cells": cells})
    cells = [cell for row in rows for cell in row["cells"]]
    return {
        "version": 2,
        "only": only,
        "cells": len(cells),
        "wrong": sum(bool(cell["problems"]) for cell in cells),
        "seconds": round(time.monotonic() - began, 1),
        "roles": [str(role) for role in Role],
        "rows": rows,
    }


def _cell(found: Any) -> dict[str, Any]:
    return {
        "role": str(found.question.role),
        "whose": str(found.question.whose),
        "rule": found.rule,
        "expected": found.expected,
        "status": found.status,
        "problems": list(found.problems),
    }


if __name__ == "__main__":
    raise SystemExit(main())
