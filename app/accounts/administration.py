from __future__ import annotations

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class Administration(AdminSite):
    """Django's site, which refuses a user who is signed in and may not enter.

    Django's own sends him to the sign-in. Ours is the application's (CONTRACT 2.1), and that sends who is signed in
    straight back: he would go round in circles.
    """

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may enter. Raises ``PermissionDenied`` if signing in would not help."""
        permitted = super().has_permission(request)
        if request.user.is_authenticated and not permitted:
            raise PermissionDenied
        return permitted
