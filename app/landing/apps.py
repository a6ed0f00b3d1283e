from __future__ import annotations

from django.apps import AppConfig


class LandingConfig(AppConfig):
    """Public pages."""

    name = "app.landing"
    label = "landing"
