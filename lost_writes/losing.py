"""*Lost*: the view runs and answers, and nothing of what it did stays."""

from __future__ import annotations

from django.conf import settings
from django.db import connections
from django.http import HttpRequest

from lost_writes import effects
from lost_writes.answers import GetResponse, Mutated, whole
from lost_writes.digest import state_of
from lost_writes.signing import LOST, Order
from lost_writes.transactions import held, is_readable


def lose(order: Order, request: HttpRequest, get_response: GetResponse) -> Mutated:
    """Answer ``request`` inside transactions that are rolled back, with all other effects blocked."""
    with held(rolled_back=True):
        before = _state()
        with effects.blocked() as done:
            response = whole(get_response(request))
        if any(connections[alias].run_on_commit for alias in connections):
            done.add("on_commit")
        state = _compare(before, _state())
    return Mutated(response, f"{LOST}; state={state}; blocked={','.join(sorted(done))}")


def _state() -> str | None:
    if not is_readable():
        return None
    ignored = getattr(settings, "LOST_WRITES_IGNORED_TABLES", ())
    return " ".join(state_of(connections[alias], ignored) for alias in connections)


def _compare(before: str | None, after: str | None) -> str:
    if before is None or after is None:
        return "unknown"
    return "equal" if before == after else "changed"
