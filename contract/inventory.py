"""The operations of the application (``operations.json``) and how a request finds its own.

An operation is a method on a route; its id (``area.object.action``) is permanent. Routes are written as Django's
resolver wants them, without the leading slash, and matched by its own patterns: converters mean what they mean there.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.urls.resolvers import RegexPattern, RoutePattern

HERE = Path(__file__).parent
SCHEMA_VERSION = 1


class Kind(StrEnum):
    """What an operation is for; the denominators of the coverage figures."""

    WRITE = "write"
    READ = "read"
    EXPORT = "export"
    PAGE = "page"
    HEALTH = "health"

    @property
    def plural(self) -> str:
        """The word for several of them."""
        return self.value if self is Kind.HEALTH else f"{self.value}s"


class Channel(StrEnum):
    """How a user reaches an operation: from a page, by a script in a session, or (here) not at all."""

    UI = "ui"
    SESSION = "session"
    NONE = "none"


class Scope(StrEnum):
    """Whose data an operation touches: the user's own, what users share, or the whole application's."""

    OWN = "own"
    SHARED = "shared"
    GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class SuccessRule:
    """When an answer is a success: its status, where a redirect leads, which flags a JSON answer carries.

    ``location`` is a regular expression on path and query of a 3xx answer; ``flags`` must all be equal in the JSON
    object of a 2xx answer. ``to_sign_in`` says that a redirect to the sign-in page is this operation's success; without
    it such a redirect never is.
    """

    status: tuple[int, ...]
    location: str | None = None
    flags: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    to_sign_in: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one route."""

    id: str
    method: str
    route: str
    syntax: str
    name: str | None
    contract: tuple[str, ...]
    kind: Kind
    page: str | None
    channel: Channel
    reason: str | None
    scope: Scope
    alias: str | None
    tier: str | None
    success: SuccessRule

    @property
    def area(self) -> str:
        """First part of the id: the part of the application it belongs to."""
        return self.id.partition(".")[0]


class UnknownOperationError(KeyError):
    """An id that the inventory does not hold."""

    def __str__(self) -> str:
        return f"no operation {self.args[0]!r} in contract/operations.json"


@dataclass(frozen=True, slots=True)
class _Routed:
    """One route with the operations on it, by method."""

    pattern: RoutePattern | RegexPattern
    by_method: Mapping[str, Operation]


class Contract:
    """All operations, in the order of the file."""

    def __init__(self, operations: tuple[Operation, ...]) -> None:
        self.operations = operations
        self._by_id = {operation.id: operation for operation in operations}
        by_route: dict[tuple[str, str], dict[str, Operation]] = {}
        for operation in operations:
            by_route.setdefault((operation.syntax, operation.route), {})[operation.method] = operation
        self._routed = [
            _Routed(RegexPattern(route) if syntax == "regex" else RoutePattern(route, is_endpoint=True), by_method)
            for (syntax, route), by_method in by_route.items()
        ]
        self._match = cache(self._find)

    @classmethod
    def load(cls) -> Contract:
        """Return the inventory of ``operations.json`` (read once a process)."""
        return _load()

    def __iter__(self) -> Iterator[Operation]:
        return iter(self.operations)

    def __contains__(self, operation_id: object) -> bool:
        return operation_id in self._by_id

    def operation(self, operation_id: str) -> Operation:
        """Return the operation with this id; raise ``UnknownOperationError`` if there is none."""
        try:
            return self._by_id[operation_id]
        except KeyError:
            raise UnknownOperationError(operation_id) from None

    def writes(self) -> tuple[Operation, ...]:
        """Return the write operations: the denominator of write coverage."""
        return self.of_kind(Kind.WRITE)

    def of_kind(self, kind: Kind) -> tuple[Operation, ...]:
        """Return the operations of one kind."""
        return tuple(operation for operation in self.operations if operation.kind is kind)

    def only(self, ids: Collection[str]) -> Contract:
        """Return the inventory without the operations that are not in ``ids``: what a deployment has of it."""
        return Contract(tuple(operation for operation in self.operations if operation.id in ids))

    def match(self, method: str, path: str) -> Operation | None:
        """Return the operation that ``method`` on ``path`` is, or None for traffic the inventory does not know.

        ``path`` is a URL path with its leading slash (``/dashboard/``), decoded; query and fragment are ignored.
        HEAD is its GET.
        """
        method = method.upper()
        return self._match("GET" if method == "HEAD" else method, path.partition("?")[0].partition("#")[0])

    def _find(self, method: str, path: str) -> Operation | None:
        relative = path.removeprefix("/")
        for routed in self._routed:
            if method in routed.by_method and routed.pattern.match(relative) is not None:
                return routed.by_method[method]
        return None


def _success(data: Mapping[str, Any]) -> SuccessRule:
    return SuccessRule(
        status=tuple(data["status"]),
        location=data.get("location"),
        flags=MappingProxyType(dict(data.get("json", {}))),
        to_sign_in=data.get("to_sign_in", False),
    )


def _operation(data: Mapping[str, Any]) -> Operation:
    return Operation(
        id=data["id"],
        method=data["method"],
        route=data["route"],
        syntax=data["syntax"],
        name=data.get("name"),
        contract=tuple(data.get("contract", ())),
        kind=Kind(data["kind"]),
        page=data.get("page"),
        channel=Channel(data["channel"]),
        reason=data.get("reason"),
        scope=Scope(data["scope"]),
        alias=data.get("alias"),
        tier=data.get("tier"),
        success=_success(data["success"]),
    )


@cache
def _load() -> Contract:
    data = json.loads((HERE / "operations.json").read_text(encoding="utf-8"))
    if data["version"] != SCHEMA_VERSION:
        raise ValueError(f"operations.json has schema version {data['version']}, this code reads {SCHEMA_VERSION}")
    return Contract(tuple(_operation(row) for row in data["operations"]))
