"""W14 and W15: the project's mark-up, tax and rounding, and a job's own mark-up (CONTRACT 4.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from app.core.http import InvalidBodyError, error_item, ok, parse_json_object, project_api
from app.core.numbers import MARKUP, PERCENT, InvalidNumberError, parse_number
from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan
from app.detail_project.services.fields import FieldReader, refusal
from app.detail_project.services.pricing import job_pricing_data, pricing_data, pricing_of
from app.detail_project.views.answers import token_of

MAX_ROUNDING_BASE = 1_000_000_000
MAX_PERCENT = 100


@project_api("GET", "POST")
def api_project_pricing(request: HttpRequest, project: Project) -> HttpResponse:
    """Read, or change any of, the project's mark-up, tax and rounding base."""
    if request.method == "POST":
        changes = _read_changes(parse_json_object(request))
        with transaction.atomic():
            pricing = pricing_of(project)
            for name, value in changes.items():
                setattr(pricing, name, value)
            pricing.save(update_fields=[*changes, "updated_at"])
    else:
        pricing = pricing_of(project)
    return ok(**pricing_data(pricing), project_updated_at=token_of(project))


@project_api("GET", "POST")
def api_pekerjaan_pricing(request: HttpRequest, project: Project, pekerjaan_id: int) -> HttpResponse:
    """Read, set or clear (null or empty) a job's own mark-up."""
    job = get_object_or_404(Pekerjaan, pk=pekerjaan_id, project=project)
    extra: dict[str, Any] = {}
    if request.method == "POST":
        job.markup_override_percent = _read_override(parse_json_object(request))
        Pekerjaan.objects.filter(pk=job.pk).update(
            markup_override_percent=job.markup_override_percent, updated_at=timezone.now()
        )
        extra = {"saved": True} | ({"cleared": True} if job.markup_override_percent is None else {})
    return ok(**extra, **job_pricing_data(pricing_of(project), job), project_updated_at=token_of(project))


def _read_changes(payload: dict[str, Any]) -> dict[str, Decimal | int]:
    read = FieldReader()
    changes: dict[str, Decimal | int] = {}
    for name in ("markup_percent", "ppn_percent"):
        if name in payload:
            try:
                changes[name] = parse_number(payload[name], PERCENT)
            except InvalidNumberError:
                read.complain(name, "Harus angka 0..100")
    if "rounding_base" in payload:
        base = _whole_number(payload["rounding_base"])
        if base is None:
            read.complain("rounding_base", "Harus bilangan bulat > 0")
        else:
            changes["rounding_base"] = base
    read.finish()
    return changes


def _whole_number(raw: object) -> int | None:
    """A rounding base as JSON number or text, or None where it is not a whole number in 1..10^9."""
    if isinstance(raw, str) and raw.strip().isascii() and raw.strip().isdigit() and len(raw) < 20:
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 < raw <= MAX_ROUNDING_BASE:
        return None
    return raw


def _read_override(payload: dict[str, Any]) -> Decimal | None:
    if "override_markup" not in payload:
        raise refusal("override_markup", "Wajib diisi")
    raw = payload["override_markup"]
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    try:
        percent = parse_number(raw, MARKUP)
    except InvalidNumberError:
        raise refusal("override_markup", "Format angka tidak valid") from None
    if percent > MAX_PERCENT:
        message = "Profit/Margin (BUK) maksimal 100%. Masukkan nilai 0–100"
        raise InvalidBodyError([error_item("override_markup", message)])
    return percent
