"""Routes of copies, backups and templates."""

from __future__ import annotations

from django.urls import URLPattern, path

from app.detail_project.views import copies

_API = "api/project/<int:project_id>/"

urlpatterns: list[URLPattern] = [
    path("api/project/import/json/", copies.import_project_from_json, name="import_project_from_json"),
    path(f"{_API}deep-copy/", copies.api_deep_copy_project, name="api_deep_copy_project"),
    path(f"{_API}batch-copy/", copies.api_batch_copy_project, name="api_batch_copy_project"),
]
