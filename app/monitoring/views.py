"""Health checks, client metrics, and what is still called although deprecated (CONTRACT 7)."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from app.core.http import InvalidBodyError, parse_json
from app.core.ratelimit import seconds_to_wait
from app.monitoring.models import ClientMetric, DeprecatedUse

log = logging.getLogger(__name__)
MAX_METRIC_BYTES = 8192
MAX_TYPE = 50
RECENT = 100


def _is_staff(user: AbstractBaseUser | AnonymousUser) -> bool:
    return bool(getattr(user, "is_staff", False))


staff_only = user_passes_test(_is_staff)


@csrf_exempt
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Check database and cache; signed-in users and ``?mode=simple`` get the short form unless ``?mode=deep``."""
    mode = request.GET.get("mode", "")
    checks: dict[str, Any] = {"mode": "simple"}
    if mode == "deep" or (mode != "simple" and not request.user.is_authenticated):
        checks = {"database": _database(), "cache": _cache()}
    healthy = all(check.get("status") == "ok" for check in checks.values() if isinstance(check, dict))
    body = {
        "status": "ok" if healthy else "error",
        "checks": checks,
        "version": settings.APP_VERSION,
        "timestamp": timezone.now().isoformat(),
    }
    return JsonResponse(body, status=HTTPStatus.OK if healthy else HTTPStatus.SERVICE_UNAVAILABLE)


def _database() -> dict[str, str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("the database does not answer")
        return {"status": "error", "vendor": connection.vendor}
    return {"status": "ok", "vendor": connection.vendor}


def _cache() -> dict[str, str]:
    probe = get_random_string(12)
    cache.set("health", probe, 10)
    status = "ok" if cache.get("health") == probe else "error"
    return {"status": status, "backend": type(cache).__name__}


@csrf_exempt
@require_safe
def simple(request: HttpRequest) -> JsonResponse:
    """Say that requests are answered."""
    return JsonResponse({"status": "ok"})


@csrf_exempt
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "alive"})


@csrf_exempt
@require_POST
def report_client_metric(request: HttpRequest) -> JsonResponse:
    """Store one metric (W48). Open to anybody until ``METRICS_API_KEY`` is set, then ``X-Metrics-Key`` is required."""
    key = settings.METRICS_API_KEY
    if key and not constant_time_compare(request.headers.get("X-Metrics-Key", ""), key):
        return _refuse("Unauthorized", HTTPStatus.FORBIDDEN)
    address = request.META.get("REMOTE_ADDR", "")
    wait = seconds_to_wait(f"metric:{address}", settings.METRICS_RATE_LIMIT, settings.METRICS_RATE_WINDOW)
    if wait:
        answer = _refuse("Rate limit exceeded", HTTPStatus.TOO_MANY_REQUESTS, retry_after=wait)
        answer["Retry-After"] = str(wait)
        return answer
    if len(request.body) > MAX_METRIC_BYTES:
        return _refuse("Metric too large", HTTPStatus.BAD_REQUEST)
    try:
        body = parse_json(request, exact=False)
    except InvalidBodyError:
        return _refuse("Invalid JSON", HTTPStatus.BAD_REQUEST)
    kind, metric = (body.get("type"), body.get("metric")) if isinstance(body, dict) else (None, None)
    if not isinstance(kind, str) or not 0 < len(kind) <= MAX_TYPE or not isinstance(metric, dict) or not metric:
        return _refuse("Missing type or metric", HTTPStatus.BAD_REQUEST)
    ClientMetric.objects.create(type=kind, metric=metric)
    return JsonResponse({"ok": True, "message": "Metric received"})


def _refuse(error: str, status: HTTPStatus, **more: int) -> JsonResponse:
    return JsonResponse({"ok": False, "error": error, **more}, status=status)


def _counts() -> dict[str, int]:
    return dict(ClientMetric.objects.order_by("type").values_list("type").annotate(Count("pk")))


@staff_only
@require_safe
def performance_metrics(request: HttpRequest) -> JsonResponse:
    """List the latest client metrics and count them by type; for staff."""
    recent = ClientMetric.objects.values("type", "metric", "created_at")[:RECENT]
    return JsonResponse({"ok": True, "counts": _counts(), "metrics": list(recent)})


@staff_only
@require_safe
def performance_dashboard(request: HttpRequest) -> HttpResponse:
    """Show the same as a page."""
    context = {"counts": _counts(), "metrics": ClientMetric.objects.all()[:RECENT]}
    return render(request, "monitoring/performance.html", context)


@staff_only
@require_POST
def reset_performance_metrics(request: HttpRequest) -> JsonResponse:
    """Forget all client metrics (W52); for staff."""
    deleted, _ = ClientMetric.objects.all().delete()
    return JsonResponse({"ok": True, "message": f"{deleted} metrics deleted"})


@staff_only
@require_safe
def deprecation_metrics(request: HttpRequest) -> JsonResponse:
    """List which deprecated operations were called, how often and when last; for staff."""
    used = list(DeprecatedUse.objects.values("operation", "count", "last_used_at"))
    return JsonResponse({"ok": True, "total": sum(use["count"] for use in used), "metrics": used})


@staff_only
@require_safe
def deprecation_dashboard(request: HttpRequest) -> HttpResponse:
    """Show the same as a page."""
    return render(request, "monitoring/deprecation.html", {"used": DeprecatedUse.objects.all()})


@staff_only
@require_POST
def reset_deprecation_metrics(request: HttpRequest) -> JsonResponse:
    """Forget all counts of deprecated operations (W51); for staff."""
    deleted, _ = DeprecatedUse.objects.all().delete()
    return JsonResponse({"ok": True, "message": f"{deleted} counters deleted"})
