from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

TRIAL_DAYS = 14
DAYS_PER_MONTH = 30


class CustomUser(AbstractUser):
    """A user of the application; signs in by e-mail (CONTRACT 1.1)."""

    class Subscription(models.TextChoices):
        TRIAL = "TRIAL", "Trial"
        PRO = "PRO", "Pro"
        EXPIRED = "EXPIRED", "Expired"

    email = models.EmailField("alamat e-mail", unique=True)
    subscription_status = models.CharField(max_length=10, choices=Subscription, default=Subscription.TRIAL)
    trial_end_date = models.DateTimeField(null=True, blank=True)
    subscription_end_date = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.username

    @property
    def has_full_access(self) -> bool:
        """Staff and superusers bypass every tier."""
        return self.is_staff or self.is_superuser

    @property
    def is_pro_active(self) -> bool:
        if self.has_full_access:
            return True
        return self.subscription_status == self.Subscription.PRO and _in_future(self.subscription_end_date)

    @property
    def days_until_expiry(self) -> int:
        """Whole days until the trial or the subscription ends; never negative, 0 without an end date."""
        on_trial = self.subscription_status == self.Subscription.TRIAL
        end = self.trial_end_date if on_trial else self.subscription_end_date
        if end is None:
            return 0
        return max(0, (end - timezone.now()).days)

    def start_trial(self) -> None:
        """Begin the trial period of 14 days and store it."""
        self.subscription_status = self.Subscription.TRIAL
        self.trial_end_date = timezone.now() + timedelta(days=TRIAL_DAYS)
        self.save(update_fields=["subscription_status", "trial_end_date"])

    def activate_subscription(self, months: int) -> None:
        """Add ``months`` of 30 days each, after the current end while that lies ahead, and store it."""
        now = timezone.now()
        running = self.subscription_end_date if self.subscription_status == self.Subscription.PRO else None
        start = running if running is not None and running > now else now
        self.subscription_status = self.Subscription.PRO
        self.subscription_end_date = start + timedelta(days=months * DAYS_PER_MONTH)
        self.save(update_fields=["subscription_status", "subscription_end_date"])


def _in_future(moment: datetime | None) -> bool:
    return moment is not None and moment > timezone.now()
