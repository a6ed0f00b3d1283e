from __future__ import annotations

import uuid
from time import time

from django.core.validators import MinValueValidator
from django.db import models

from app.accounts.models import CustomUser


class SubscriptionPlan(models.Model):
    """What a user can buy: so many months of 30 days for a price in whole rupiah (CONTRACT 1.2)."""

    class Duration(models.IntegerChoices):
        QUARTER = 3, "3 bulan"
        HALF_YEAR = 6, "6 bulan"
        YEAR = 12, "12 bulan"

    name = models.CharField(max_length=100)
    duration_months = models.PositiveSmallIntegerField(choices=Duration, unique=True)
    price = models.DecimalField(max_digits=12, decimal_places=0, validators=[MinValueValidator(0)])
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["duration_months"]
        verbose_name = "paket"
        verbose_name_plural = "paket"

    def __str__(self) -> str:
        return self.name


class PaymentTransaction(models.Model):
    """One attempt to pay for a plan, as the gateway knows it by ``order_id`` (CONTRACT 1.2); ``amount`` in rupiah."""

    class Status(models.TextChoices):
        PENDING = "pending", "Menunggu pembayaran"
        SUCCESS = "success", "Berhasil"
        FAILED = "failed", "Gagal"
        EXPIRED = "expired", "Kedaluwarsa"
        REFUND = "refund", "Dikembalikan"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order_id = models.CharField(max_length=50, unique=True)
    user = models.ForeignKey(CustomUser, on_delete=models.PROTECT, related_name="payments")
    plan = models.ForeignKey(SubscriptionPlan, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=12, decimal_places=0)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    payment_type = models.CharField(max_length=50, blank=True)
    snap_token = models.CharField(max_length=255, blank=True)
    midtrans_transaction_id = models.CharField(max_length=100, blank=True)
    midtrans_response = models.JSONField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "pembayaran"
        verbose_name_plural = "pembayaran"

    def __str__(self) -> str:
        return self.order_id

    @classmethod
    def begin(cls, user: CustomUser, plan: SubscriptionPlan) -> PaymentTransaction:
        """Store a new attempt under a number that nobody has: ``AHSP-{user}-{seconds}``. Call inside a transaction."""
        second = int(time())
        taken = set(cls.objects.filter(user=user).values_list("order_id", flat=True))
        while (order_id := f"AHSP-{user.pk}-{second}") in taken:
            second += 1
        return cls.objects.create(order_id=order_id, user=user, plan=plan, amount=plan.price)
