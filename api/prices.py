"""Prices, mark-up, tax and rounding by script (CONTRACT 4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from api.client import ApiClient, Exchange, expect_json


def items_of(client: ApiClient, project_id: int) -> dict[str, dict[str, Any]]:
    """The project's price items by code: ``id``, ``uraian``, ``satuan``, ``kategori``, ``harga_satuan`` (or null)."""
    listed = expect_json(client.get(f"/detail_project/api/project/{project_id}/harga-items/list/", {"canon": 1}))
    return {item["kode_item"]: item for item in listed["items"]}


def orphans_of(client: ApiClient, project_id: int) -> dict[str, int]:
    """The ids of the price items that no row takes any more, by their codes."""
    listed = expect_json(client.get(f"/detail_project/api/project/{project_id}/orphaned-items/"))
    return {item["kode"]: item["id"] for item in listed["orphaned_items"]}


def post_prices(client: ApiClient, project_id: int, prices: Mapping[str, Decimal], **extra: Any) -> Exchange:
    """Send W12 for the items of these codes and return whatever is answered."""
    ids = {kode: item["id"] for kode, item in items_of(client, project_id).items()}
    items = [{"id": ids[kode], "harga_satuan": f"{price:.2f}"} for kode, price in prices.items()]
    return client.post_json(f"/detail_project/api/project/{project_id}/harga-items/save/", {"items": items, **extra})


def save_prices(client: ApiClient, project_id: int, prices: Mapping[str, Decimal]) -> None:
    """Price the items of these codes, in rupiah a unit. Raises ``ApiError`` unless every price was stored."""
    expect_json(post_prices(client, project_id, prices))


def save_conversion(
    client: ApiClient, project_id: int, kode: str, *, unit: str, price: Decimal, factor: Decimal
) -> None:
    """Remember how an item is bought (W13): in units of the market, their price, and how many of its own one holds."""
    profile = {
        "harga_item_id": items_of(client, project_id)[kode]["id"],
        "market_unit": unit,
        "market_price": str(price),
        "factor_to_base": str(factor),
        "method": "direct",
    }
    expect_json(client.post_json(f"/detail_project/api/project/{project_id}/conversion-profile/save/", profile))


def save_pricing(client: ApiClient, project_id: int, *, markup: Decimal, ppn: Decimal, rounding_base: int) -> None:
    """Set the project's mark-up and tax (percent) and rounding base (rupiah)."""
    pricing = {"markup_percent": str(markup), "ppn_percent": str(ppn), "rounding_base": rounding_base}
    expect_json(client.post_json(f"/detail_project/api/project/{project_id}/pricing/", pricing))


def override_markup(client: ApiClient, project_id: int, job_id: int, percent: Decimal | None) -> None:
    """Set a job's own mark-up (percent), or clear it."""
    body = {"override_markup": None if percent is None else str(percent)}
    expect_json(client.post_json(f"/detail_project/api/project/{project_id}/pekerjaan/{job_id}/pricing/", body))
