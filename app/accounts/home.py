from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from app.accounts.models import CustomUser

LIBRARY_PERMISSIONS = ("referensi.view_ahspreferensi", "referensi.change_ahspreferensi")


def home_url(user: CustomUser | AnonymousUser) -> str:
    """Return the start page of ``user``: the library portal for its keepers, else the dashboard (CONTRACT 2.1)."""
    if user.is_authenticated and user.has_perms(LIBRARY_PERMISSIONS):
        return reverse("referensi:admin_portal")
    return reverse("dashboard:dashboard")
