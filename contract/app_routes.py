"""Compare the inventory with the routes of an application, both ways.

Routes are compared without the names of their parameters: ``<int:pk>`` and ``<int:project_id>`` are the same place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver

from contract.inventory import Contract, Operation

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the application lacks of the inventory, and the routes that the inventory does not know."""

    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def compare(
    contract: Contract, resolver: URLResolver, extensions: Mapping[str, str], takes: Callable[[Operation], bool]
) -> Comparison:
    """Compare the inventory with a resolver.

    ``extensions`` are declared routes beyond the inventory, by route or ``prefix*``. ``takes`` says whether the
    application takes the operation's method on its route, which the resolver does not know; asked only where there is
    such a route.
    """
    routes = {canonical(route): route for route in walk(resolver)}
    known = {canonical(operation.route) for operation in contract}
    return Comparison(
        missing=tuple(
            operation.id for operation in contract if canonical(operation.route) not in routes or not takes(operation)
        ),
        unknown=tuple(
            sorted(route for key, route in routes.items() if key not in known and not _declared(route, extensions))
        ),
    )


def _declared(route: str, extensions: Mapping[str, str]) -> bool:
    return any(
        route.startswith(declared[:-1]) if declared.endswith("*") else route == declared for declared in extensions
    )


def canonical(route: str) -> str:
    """Return a route without anchors and without the names of its parameters."""
    bare = re.sub(r"\\Z|[$^]", "", route)
    without_groups = re.sub(r"\(\?P<\w+>", "(", bare)
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: f"<{found.group(1) or 'str'}>", without_groups)


def walk(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield every route below a resolver, written as Django reports it (``accounts/^confirm-email/…``)."""
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from walk(pattern, route)


@cache
def pending() -> tuple[str, ...]:
    """Return the ids of operations that the embedded application still lacks; the list may only shrink."""
    ids: list[str] = json.loads((HERE / "pending.json").read_text(encoding="utf-8"))["operations"]
    return tuple(ids)


@cache
def extensions() -> Mapping[str, str]:
    """Return the embedded application's routes beyond the inventory, with the reason of each."""
    rows = json.loads((HERE / "extensions.json").read_text(encoding="utf-8"))["routes"]
    return {row["route"]: row["reason"] for row in rows}
