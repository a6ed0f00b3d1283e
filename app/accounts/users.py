from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from app.accounts.models import CustomUser


def user_of(request: HttpRequest) -> CustomUser:
    """Return who is signed in; :exc:`PermissionDenied` for a visitor (views that need it ask for a sign-in first)."""
    if not isinstance(request.user, CustomUser):
        raise PermissionDenied
    return request.user
