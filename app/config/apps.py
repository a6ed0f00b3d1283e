from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """Django's administration, with our site."""

    default_site = "app.accounts.administration.Administration"
