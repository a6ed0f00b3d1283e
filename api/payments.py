"""Making orders by script (W49)."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup

from api.client import ApiClient, ApiError, expect_json

PLANS_ASKED = 9  # there are three; they are numbered as they were made


def order_plan(client: ApiClient, months: int) -> str:
    """Order the plan of so many months and return the order's number. Raises ``ApiError`` when it is refused."""
    plan_id = _listed(client, months) or _by_its_checkout(client, months)
    if plan_id is None:
        raise ApiError(f"neither the price list nor a checkout offers a plan of {months} months")
    answer: dict[str, Any] = expect_json(client.post_json("/subscriptions/payment/create/", {"plan_id": plan_id}))
    return str(answer["order_id"])


def _listed(client: ApiClient, months: int) -> int | None:
    page = BeautifulSoup(client.get("/pricing/").text(), "html.parser")
    link = page.select_one(f"[data-plan-months='{months}'] a[href*='/checkout/']")
    return int(str(link["href"]).strip("/").rpartition("/")[2]) if link is not None else None


def _by_its_checkout(client: ApiClient, months: int) -> int | None:
    """Find a plan that no price list leads to: its checkout says how long it lasts."""
    for plan_id in range(1, PLANS_ASKED + 1):
        answer = client.get(f"/subscriptions/checkout/{plan_id}/")
        said = BeautifulSoup(answer.text(), "html.parser").get_text(" ") if answer.status == 200 else ""
        if re.search(rf"\b{months} bulan\b", said, re.IGNORECASE):
            return plan_id
    return None
