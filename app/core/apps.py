from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Base templates, static chrome, middleware and what every other app shares."""

    name = "app.core"
    label = "core"
