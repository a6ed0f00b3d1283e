"""Routes of the list of works and of the volumes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
