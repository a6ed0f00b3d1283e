from __future__ import annotations

from django.urls import path

from app.landing import views

app_name = "pages"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("pricing/", views.pricing, name="pricing"),
]
