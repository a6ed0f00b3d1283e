"""*Refused*: the view never runs; the answer is the application's own for an error of the server, a page or JSON."""

from __future__ import annotations

from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_resolver

from lost_writes.answers import GetResponse, Mutated
from lost_writes.signing import REFUSED, Order

_refused: ContextVar[bool] = ContextVar("lost_writes_refused", default=False)


def refuse(order: Order, request: HttpRequest, get_response: GetResponse) -> Mutated:
    """Answer ``request`` with an error in the place of its view; who may not do it at all is told so as always."""
    token = _refused.set(True)
    try:
        response = get_response(request)
    finally:
        _refused.reset(token)
    return Mutated(response, f"{REFUSED}; status={response.status_code}")


def in_place_of_the_view(request: HttpRequest) -> HttpResponseBase | None:
    """Return the answer of the application's ``handler500`` if this request is being refused.

    It has a body: a browser shows a page of its own for an error without one, and the test would end by an error.
    """
    if not _refused.get():
        return None
    handler = get_resolver().resolve_error_handler(500)
    response: HttpResponseBase = handler(request)
    return response
