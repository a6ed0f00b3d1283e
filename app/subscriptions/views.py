"""Buying a subscription: the order, the way to the gateway and back, and the gateway's notifications (W49, W50)."""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from app.accounts.models import CustomUser
from app.accounts.users import user_of
from app.core.http import InvalidBodyError, parse_json
from app.subscriptions.gateway import GatewayError, ask_for_page, is_signed
from app.subscriptions.models import PaymentTransaction, SubscriptionPlan
from app.subscriptions.payments import UnknownOrderError, WrongAmountError, take_in

log = logging.getLogger(__name__)
ADMIN_TEXT = "Akun administrator tidak memerlukan langganan."
GATEWAY_TEXT = "Gerbang pembayaran tidak dapat dihubungi. Coba lagi nanti."
MAX_ID = 2**31


@require_safe
@login_required
def checkout(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show what is about to be bought; who has a running subscription, or needs none, goes to the dashboard."""
    user = user_of(request)
    if user.is_pro_active:
        messages.info(request, ADMIN_TEXT if user.has_full_access else "Langganan Pro Anda masih aktif.")
        return redirect("dashboard:dashboard")
    plan = get_object_or_404(SubscriptionPlan, pk=plan_id, is_active=True)
    return render(request, "subscriptions/checkout.html", {"plan": plan})


class _RefusedError(Exception):
    """The order cannot be made; carries the answer."""

    def __init__(self, error: str, status: HTTPStatus, **more: str) -> None:
        super().__init__(error)
        self.answer = JsonResponse({"success": False, "error": error, **more}, status=status)


@require_POST
@login_required
def create_payment(request: HttpRequest) -> JsonResponse:
    """Make an order (W49) and answer where it can be paid: ``{success, snap_token, redirect_url, order_id}``."""
    try:
        payment = _order(request, user_of(request))
    except _RefusedError as refused:
        return refused.answer
    return JsonResponse(payment)


def _order(request: HttpRequest, user: CustomUser) -> dict[str, object]:
    """Store the order before the gateway hears of it, so that no notification can come for an unknown one."""
    if user.has_full_access:
        raise _RefusedError(ADMIN_TEXT, HTTPStatus.FORBIDDEN, code="ADMIN_CHECKOUT_BLOCKED")
    plan = _plan_of(request)
    if not settings.MIDTRANS_SERVER_KEY:
        raise _RefusedError("Midtrans server key not configured", HTTPStatus.SERVICE_UNAVAILABLE)
    with transaction.atomic():
        payment = PaymentTransaction.begin(user, plan)
    try:
        page = ask_for_page(payment, request.build_absolute_uri(reverse("subscriptions:payment_finish")))
    except GatewayError as error:
        log.warning("the gateway refused %s: %s", payment.order_id, error)
        payment.status = PaymentTransaction.Status.FAILED
        payment.save(update_fields=["status"])
        raise _RefusedError(GATEWAY_TEXT, HTTPStatus.BAD_GATEWAY) from error
    payment.snap_token = page.token
    payment.save(update_fields=["snap_token"])
    return {"success": True, "snap_token": page.token, "redirect_url": page.url, "order_id": payment.order_id}


def _plan_of(request: HttpRequest) -> SubscriptionPlan:
    try:
        body = parse_json(request)
    except InvalidBodyError:
        raise _RefusedError("Invalid JSON", HTTPStatus.BAD_REQUEST) from None
    plan_id = body.get("plan_id") if isinstance(body, dict) else None
    if not isinstance(plan_id, int) or isinstance(plan_id, bool) or not 0 < plan_id < MAX_ID:
        raise _RefusedError("Plan ID required", HTTPStatus.BAD_REQUEST)
    plan = SubscriptionPlan.objects.filter(pk=plan_id, is_active=True).first()
    if plan is None:
        raise _RefusedError("Plan not found", HTTPStatus.NOT_FOUND)
    return plan


@require_safe
@login_required
def payment_finish(request: HttpRequest) -> HttpResponse:
    """Show how a payment stands by the gateway's own notifications; what the address claims is not believed."""
    order_id = request.GET.get("order_id", "").replace("\0", "")
    if not order_id:
        return redirect("dashboard:dashboard")
    payment = get_object_or_404(PaymentTransaction, order_id=order_id, user=user_of(request))
    return render(request, "subscriptions/payment_finish.html", {"payment": payment})


@csrf_exempt
@require_POST
def midtrans_notification(request: HttpRequest) -> HttpResponse:
    """Take a notification in (W50): 403 unless the gateway signed it, 404 for an order that was not made here."""
    try:
        said = parse_json(request, exact=False)
    except InvalidBodyError:
        return JsonResponse({"error": "Invalid JSON"}, status=HTTPStatus.BAD_REQUEST)
    if not isinstance(said, dict):
        return JsonResponse({"error": "Invalid JSON"}, status=HTTPStatus.BAD_REQUEST)
    if not is_signed(said):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        changed = take_in(said)
    except UnknownOrderError:
        return JsonResponse({"error": "Order not found"}, status=HTTPStatus.NOT_FOUND)
    except WrongAmountError:
        log.warning("notification with another amount: %s", said["order_id"])
        return JsonResponse({"error": "Amount does not match"}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"status": "ok", "changed": changed})
