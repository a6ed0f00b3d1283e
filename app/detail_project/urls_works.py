"""Routes of the list of works and of the volumes."""

from __future__ import annotations

from django.urls import URLPattern, path

from app.detail_project.views import volumes, works

_API = "api/project/<int:project_id>/"

urlpatterns: list[URLPattern] = [
    path("<int:project_id>/list-pekerjaan/", works.list_pekerjaan_view, name="list_pekerjaan"),
    path("<int:project_id>/volume-pekerjaan/", volumes.volume_pekerjaan_view, name="volume_pekerjaan"),
    path(f"{_API}list-pekerjaan/tree/", works.api_get_list_pekerjaan_tree, name="api_get_list_pekerjaan_tree"),
    path(f"{_API}list-pekerjaan/upsert/", works.api_upsert_list_pekerjaan, name="api_upsert_list_pekerjaan"),
    path(f"{_API}search-ahsp/", works.api_search_ahsp, name="api_search_ahsp"),
    path(f"{_API}volume-pekerjaan/list/", volumes.api_list_volume_pekerjaan, name="api_list_volume_pekerjaan"),
    path(f"{_API}volume-pekerjaan/save/", volumes.api_save_volume_pekerjaan, name="api_save_volume_pekerjaan"),
    path(f"{_API}volume/formula/", volumes.api_volume_formula_state, name="api_volume_formula_state"),
    path(f"{_API}volume-formula-state/", volumes.api_volume_formula_state, name="api_volume_formula_state_alias"),
    path(f"{_API}parameters/", volumes.api_project_parameters, name="api_project_parameters"),
    path(f"{_API}parameters/sync/", volumes.api_project_parameters_sync, name="api_project_parameters_sync"),
    path(
        f"{_API}parameters/<int:param_id>/", volumes.api_project_parameter_detail, name="api_project_parameter_detail"
    ),
]
