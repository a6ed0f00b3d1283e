"""Where every app is mounted. The paths are those of CONTRACT.md and routes.json."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from app.accounts.views import admin_login_redirect
from app.exports.views.pages import media

handler400 = "app.core.errors.bad_request"
handler403 = "app.core.errors.permission_denied"
handler404 = "app.core.errors.not_found"
handler429 = "app.core.errors.too_many_requests"  # allauth's rate limits look for it
handler500 = "app.core.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("app.landing.urls")),
    path("", include("app.monitoring.urls")),
    path("admin/login/", admin_login_redirect, name="admin_login_redirect"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("dashboard/", include("app.dashboard.urls")),
    path("detail_project/", include("app.detail_project.urls")),
    path("referensi/", include("app.referensi.urls")),
    path("subscriptions/", include("app.subscriptions.urls")),
    re_path(r"^media/(?P<path>.*)$", media),
]
