"""Orders, the gateway's notifications, and what they do to a subscription (CONTRACT 1.2, W49, W50)."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from app.accounts.models import CustomUser
from app.subscriptions.models import PaymentTransaction, SubscriptionPlan
from app.subscriptions.seed import seed_plans
from tests.app.bad_input import bad_bodies
from tests.app.support import MakeUser, SignIn

CREATE = "/subscriptions/payment/create/"
WEBHOOK = "/subscriptions/webhook/midtrans/"
KEY = "kunci-uji"


@pytest.fixture(autouse=True)
def _gateway(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MIDTRANS_SERVER_KEY = KEY

    def post(url: str, **options: Any) -> httpx.Response:
        order = options["json"]["transaction_details"]["order_id"]
        body = {"token": f"t-{order}", "redirect_url": f"https://bayar.example/{order}"}
        return httpx.Response(201, json=body, request=httpx.Request("POST", url))

    monkeypatch.setattr("app.subscriptions.gateway.httpx.post", post)


@pytest.fixture
def payer(make_user: MakeUser) -> CustomUser:
    seed_plans()
    return make_user("citra", subscription_status="TRIAL")


@pytest.fixture
def payment(payer: CustomUser) -> PaymentTransaction:
    return PaymentTransaction.begin(payer, SubscriptionPlan.objects.get(duration_months=3))


def create(browser: Client, body: object) -> tuple[int, dict[str, Any]]:
    data = body if isinstance(body, bytes) else json.dumps(body)
    answer = browser.post(CREATE, data, content_type="application/json")
    return answer.status_code, answer.json()


def said(payment: PaymentTransaction, status: str, key: str = KEY, **altered: Any) -> dict[str, Any]:
    words = {"order_id": payment.order_id, "status_code": "200", "gross_amount": f"{payment.amount}.00"} | altered
    signature = hashlib.sha512("".join([*map(str, list(words.values())[:3]), key]).encode()).hexdigest()
    return {"transaction_status": status, "signature_key": signature, "payment_type": "qris", **words}


def notify(body: object) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body)
    return Client(enforce_csrf_checks=True).post(WEBHOOK, data, content_type="application/json").status_code


def end_of(user: CustomUser) -> timedelta:
    user.refresh_from_db()
    assert user.subscription_end_date is not None
    return user.subscription_end_date - timezone.now()


def test_an_order_is_stored_with_the_plans_price(payer: CustomUser, sign_in: SignIn) -> None:
    plan = SubscriptionPlan.objects.get(duration_months=6)
    status, answer = create(sign_in(payer), {"plan_id": plan.pk})
    stored = PaymentTransaction.objects.get()
    assert status == 200
    assert answer == {
        "success": True,
        "snap_token": f"t-{stored.order_id}",
        "redirect_url": f"https://bayar.example/{stored.order_id}",
        "order_id": stored.order_id,
    }
    assert (stored.user, stored.plan, stored.amount, stored.status) == (payer, plan, Decimal(1_500_000), "pending")
    assert stored.order_id.startswith(f"AHSP-{payer.pk}-")


def test_a_plans_texts_are_shown_as_texts_where_it_is_offered_and_ordered(payer: CustomUser, sign_in: SignIn) -> None:
    seed_plans()
    script = "<script>ran=1</script>"
    SubscriptionPlan.objects.update(name=f"Pro {script}", description=f"'\" onload=ran=2 {script}")
    plan, browser = SubscriptionPlan.objects.all()[0], sign_in(payer)
    for page in (browser.get("/pricing/"), browser.get(f"/subscriptions/checkout/{plan.pk}/")):
        shown = page.content.decode()
        assert "Pro &lt;script&gt;ran=1&lt;/script&gt;" in shown
        assert script not in shown
    assert "&#x27;&quot; onload=ran=2" in browser.get("/pricing/").content.decode()


def test_two_orders_in_one_second_have_numbers_of_their_own(payer: CustomUser, sign_in: SignIn) -> None:
    plan = SubscriptionPlan.objects.first()
    assert plan is not None
    answers = [create(sign_in(payer), {"plan_id": plan.pk}) for _ in range(4)]
    assert {status for status, _ in answers} == {200}
    assert len({answer["order_id"] for _, answer in answers}) == 4


@pytest.mark.parametrize(
    "body",
    [*bad_bodies().values(), {}, {"plan_id": None}, {"plan_id": "1"}, {"plan_id": True}, {"plan_id": -1},
     {"plan_id": 10**30}, {"plan_id": 1.5}, {"plan_id": [1]}],
    ids=lambda body: repr(body)[:30],
)  # fmt: skip
def test_a_bad_order_is_refused(payer: CustomUser, sign_in: SignIn, body: object) -> None:
    status, answer = create(sign_in(payer), body)
    assert (status, answer["success"]) == (400, False)
    assert not PaymentTransaction.objects.exists()


def test_a_plan_that_is_not_sold_cannot_be_ordered(payer: CustomUser, sign_in: SignIn) -> None:
    SubscriptionPlan.objects.update(is_active=False)
    plan = SubscriptionPlan.objects.first()
    assert plan is not None
    assert create(sign_in(payer), {"plan_id": plan.pk})[0] == 404
    assert create(sign_in(payer), {"plan_id": 99_999})[0] == 404
    assert sign_in(payer).get(f"/subscriptions/checkout/{plan.pk}/").status_code == 404


def test_without_a_key_nothing_is_stored_and_nothing_believed(
    payer: CustomUser, sign_in: SignIn, settings: Settings, payment: PaymentTransaction
) -> None:
    settings.MIDTRANS_SERVER_KEY = ""
    status, answer = create(sign_in(payer), {"plan_id": payment.plan_id})
    assert (status, answer["error"]) == (503, "Midtrans server key not configured")
    assert PaymentTransaction.objects.count() == 1
    assert notify(said(payment, "settlement", key="")) == 403


def test_a_gateway_that_is_down_fails_the_order(
    payer: CustomUser, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> httpx.Response:
        raise httpx.ConnectError("no")

    monkeypatch.setattr("app.subscriptions.gateway.httpx.post", refuse)
    plan = SubscriptionPlan.objects.first()
    assert plan is not None
    assert create(sign_in(payer), {"plan_id": plan.pk})[0] == 502
    assert PaymentTransaction.objects.get().status == "failed"


def test_staff_has_nothing_to_buy(make_user: MakeUser, sign_in: SignIn, payer: CustomUser) -> None:
    staff = sign_in(make_user("staf", is_staff=True))
    status, answer = create(staff, {"plan_id": 1})
    assert (status, answer["code"]) == (403, "ADMIN_CHECKOUT_BLOCKED")
    plan = SubscriptionPlan.objects.first()
    assert plan is not None
    assert staff.get(f"/subscriptions/checkout/{plan.pk}/")["Location"] == "/dashboard/"


def test_visitors_sign_in_first_and_a_token_is_needed(payer: CustomUser, sign_in: SignIn) -> None:
    assert Client().post(CREATE)["Location"].startswith("/accounts/login/")
    assert Client().get("/subscriptions/checkout/1/")["Location"].startswith("/accounts/login/")
    assert Client().get("/subscriptions/payment/finish/")["Location"].startswith("/accounts/login/")
    assert sign_in(payer, enforce_csrf_checks=True).post(CREATE).status_code == 403


def test_who_has_lapsed_may_pay(make_user: MakeUser, sign_in: SignIn) -> None:
    seed_plans()
    lapsed = make_user("usai", subscription_status="EXPIRED")
    plan = SubscriptionPlan.objects.first()
    assert plan is not None
    assert create(sign_in(lapsed), {"plan_id": plan.pk})[0] == 200
    assert sign_in(lapsed).get(f"/subscriptions/checkout/{plan.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("status", "altered"), [("settlement", {}), ("capture", {"fraud_status": "accept"})], ids=["settled", "captured"]
)
def test_a_paid_order_activates_its_months_once(
    payment: PaymentTransaction, status: str, altered: dict[str, str]
) -> None:
    for _ in range(3):
        assert notify(said(payment, status, **altered)) == 200
    payment.refresh_from_db()
    assert (payment.status, payment.payment_type) == ("success", "qris")
    assert payment.paid_at is not None
    assert timedelta(days=89) < end_of(payment.user) <= timedelta(days=90)
    assert payment.user.subscription_status == "PRO"


@pytest.mark.parametrize(
    ("before", "status", "after"),
    [
        (["pending"], "settlement", "success"),
        (["expire"], "settlement", "success"),
        (["deny"], "settlement", "success"),
        (["expire"], "pending", "expired"),
        (["settlement"], "pending", "success"),
        (["settlement"], "expire", "success"),
        (["settlement"], "cancel", "success"),
        (["settlement"], "refund", "refund"),
        (["settlement", "refund"], "settlement", "refund"),
        ([], "refund", "pending"),
        ([], "authorize", "pending"),
        ([], "cancel", "failed"),
        ([], "expire", "expired"),
    ],
)
def test_what_follows_on_what(payment: PaymentTransaction, before: list[str], status: str, after: str) -> None:
    for earlier in before:
        assert notify(said(payment, earlier)) == 200
    assert notify(said(payment, status)) == 200
    payment.refresh_from_db()
    assert payment.status == after
    payment.user.refresh_from_db()
    assert (payment.user.subscription_status == "PRO") is ("settlement" in [*before, status])


def test_a_captured_card_waits_for_the_fraud_check(payment: PaymentTransaction) -> None:
    assert notify(said(payment, "capture", fraud_status="challenge")) == 200
    payment.refresh_from_db()
    assert payment.status == "pending"


def test_months_are_added_to_the_running_ones(payment: PaymentTransaction) -> None:
    notify(said(payment, "settlement"))
    second = PaymentTransaction.begin(payment.user, payment.plan)
    notify(said(second, "settlement"))
    assert timedelta(days=179) < end_of(payment.user) <= timedelta(days=180)


@pytest.mark.parametrize("amount", ["1.00", "899999.99", "900001", "abc", "", "NaN", "-900000"])
def test_another_amount_buys_nothing(payment: PaymentTransaction, amount: str) -> None:
    assert notify(said(payment, "settlement", gross_amount=amount)) == 400
    payment.refresh_from_db()
    assert (payment.status, payment.user.subscription_status) == ("pending", "TRIAL")


def test_a_forged_or_altered_notification_is_refused(payment: PaymentTransaction) -> None:
    good = said(payment, "settlement")
    assert notify(said(payment, "settlement", key="lain")) == 403
    assert notify(good | {"order_id": f"{payment.order_id}0"}) == 403
    assert notify({k: v for k, v in good.items() if k != "signature_key"}) == 403
    assert notify(good | {"signature_key": 5}) == 403
    assert notify(good | {"signature_key": "é"}) == 403
    payment.refresh_from_db()
    assert payment.status == "pending"


def test_an_order_that_nobody_made_is_not_found(payment: PaymentTransaction) -> None:
    payment.order_id = "AHSP-9-9"
    assert notify(said(payment, "settlement")) == 404


@pytest.mark.parametrize("body", bad_bodies().values(), ids=bad_bodies().keys())
@pytest.mark.django_db
def test_a_broken_notification_is_refused(body: object) -> None:
    assert notify(body) in {400, 403}


def test_only_a_post_notifies(payment: PaymentTransaction) -> None:
    assert Client().get(WEBHOOK).status_code == 405


@pytest.mark.parametrize(
    ("status", "text"), [("pending", "Menunggu pembayaran"), ("settlement", "Berhasil"), ("deny", "Gagal")]
)
def test_the_finish_page_believes_the_gateway_only(
    payment: PaymentTransaction, sign_in: SignIn, status: str, text: str
) -> None:
    notify(said(payment, status))
    page = sign_in(payment.user).get(
        "/subscriptions/payment/finish/", {"order_id": payment.order_id, "transaction_status": "settlement"}
    )
    assert f">{text}</dd>" in page.content.decode()


def test_another_users_payment_is_not_found(payment: PaymentTransaction, client: Client) -> None:
    path = "/subscriptions/payment/finish/"
    assert client.get(path, {"order_id": payment.order_id}).status_code == 404
    assert client.get(path, {"order_id": "a\0b"}).status_code == 404
    assert client.get(path)["Location"] == "/dashboard/"


def test_a_running_subscription_needs_no_other(
    make_user: MakeUser, sign_in: SignIn, payment: PaymentTransaction
) -> None:
    running = make_user("jalan", subscription_end_date=timezone.now() + timedelta(days=5))
    assert sign_in(running).get(f"/subscriptions/checkout/{payment.plan_id}/")["Location"] == "/dashboard/"
    assert sign_in(payment.user).get(f"/subscriptions/checkout/{payment.plan_id}/").status_code == 200
