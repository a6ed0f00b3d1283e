from __future__ import annotations

from django.contrib import admin

from app.subscriptions.models import SubscriptionPlan

admin.site.register(SubscriptionPlan)
