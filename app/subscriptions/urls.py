from __future__ import annotations

from django.urls import path

from app.landing.views import pricing

app_name = "subscriptions"
urlpatterns = [
    path("pricing/", pricing, name="pricing"),
]
