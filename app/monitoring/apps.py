from __future__ import annotations

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Health checks and client metrics."""

    name = "app.monitoring"
    label = "monitoring"
