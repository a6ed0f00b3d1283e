"""Making orders by script (W49)."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup

from api.client import ApiClient, ApiError, expect_json


def order_plan(client: ApiClient, months: int) -> str:
    """Order the plan of so many months and return the order's number. Raises ``ApiError`` when it is refused."""
    page = BeautifulSoup(client.get("/pricing/").text(), "html.parser")
    link = page.select_one(f"[data-plan-months='{months}'] a[href*='/checkout/']")
    if link is None:
        raise ApiError(f"the price list offers no plan of {months} months")
    plan_id = int(str(link["href"]).strip("/").rpartition("/")[2])
    answer: dict[str, Any] = expect_json(client.post_json("/subscriptions/payment/create/", {"plan_id": plan_id}))
    return str(answer["order_id"])
