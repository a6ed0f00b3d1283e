from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from app.accounts.home import home_url
from app.accounts.models import CustomUser
from app.subscriptions.policy import effective_status


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return what the shared chrome of every page shows."""
    user = getattr(request, "user", None)
    return {
        "chrome_year": timezone.localdate().year,
        "chrome_tier": effective_status(user) if isinstance(user, CustomUser) else "",
        "chrome_home": home_url(user) if user is not None and user.is_staff else "/",
    }
