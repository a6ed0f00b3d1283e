from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def admin_login_redirect(request: HttpRequest) -> HttpResponse:
    """Send the administration's sign-in to the application's own."""
    return redirect(f"{reverse('account_login')}?{urlencode({'next': reverse('admin:index')})}")
