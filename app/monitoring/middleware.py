"""Count the calls of what is deprecated, so that it can be seen who still needs it."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from app.monitoring.models import DeprecatedUse

HEADER = "X-API-Deprecated"
MAX_OPERATION = 255


class DeprecationCounterMiddleware:
    """Count every answer that carries ``X-API-Deprecated``, whichever view gave it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.has_header(HEADER) and request.resolver_match is not None:
            operation = f"{request.method} {request.resolver_match.route}"[:MAX_OPERATION]
            now = timezone.now()
            DeprecatedUse.objects.update_or_create(
                operation=operation,
                defaults={"count": F("count") + 1, "last_used_at": now},
                create_defaults={"count": 1, "last_used_at": now},
            )
        return response
