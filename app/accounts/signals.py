from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from app.accounts.models import CustomUser


@receiver(email_confirmed)
def start_trial(sender: object, email_address: EmailAddress, **kwargs: Any) -> None:
    """Begin the trial when a new user confirms his address, once."""
    user = CustomUser.objects.get(pk=email_address.user_id)
    if user.subscription_status == CustomUser.Subscription.TRIAL and user.trial_end_date is None:
        user.start_trial()
