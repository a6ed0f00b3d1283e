"""*Elsewhere*: the view runs with other parameters than the address names, such as another project of the same user."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest

from lost_writes.answers import GetResponse, Mutated
from lost_writes.signing import ELSEWHERE, Order

_instead: ContextVar[Mapping[str, int | str] | None] = ContextVar("lost_writes_instead", default=None)


def misplace(order: Order, request: HttpRequest, get_response: GetResponse) -> Mutated:
    """Answer ``request`` with the order's parameters in the place of its own."""
    token = _instead.set(order.instead)
    try:
        response = get_response(request)
    finally:
        _instead.reset(token)
    named = ",".join(f"{name}:{value}" for name, value in sorted(order.instead.items()))
    return Mutated(response, f"{ELSEWHERE}; instead={named}")


def replace_in(parameters: dict[str, Any]) -> None:
    """Put the order's values into a view's ``parameters``, if this request is being misplaced.

    Raises ``LookupError`` where the view has no such parameter: the order would change nothing.
    """
    instead = _instead.get()
    if instead is not None:
        if not instead or instead.keys() - parameters.keys():
            raise LookupError(f"the route has {sorted(parameters)}, the order names {sorted(instead)}")
        parameters.update(instead)
