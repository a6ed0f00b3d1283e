"""The price list of a project: reading it, and W12 (CONTRACT 4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from app.core.http import ErrorItem, InvalidBodyError, error_item
from app.core.numbers import PERCENT, PRICE, InvalidNumberError, parse_number
from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPExpanded, HargaItemProject, ProjectPricing
from app.detail_project.services.change_status import note_harga_change
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.fields import refusal
from app.detail_project.services.pricing import pricing_of

UNUSED_MESSAGE = "Item ini tidak digunakan di Detail AHSP proyek"
PRICE_MESSAGE = "Harus ≥ 0 dan berupa angka yang valid"
MARKUP_MESSAGE = "Harus 0–100 dan berupa angka yang valid"


@dataclass(frozen=True)
class PriceResult:
    """What W12 stored: how many prices changed, whether the mark-up did, and the entries that were refused."""

    project: Project
    pricing: ProjectPricing
    updated: int
    markup_changed: bool
    errors: list[ErrorItem]


def used_items(project: Project) -> QuerySet[HargaItemProject]:
    """The items that some priced row of the project takes; the others are orphans."""
    uses = DetailAHSPExpanded.objects.filter(harga_item=OuterRef("pk"))
    return HargaItemProject.objects.filter(Exists(uses), project=project)


@transaction.atomic
def save_prices(project_id: int, payload: Mapping[str, Any]) -> PriceResult:
    """Store the prices (rupiah a unit; null takes a price away) and the mark-up of ``payload`` that are acceptable.

    Raises:
        ConflictError: the client's copy is older than the project.
        InvalidBodyError: nothing in the payload is acceptable, for these reasons.
    """
    project = lock_project(project_id, payload.get("client_updated_at"))
    pricing = pricing_of(project)
    sent = payload.get("items", [])
    if not isinstance(sent, list):
        raise refusal("items", "Harus berupa list")
    errors: list[ErrorItem] = []
    changed = _changed_items(project, sent, errors)
    markup = _markup(payload, errors)
    if errors and len(errors) >= len(sent) + ("markup_percent" in payload):
        raise InvalidBodyError(errors)

    HargaItemProject.objects.bulk_update(changed, ["harga_satuan", "updated_at"])
    markup_changed = markup is not None and markup != pricing.markup_percent
    if markup is not None and markup_changed:
        pricing.markup_percent = markup
        pricing.save(update_fields=["markup_percent", "updated_at"])
    if changed or markup_changed:
        note_harga_change(project)
        project.touch()
    return PriceResult(project, pricing, len(changed), markup_changed, errors)


def _changed_items(project: Project, sent: list[object], errors: list[ErrorItem]) -> list[HargaItemProject]:
    known = {item.pk: item for item in used_items(project)}
    now = timezone.now()
    changed: dict[int, HargaItemProject] = {}
    seen: set[int] = set()
    for index, entry in enumerate(sent):
        path = f"items[{index}]"
        if not isinstance(entry, dict):
            errors.append(error_item(path, "Harus berupa objek"))
            continue
        item_id = entry.get("id")
        item = known.get(item_id) if isinstance(item_id, int) and not isinstance(item_id, bool) else None
        if item is None:
            errors.append(error_item(f"{path}.id", UNUSED_MESSAGE))
            continue
        if item.pk in seen:
            errors.append(error_item(f"{path}.id", "Duplikat dalam payload"))
            continue
        seen.add(item.pk)
        try:
            price = _price(entry)
        except InvalidNumberError:
            errors.append(error_item(f"{path}.harga_satuan", PRICE_MESSAGE))
            continue
        if price != item.harga_satuan:
            item.harga_satuan, item.updated_at = price, now
            changed[item.pk] = item
    return list(changed.values())


def _price(entry: Mapping[str, Any]) -> Decimal | None:
    if "harga_satuan" not in entry:
        raise InvalidNumberError("harga_satuan")
    raw = entry["harga_satuan"]
    return None if raw is None else parse_number(raw, PRICE)


def _markup(payload: Mapping[str, Any], errors: list[ErrorItem]) -> Decimal | None:
    if "markup_percent" not in payload:
        return None
    try:
        return parse_number(payload["markup_percent"], PERCENT)
    except InvalidNumberError:
        errors.append(error_item("markup_percent", MARKUP_MESSAGE))
        return None
