"""``python -m tests.suite.contract.shrink_pending``: strike what the embedded application has from ``pending.json``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable

from contract import app_routes

PENDING = "pending.json"


def shrink(held: Iterable[str], missing: Iterable[str]) -> list[str]:
    """Return what of the list is still missing; never more than it held."""
    lacking = set(missing)
    return [operation for operation in held if operation in lacking]


def main() -> int:
    """Rewrite the list; fail if the application lacks an operation that it had."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "app.config.test_settings")
    import django  # noqa: PLC0415  # after the settings are named
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    from tests.suite.contract.embedded import compare_with_inventory  # noqa: PLC0415

    path = app_routes.HERE / PENDING
    document = json.loads(path.read_text(encoding="utf-8"))
    held = document["operations"]
    missing = compare_with_inventory().missing
    document["operations"] = shrink(held, missing)
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(document['operations'])} pending, {len(held) - len(document['operations'])} struck\n")
    lost = sorted(set(missing) - set(held))
    if lost:
        sys.stderr.write(f"the application lost: {', '.join(lost)}\n")
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
