from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from app.accounts.home import home_url


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return what the shared chrome of every page shows."""
    user = getattr(request, "user", None)
    return {
        "chrome_year": timezone.localdate().year,
        "chrome_home": home_url(user) if user is not None and user.is_staff else "/",
    }
