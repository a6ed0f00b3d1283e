from __future__ import annotations

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """Projects and the dashboard that lists them."""

    name = "app.dashboard"
    label = "dashboard"
