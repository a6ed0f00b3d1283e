"""The payment gateway: asking it for a payment page, and what its notifications mean.

Midtrans' published interface: Snap (``POST /snap/v1/transactions``, basic authentication with the server key) and HTTP
notifications signed with SHA-512.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from django.conf import settings
from django.utils.crypto import constant_time_compare

from app.subscriptions.models import PaymentTransaction

SECONDS = 15
Status = PaymentTransaction.Status


class GatewayError(Exception):
    """The gateway did not answer, or refused."""


@dataclass(frozen=True)
class Page:
    """Where the user pays."""

    token: str
    url: str


def ask_for_page(payment: PaymentTransaction, finish_url: str) -> Page:
    """Ask the gateway for a page on which ``payment`` can be paid. Raises :exc:`GatewayError`."""
    body = {
        "transaction_details": {"order_id": payment.order_id, "gross_amount": int(payment.amount)},
        "item_details": [
            {"id": str(payment.plan_id), "price": int(payment.amount), "quantity": 1, "name": payment.plan.name[:50]}
        ],
        "customer_details": {"first_name": payment.user.username, "email": payment.user.email},
        "callbacks": {"finish": finish_url},
    }
    try:
        answer = httpx.post(
            f"{settings.MIDTRANS_URL}/snap/v1/transactions",
            json=body,
            auth=(settings.MIDTRANS_SERVER_KEY, ""),
            timeout=SECONDS,
        )
        answer.raise_for_status()
        said = answer.json()
        return Page(str(said["token"]), str(said["redirect_url"]))
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        raise GatewayError(str(error)) from error


def is_signed(said: Mapping[str, object]) -> bool:
    """Say whether a notification carries the gateway's signature: SHA-512 of order, status code, amount and key.

    Without a server key nothing is: anybody could compute it.
    """
    key = settings.MIDTRANS_SERVER_KEY
    words = [said.get(name) for name in ("order_id", "status_code", "gross_amount", "signature_key")]
    texts = [word for word in words if isinstance(word, str)]
    if not key or len(texts) < len(words):
        return False
    *signed, signature = texts
    return constant_time_compare(hashlib.sha512("".join([*signed, key]).encode()).hexdigest(), signature)


_MEANINGS = {
    "settlement": Status.SUCCESS,
    "pending": Status.PENDING,
    "deny": Status.FAILED,
    "cancel": Status.FAILED,
    "failure": Status.FAILED,
    "expire": Status.EXPIRED,
    "refund": Status.REFUND,
    "partial_refund": Status.REFUND,
    "chargeback": Status.REFUND,
    "partial_chargeback": Status.REFUND,
}


def meaning_of(said: Mapping[str, object]) -> PaymentTransaction.Status | None:
    """Return the status that a notification reports, None for one that says nothing about the payment.

    A card's ``capture`` counts only once fraud detection has accepted it.
    """
    status = said.get("transaction_status")
    if status == "capture":
        return Status.SUCCESS if said.get("fraud_status") == "accept" else Status.PENDING
    return _MEANINGS.get(status) if isinstance(status, str) else None
