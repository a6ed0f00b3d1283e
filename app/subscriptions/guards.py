"""Refusals by tier: writes of expired accounts, exports of accounts that have none (CONTRACT 2.4)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from app.accounts.models import CustomUser
from app.core.http import wants_json
from app.subscriptions.policy import Feature, Level, effective_status, level_of

READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# Who has lapsed must still be able to pay.
OPEN_PATHS = frozenset(
    {
        "/",
        "/pricing/",
        "/detail_project/api/monitoring/report-client-metric/",
        "/subscriptions/payment/create/",
        "/subscriptions/webhook/midtrans/",
    }
)
OPEN_PREFIXES = ("/accounts/", "/admin/", "/health/", "/static/", "/media/")
EXPIRED_TEXT = "Langganan Anda telah berakhir. Anda hanya memiliki akses baca."
TRIAL_PDF_TEXT = "Export PDF tersedia setelah Anda upgrade ke Pro. Trial tidak termasuk fitur export."


class ExportFormat(StrEnum):
    """A file format, as its refusal names it."""

    PDF = "PDF"
    WORD = "Word"
    EXCEL = "Excel"
    CSV = "CSV"
    JSON = "JSON"


class ReadOnlyWhenExpiredMiddleware:
    """Refuse every write of an account whose subscription has ended, before the view runs.

    Signing out, health checks, client metrics and paying stay open. Runs after the CSRF check, which comes first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method in READING or request.path in OPEN_PATHS or request.path.startswith(OPEN_PREFIXES):
            return None
        user = request.user
        if not isinstance(user, CustomUser) or level_of(user, Feature.WRITE_ACCESS) is not Level.DENY:
            return None
        if wants_json(request):
            return _refusal("SUBSCRIPTION_EXPIRED", EXPIRED_TEXT)
        query = urlencode({"reason": "subscription_expired", "next": request.path})
        return HttpResponseRedirect(f"{reverse('pages:pricing')}?{query}")


def refused_export(user: CustomUser, wanted: ExportFormat) -> JsonResponse | None:
    """Return the 403 for an export that the tier of ``user`` does not include, or None when it may go on."""
    if wanted is ExportFormat.PDF:
        if level_of(user, Feature.EXPORT_PDF) is Level.DENY:
            return _refusal("TRIAL_NO_EXPORT", TRIAL_PDF_TEXT)
    elif level_of(user, Feature.EXPORT_EXCEL_WORD) is Level.DENY:
        text = f"Export {wanted} hanya tersedia untuk pengguna Pro. Upgrade untuk membuka fitur ini."
        return _refusal("PRO_REQUIRED", text, subscription_status=effective_status(user))
    return None


def needs_watermark(user: CustomUser) -> bool:
    """Say whether a PDF for ``user`` carries the watermark."""
    return level_of(user, Feature.EXPORT_PDF) is Level.WATERMARK


def _refusal(code: str, text: str, **more: str) -> JsonResponse:
    body = {"success": False, "error": text, "code": code, **more, "upgrade_url": reverse("subscriptions:pricing")}
    return JsonResponse(body, status=HTTPStatus.FORBIDDEN)
