from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from app.subscriptions.models import PaymentTransaction, SubscriptionPlan

admin.site.register(SubscriptionPlan)

if TYPE_CHECKING:
    _PaymentAdmin = admin.ModelAdmin[PaymentTransaction]  # generic for mypy only
else:
    _PaymentAdmin = admin.ModelAdmin


@admin.register(PaymentTransaction)
class PaymentAdmin(_PaymentAdmin):
    """Payments are read, never made or changed by hand."""

    list_display = ("order_id", "user", "plan", "amount", "status", "paid_at")
    list_filter = ("status",)
    search_fields = ("order_id", "user__email")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: PaymentTransaction | None = None) -> bool:
        return False
