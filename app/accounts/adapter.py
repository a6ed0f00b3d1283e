"""How allauth behaves here: where a user lands, and how a user without a password is let in."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from app.accounts.home import home_url


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Send each user to his own start page after signing in."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_url(request.user)
