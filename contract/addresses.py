"""Turn the route of an operation into an address, for sweeps over the whole inventory."""

from __future__ import annotations

import re
from collections.abc import Mapping

from contract.inventory import Operation

_PART = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
_GROUP = re.compile(r"\(\?P<(?P<name>\w+)>[^)]*\)")
# Ids that nothing has: a request that goes astray must not hit what is somebody's.
_EXAMPLES = {
    "int": "2147483647",
    "str": "a1",
    "path": "a1",
    "slug": "a1",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


PROJECT = frozenset({"project_id", "pk"})
"""Names that the number of a project has in routes."""


def is_of_project(operation: Operation) -> bool:
    """Whether the route leads to one project."""
    return bool(names(operation) & PROJECT) and "project" in operation.route.partition("<")[0]


def address(operation: Operation, values: Mapping[str, object] | None = None) -> str:
    """Return an address of ``operation`` with ``values`` by name; what has none gets an id that nothing has."""
    given = values or {}
    if operation.syntax == "regex":
        filled = _GROUP.sub(lambda part: str(given.get(part["name"], _EXAMPLES["str"])), operation.route)
        return "/" + filled.strip("^$")
    return "/" + _PART.sub(
        lambda part: str(given.get(part["name"], _EXAMPLES[part["converter"] or "str"])), operation.route
    )


def names(operation: Operation) -> frozenset[str]:
    """Return the names of the values that the route holds."""
    pattern = _GROUP if operation.syntax == "regex" else _PART
    return frozenset(part["name"] for part in pattern.finditer(operation.route))
