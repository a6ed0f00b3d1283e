"""*Refused without a word*: the view never runs, and the answer is an error without a body."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from lost_writes.answers import GetResponse, Mutated
from lost_writes.signing import REFUSED, Order

STATUS = 503


def refuse(order: Order, request: HttpRequest, get_response: GetResponse) -> Mutated:
    """Answer 503 and nothing else: whatever the user is told of it, the page has to say by itself."""
    return Mutated(HttpResponse(status=STATUS, content_type="text/plain"), f"{REFUSED}; status={STATUS}")
