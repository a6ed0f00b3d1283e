"""Routes of details, prices, the RAB, needs and the audit trail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
