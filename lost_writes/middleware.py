"""The middleware: requests that carry a signed order are answered, and what they wrote is lost."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from lost_writes import effects
from lost_writes.digest import state_of
from lost_writes.signing import HEADER, BadOrderError, Order, check, place

LOST = "lost"
MUTATIONS = frozenset({LOST})
# Sessions of these engines live where no transaction reaches: a lost sign-in would not be lost.
_FOREIGN_SESSIONS = frozenset(
    {"django.contrib.sessions.backends.file", "django.contrib.sessions.backends.signed_cookies"}
)

GetResponse = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger(__name__)


class LostWrites:
    """Obeys the orders in ``X-Lost-Writes``; must stand before the session middleware. Synchronous only.

    Unused without ``settings.LOST_WRITES_SECRET``. A mutated answer says so in the header of the same name:
    ``lost; state=changed; blocked=mail,thread``. ``state`` compares all databases before the request and at its end:
    ``changed``, ``equal``, or ``unknown`` where a database error left nothing to read.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.secret: str = getattr(settings, "LOST_WRITES_SECRET", "")
        if not self.secret:
            raise MiddlewareNotUsed("no LOST_WRITES_SECRET")
        if settings.SESSION_ENGINE in _FOREIGN_SESSIONS:
            raise ImproperlyConfigured(f"sessions of {settings.SESSION_ENGINE} cannot be lost: use the database's")
        effects.install()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``; where it carries an order that concerns it, without storing anything."""
        value = request.headers.get(HEADER, "")
        if not value:
            return self.get_response(request)
        try:
            order = check(value, self.secret, time.time())
        except BadOrderError as error:
            return _refused(request, str(error))
        if order.mutation not in MUTATIONS:
            return _refused(request, f"no mutation {order.mutation!r}")
        if not _concerns(order, request):
            return self.get_response(request)
        return self._lose(order, request)

    def _lose(self, order: Order, request: HttpRequest) -> HttpResponseBase:
        with ExitStack() as stack:
            for alias in connections:
                stack.enter_context(_rolled_back(alias))
            before = _state()
            with effects.blocked() as done:
                response = self.get_response(request)
                if isinstance(response, StreamingHttpResponse):
                    response.streaming_content = [bytes(part) for part in response]
            if any(connections[alias].run_on_commit for alias in connections):
                done.add("on_commit")
            state = _compare(before, _state())
        response[HEADER] = f"{LOST}; state={state}; blocked={','.join(sorted(done))}"
        logger.info("%s lost: %s %s, state %s", order.operation, request.method, request.path, state)
        return response


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    logger.warning("order refused on %s %s: %s", request.method, request.path, reason)
    return HttpResponseBadRequest(f"{HEADER}: {reason}", content_type="text/plain")


def _concerns(order: Order, request: HttpRequest) -> bool:
    if request.method != order.method:
        return False
    try:
        return place(resolve(request.path_info).route) == place(order.route)
    except Resolver404:
        return False


@contextmanager
def _rolled_back(alias: str) -> Iterator[None]:
    block = transaction.atomic(using=alias)
    # A view may ask for a durable block; this one is no reason to refuse it, as that of a test case is none.
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        connection = connections[alias]
        if connection.vendor == "postgresql" and len(connection.atomic_blocks) == 1:
            with connection.cursor() as cursor:  # what others commit meanwhile must not look like this request's change
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
        transaction.set_rollback(True, using=alias)


def _state() -> str | None:
    if any(connections[alias].needs_rollback for alias in connections):
        return None
    ignored = getattr(settings, "LOST_WRITES_IGNORED_TABLES", ())
    return " ".join(state_of(connections[alias], ignored) for alias in connections)


def _compare(before: str | None, after: str | None) -> str:
    if before is None or after is None:
        return "unknown"
    return "equal" if before == after else "changed"
