from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, sign-in and sign-up."""

    name = "app.accounts"
    label = "accounts"

    def ready(self) -> None:
        from app.accounts import signals  # noqa: F401, PLC0415
