"""What every request passes: who asks, how it is logged."""

from __future__ import annotations

import json
import os
import re
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
E2E_HEADER = re.compile(r"[\w./~%:@+-]{1,300}", re.ASCII)


class RequestLogMiddleware:
    """Number each request, answer the number as ``X-Request-ID``, and write one JSON line about it.

    Stands first, so that static files and refusals of other middleware are logged too. The file receives lines of
    ``{"id","e2e","method","path","route","status","ms","t","user"}``: ``route`` is the resolver's template or null,
    ``ms`` the time to the response object, ``t`` the UTC start, ``user`` a primary key or null.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        # One write per line to a file opened for appending: lines of several threads never mix.
        self.log = os.open(settings.REQUEST_LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT) if settings.REQUEST_LOG else -1

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = datetime.now(UTC)
        clock = time.perf_counter()
        request_id = uuid.uuid4().hex
        request.META["AHSP_REQUEST_ID"] = request_id
        # As it came: a confirmed password goes on with the request that had waited for it, in this one's place.
        method, path = request.method, request.path
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        if self.log >= 0:
            e2e = request.headers.get("X-E2E", "")
            user = getattr(request, "_cached_user", None)  # set once the user was looked at; never asks the database
            line = {
                "id": request_id,
                "e2e": e2e if E2E_HEADER.fullmatch(e2e) else None,
                "method": method,
                "path": path,
                "route": request.resolver_match.route if request.resolver_match else None,
                "status": response.status_code,
                "ms": round((time.perf_counter() - clock) * 1000, 2),
                "t": started.isoformat(),
                "user": getattr(user, "pk", None),
            }
            os.write(self.log, json.dumps(line, ensure_ascii=False).encode() + b"\n")
        return response


class ClientAddressMiddleware:
    """In embedded mode only, take the first ``X-Forwarded-For`` address for the client's, for rate limits."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.EMBEDDED:
            first = request.headers.get("X-Forwarded-For", "").partition(",")[0].strip()
            if first:
                request.META["REMOTE_ADDR"] = first
        return self.get_response(request)


class PrivateAnswersMiddleware:
    """Keep what a signed-in user was shown out of every cache: nobody gets it back after the sign-out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        user = getattr(request, "_cached_user", None)  # an answer that needed no user is nobody's
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def request_id_of(request: HttpRequest) -> str:
    """Return the number :class:`RequestLogMiddleware` gave to ``request``."""
    return str(request.META.get("AHSP_REQUEST_ID", ""))
