from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models


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
