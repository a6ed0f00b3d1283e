"""Routes of the list of works and of the volumes."""

from __future__ import annotations

from django.urls import URLPattern, path

from app.detail_project.views import works

_API = "api/project/<int:project_id>/"

urlpatterns: list[URLPattern] = [
    path("<int:project_id>/list-pekerjaan/", works.list_pekerjaan_view, name="list_pekerjaan"),
    path(f"{_API}list-pekerjaan/tree/", works.api_get_list_pekerjaan_tree, name="api_get_list_pekerjaan_tree"),
    path(f"{_API}list-pekerjaan/upsert/", works.api_upsert_list_pekerjaan, name="api_upsert_list_pekerjaan"),
    path(f"{_API}search-ahsp/", works.api_search_ahsp, name="api_search_ahsp"),
]
