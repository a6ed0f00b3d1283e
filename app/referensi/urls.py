"""Routes below ``/referensi/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from app.referensi import views

app_name = "referensi"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/search", views.api_search_ahsp, name="api_search_ahsp"),
    path("api/sources", views.api_list_sources, name="api_list_sources"),
]
