from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from app.dashboard.models import Project


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show the signed-in user's projects."""
    projects = Project.objects.filter(owner_id=request.user.pk, is_active=True)
    return render(request, "dashboard/dashboard.html", {"projects": projects})
