"""Writes that are stored twice, elsewhere, by half or not at all, and what the answer's header says of it."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from app.monitoring.models import ClientMetric, DeprecatedUse
from app.subscriptions.models import SubscriptionPlan
from lost_writes.signing import HEADER, Order, sign

SECRET = "rahasia"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.suite.lost_writes.views")]


@pytest.fixture(autouse=True)
def _installed(settings: Settings) -> None:
    settings.LOST_WRITES_SECRET = SECRET
    settings.MIDDLEWARE = ["lost_writes.middleware.LostWrites", *settings.MIDDLEWARE]


def order(mutation: str, route: str, instead: Mapping[str, int | str] | None = None) -> dict[str, str]:
    return {HEADER: sign(Order("a.b.c", mutation, "POST", route, time.time() + 60, instead or {}), SECRET)}


def months() -> list[int]:
    return sorted(SubscriptionPlan.objects.values_list("duration_months", flat=True))


@pytest.mark.parametrize("kind", ["reported", "streamed-report"])
def test_a_doubled_row_is_there_twice_and_answered_once(kind: str) -> None:
    answer = Client().post(f"/{kind}/", {"type": "fps"}, headers=order("twice", f"{kind}/"))

    assert b"".join(answer) == b"stored"
    assert answer[HEADER] == "twice; state=changed; again=200; changed=monitoring_clientmetric"
    assert [metric.type for metric in ClientMetric.objects.all()] == ["fps", "fps"]


def test_a_save_that_may_be_repeated_is_told_apart() -> None:
    Client().post("/row/7/")

    answer = Client().post("/idempotent/", headers=order("twice", "idempotent/"))

    assert answer[HEADER] == "twice; state=equal; again=200; changed="


def test_a_misplaced_row_is_stored_under_the_other_parameter_only() -> None:
    answer = Client().post("/row/7/", headers=order("elsewhere", "row/<int:months>/", {"months": 12}))

    assert answer.content == b"stored"
    assert answer[HEADER] == "elsewhere; instead=months:12"
    assert months() == [12]


@pytest.mark.parametrize("instead", [{}, {"project_id": 3}], ids=["nothing", "unknown"])
def test_an_order_to_misplace_that_would_change_nothing_is_an_error(instead: dict[str, int | str]) -> None:
    client = Client(raise_request_exception=False)

    answer = client.post("/row/7/", headers=order("elsewhere", "row/<int:months>/", instead))

    assert answer.status_code == 500
    assert months() == []


def test_of_many_new_rows_the_last_is_missing() -> None:
    answer = Client().post("/rows/", headers=order("half", "rows/"))

    assert answer.content == b"stored"
    assert answer[HEADER].endswith("reverted=insert of 1 row of 3 in subscriptions_subscriptionplan")
    assert months() == [1, 2]


def test_of_many_updated_rows_the_last_keeps_its_old_values() -> None:
    Client().post("/rows/")

    Client().post("/raised/", headers=order("half", "raised/"))

    assert months() == [3, 11, 12]


def test_of_many_deleted_rows_the_last_is_still_there() -> None:
    Client().post("/rows/")

    Client().post("/deleted/", headers=order("half", "deleted/"))

    assert months() == [3]


def test_of_one_new_row_a_field_is_empty() -> None:
    answer = Client().post("/reported/", {"type": "fps"}, headers=order("half", "reported/"))

    assert answer[HEADER] == "half; changed=1; reverted=value of monitoring_clientmetric.type"
    assert [metric.type for metric in ClientMetric.objects.all()] == [""]


@pytest.mark.parametrize(
    ("kind", "table", "price", "count"),
    [
        ("counted", "monitoring_deprecateduse", 99, 1),
        ("dated", "subscriptions_subscriptionplan", 3, 1),  # a moment alone is missed least
    ],
)
def test_of_two_tables_rows_one_keeps_its_old_value(kind: str, table: str, price: int, count: int) -> None:
    Client().post("/row/3/")
    DeprecatedUse.objects.create(operation="GET /x/", count=1, last_used_at=timezone.now())

    answer = Client().post(f"/priced-and-{kind}/", headers=order("half", f"priced-and-{kind}/"))

    assert answer[HEADER] == f"half; changed=2; reverted=update of 1 row of 2, the one in {table}"
    assert SubscriptionPlan.objects.get().price == price
    assert DeprecatedUse.objects.get().count == count


def test_what_has_no_half_is_said_to_have_none() -> None:
    answer = Client().post("/idempotent/", headers=order("half", "idempotent/"))

    assert answer[HEADER] == "half; changed=0; reverted="


@pytest.mark.parametrize(
    ("accepted", "kind", "word"),
    [("application/json", "application/json", "SERVER_ERROR"), ("text/html", "text/html", "Terjadi kesalahan")],
)
def test_a_refused_write_is_the_applications_own_error_and_nothing_is_stored(
    accepted: str, kind: str, word: str
) -> None:
    refused = {**order("refused", "row/<int:months>/"), "Accept": accepted}

    answer = Client().post("/row/7/", headers=refused)

    assert answer.status_code == 500
    assert answer["Content-Type"].startswith(kind)
    assert word in answer.content.decode()
    assert answer[HEADER] == "refused; status=500"
    assert months() == []


def test_what_nobody_ordered_to_refuse_is_stored_afterwards() -> None:
    Client().post("/row/7/", headers=order("refused", "row/<int:months>/"))

    Client().post("/row/7/")

    assert months() == [7]
