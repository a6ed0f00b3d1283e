from __future__ import annotations

from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    """Plans, entitlements and the tier gate."""

    name = "app.subscriptions"
    label = "subscriptions"
