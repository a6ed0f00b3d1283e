"""What a notification of the gateway does to a payment and to its user's subscription."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils import timezone

from app.accounts.models import CustomUser
from app.subscriptions.gateway import meaning_of
from app.subscriptions.models import PaymentTransaction

Status = PaymentTransaction.Status
MAX_TEXT = 50

# What may follow on what. Notifications come late, repeated and out of order: whatever is not listed changes nothing.
# Money that arrives after all is money: an expired or failed payment may still succeed. Nothing follows a refund.
_FOLLOWING: dict[str, frozenset[str]] = {
    Status.PENDING: frozenset({Status.SUCCESS, Status.FAILED, Status.EXPIRED}),
    Status.FAILED: frozenset({Status.SUCCESS}),
    Status.EXPIRED: frozenset({Status.SUCCESS}),
    Status.SUCCESS: frozenset({Status.REFUND}),
    Status.REFUND: frozenset(),
}


class UnknownOrderError(LookupError):
    """The notification is about an order that was never made here."""


class WrongAmountError(ValueError):
    """The notification reports another amount than the order's."""


def take_in(said: Mapping[str, Any]) -> bool:
    """Apply a notification whose signature was checked; say whether it changed anything.

    A first success activates the plan's months, exactly once. A refund is recorded; whether it ends a subscription is
    the administrator's decision. Raises :exc:`UnknownOrderError` and :exc:`WrongAmountError`.
    """
    with transaction.atomic():
        order_id = str(said["order_id"])
        if "\0" in order_id:
            raise UnknownOrderError(order_id)
        payment = PaymentTransaction.objects.select_for_update().filter(order_id=order_id).first()
        if payment is None:
            raise UnknownOrderError(order_id)
        if _amount(said) != payment.amount:
            raise WrongAmountError(order_id)
        meaning = meaning_of(said)
        if meaning is None or meaning not in _FOLLOWING[payment.status]:
            return False
        payment.status = meaning
        payment.payment_type = _text(said, "payment_type")
        payment.midtrans_transaction_id = _text(said, "transaction_id")
        payment.midtrans_response = dict(said)
        if meaning == Status.SUCCESS:
            payment.paid_at = timezone.now()
            payer = CustomUser.objects.select_for_update().get(pk=payment.user_id)
            payer.activate_subscription(payment.plan.duration_months)
        payment.save()
        return True


def _amount(said: Mapping[str, Any]) -> Decimal | None:
    try:
        return Decimal(str(said["gross_amount"]))
    except (InvalidOperation, KeyError):
        return None


def _text(said: Mapping[str, Any], name: str) -> str:
    return str(said.get(name) or "")[:MAX_TEXT]
