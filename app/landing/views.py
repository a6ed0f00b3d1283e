from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from app.accounts.home import home_url
from app.subscriptions.models import SubscriptionPlan


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Show what the application is for; who is signed in goes to his start page."""
    if request.user.is_authenticated:
        return redirect(home_url(request.user))
    return render(request, "landing/landing.html")


@require_safe
def pricing(request: HttpRequest) -> HttpResponse:
    """Show the plans, and why a write was refused when that led here."""
    context = {
        "plans": SubscriptionPlan.objects.filter(is_active=True),
        "expired": request.GET.get("reason") == "subscription_expired",
    }
    return render(request, "landing/pricing.html", context)
