"""W13: how an item is bought, in which unit and at what price (CONTRACT 1.5, 4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from app.core.ids import is_id
from app.core.numbers import FACTOR, PRICE, InvalidNumberError, NumberSpec, parse_number
from app.detail_project.models import HargaItemProject, ItemConversionProfile
from app.detail_project.services.conflict import lock_project

UNIT_LIMIT = 50
OPTIONAL = ("density", "capacity_m3", "capacity_ton")


class ConversionError(Exception):
    """Nothing was stored; the message is the answer's."""


class UnknownItemError(ConversionError):
    """The project has no such item."""


@transaction.atomic
def save_conversion(project_id: int, payload: Mapping[str, Any]) -> tuple[ItemConversionProfile, bool]:
    """Store the profile of one item of the project; return it, and whether it is new.

    Raises:
        ConversionError: a value is missing or not acceptable (`UnknownItemError`: the item is not the project's).
    """
    item_id = payload.get("harga_item_id")
    if item_id is None or item_id == "":
        raise ConversionError("harga_item_id required")
    if not is_id(item_id):
        raise ConversionError("harga_item_id must be an integer")
    unit = payload.get("market_unit")
    if unit is None or (isinstance(unit, str) and not unit.strip()):
        raise ConversionError("market_unit required")
    if not isinstance(unit, str) or len(unit.strip()) > UNIT_LIMIT:
        raise ConversionError(f"market_unit must be a text of at most {UNIT_LIMIT} characters")
    factor = _number(payload, "factor_to_base", FACTOR)
    if factor <= 0:
        raise ConversionError("factor_to_base must be positive")
    method = payload.get("method", ItemConversionProfile.Method.DIRECT.value)
    if not isinstance(method, str) or method not in ItemConversionProfile.Method.values:
        raise ConversionError(f"method must be one of: {', '.join(ItemConversionProfile.Method.values)}")
    values = {
        "market_unit": unit.strip(),
        "market_price": _number(payload, "market_price", PRICE),
        "factor_to_base": factor,
        "method": method,
        **{name: None if payload.get(name) in (None, "") else _number(payload, name, FACTOR) for name in OPTIONAL},
    }
    project = lock_project(project_id, None)
    item = HargaItemProject.objects.filter(project=project, pk=item_id).first()
    if item is None:
        raise UnknownItemError("Harga item not found")
    return ItemConversionProfile.objects.update_or_create(harga_item=item, defaults=values)


def _number(payload: Mapping[str, Any], name: str, spec: NumberSpec) -> Decimal:
    try:
        return parse_number(payload.get(name), spec)
    except InvalidNumberError:
        text = "factor_to_base must be positive" if name == "factor_to_base" else f"{name} must be a number >= 0"
        raise ConversionError(text) from None
