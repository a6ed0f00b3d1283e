from __future__ import annotations

from django.urls import path

from app.monitoring import views

urlpatterns = [
    path("health/live/", views.live, name="liveness_check"),
]
