"""How allauth behaves here: where a user lands, and the texts of refusals."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from app.accounts.home import home_url


class AccountAdapter(DefaultAccountAdapter):
    """Send each user to his own start page after signing in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Alamat e-mail dan/atau kata sandi yang anda masukkan tidak benar.",
        "too_many_login_attempts": "Terlalu banyak percobaan masuk yang gagal. Coba lagi nanti.",
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_url(request.user)
