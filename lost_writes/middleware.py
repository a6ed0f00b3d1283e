"""The middleware: requests that carry a signed order are answered, and what they write goes wrong as ordered."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from lost_writes import effects, misplacing, refusing
from lost_writes.answers import GetResponse, Mutated
from lost_writes.doubling import double
from lost_writes.halving import halve
from lost_writes.losing import lose
from lost_writes.signing import ELSEWHERE, HALF, HEADER, LOST, REFUSED, TWICE, BadOrderError, Order, check, place

_MUTATIONS: Mapping[str, Callable[[Order, HttpRequest, GetResponse], Mutated]] = {
    LOST: lose,
    TWICE: double,
    ELSEWHERE: misplacing.misplace,
    HALF: halve,
    REFUSED: refusing.refuse,
}
# Sessions of these engines live where no transaction reaches: a lost sign-in would not be lost.
_FOREIGN_SESSIONS = frozenset(
    {"django.contrib.sessions.backends.file", "django.contrib.sessions.backends.signed_cookies"}
)

logger = logging.getLogger(__name__)


class LostWrites:
    """Obeys the orders in ``X-Lost-Writes``; must stand before the session middleware. Synchronous only.

    Unused without ``settings.LOST_WRITES_SECRET``. A mutated answer says what was done in the header of the same name:
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
        """Answer ``request``; where it carries an order that concerns it, as ordered."""
        value = request.headers.get(HEADER, "")
        if not value:
            return self.get_response(request)
        try:
            order = check(value, self.secret, time.time())
        except BadOrderError as error:
            return _refused(request, str(error))
        if order.mutation not in _MUTATIONS:
            return _refused(request, f"no mutation {order.mutation!r}")
        if not _concerns(order, request):
            return self.get_response(request)
        response, said = _MUTATIONS[order.mutation](order, request, self.get_response)
        response[HEADER] = said
        logger.info("%s mutated: %s %s, %s", order.operation, request.method, request.path, said)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, parameters: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Hand a misplaced request's view its other parameters; answer a refused one in its place."""
        misplacing.replace_in(parameters)
        return refusing.in_place_of_the_view(request)


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
