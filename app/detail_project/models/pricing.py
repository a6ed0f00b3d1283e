"""A project's mark-up, tax and rounding (CONTRACT 1.8)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from app.dashboard.models import Project

DEFAULT_MARKUP = Decimal("10.00")
DEFAULT_PPN = Decimal("11.00")
DEFAULT_ROUNDING_BASE = 10000


class ProjectPricing(models.Model):
    """Percentages in 0..100 and the amount, in rupiah, that the grand total is rounded to."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="pricing")
    markup_percent = models.DecimalField(max_digits=6, decimal_places=2, default=DEFAULT_MARKUP)
    ppn_percent = models.DecimalField(max_digits=5, decimal_places=2, default=DEFAULT_PPN)
    rounding_base = models.PositiveIntegerField(default=DEFAULT_ROUNDING_BASE)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(markup_percent__gte=0, markup_percent__lte=100), name="pricing_markup_0_100"
            ),
            models.CheckConstraint(condition=Q(ppn_percent__gte=0, ppn_percent__lte=100), name="pricing_ppn_0_100"),
            models.CheckConstraint(condition=Q(rounding_base__gt=0), name="pricing_rounding_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.markup_percent} % / {self.ppn_percent} %"
