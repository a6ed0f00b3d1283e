"""*Twice*: the view handles the request a second time; the first answer is sent."""

from __future__ import annotations

from io import BytesIO

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest

from lost_writes.answers import GetResponse, Mutated, whole
from lost_writes.rows import changes_between, snapshot
from lost_writes.signing import TWICE, Order
from lost_writes.transactions import held, is_readable


def double(order: Order, request: HttpRequest, get_response: GetResponse) -> Mutated:
    """Answer ``request``, then handle an equal one, with its body, cookies and headers, as if it had been sent again.

    ``state`` says whether the second one changed any row but in stamps; ``changed`` names the tables. Raises
    ``TypeError`` on a server that speaks no WSGI.
    """
    if not isinstance(request, WSGIRequest):
        raise TypeError(f"only a WSGI request can be made again, not {type(request).__name__}")
    body = request.body  # read before a view may read it as a stream
    again = WSGIRequest({**request.environ, "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))})
    response = whole(get_response(request))
    with held():  # so that nobody else's rows look like changes of the second one
        before = snapshot()
        second = whole(get_response(again))
        tables = {change.table for change in changes_between(before, snapshot())} if is_readable() else {"?"}
    second.close()
    state = "changed" if tables else "equal"
    return Mutated(response, f"{TWICE}; state={state}; again={second.status_code}; changed={','.join(sorted(tables))}")
