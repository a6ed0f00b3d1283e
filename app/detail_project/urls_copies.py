"""Routes of copies, backups, templates, and of the less common writes."""

from __future__ import annotations

from django.urls import URLPattern, path

from app.detail_project.views import copies, templates, upkeep

_API = "api/project/<int:project_id>/"

urlpatterns: list[URLPattern] = [
    path("api/project/import/json/", copies.import_project_from_json, name="import_project_from_json"),
    path(f"{_API}deep-copy/", copies.api_deep_copy_project, name="api_deep_copy_project"),
    path(f"{_API}batch-copy/", copies.api_batch_copy_project, name="api_batch_copy_project"),
    path("api/templates/", templates.api_list_templates, name="api_list_templates"),
    path("api/templates/<int:template_id>/", templates.api_get_template_detail, name="api_get_template_detail"),
    path("api/templates/<int:template_id>/delete/", templates.api_delete_template, name="api_delete_template"),
    path(f"{_API}templates/create/", templates.api_create_template, name="api_create_template"),
    path(f"{_API}templates/<int:template_id>/import/", templates.api_import_template, name="api_import_template"),
    path(
        f"{_API}templates/import-file/",
        templates.api_import_template_from_file,
        name="api_import_template_from_file",
    ),
    path("<int:project_id>/orphan-cleanup/", upkeep.orphan_cleanup_view, name="orphan_cleanup"),
    path(f"{_API}list-pekerjaan/save/", upkeep.api_save_list_pekerjaan, name="api_save_list_pekerjaan"),
    path(f"{_API}detail-ahsp/save/", upkeep.api_save_detail_ahsp_gabungan, name="api_save_detail_ahsp_gabungan"),
    path(
        f"{_API}detail-ahsp/<int:pekerjaan_id>/reset-to-ref/",
        upkeep.api_reset_detail_ahsp_to_ref,
        name="api_reset_detail_ahsp_to_ref",
    ),
    path(f"{_API}orphaned-items/", upkeep.api_list_orphaned_items, name="api_list_orphaned_items"),
    path(f"{_API}orphaned-items/cleanup/", upkeep.api_cleanup_orphaned_items, name="api_cleanup_orphaned_items"),
    path(f"{_API}conversion-profile/save/", upkeep.api_save_conversion_profile, name="api_save_conversion_profile"),
    path(f"{_API}rekap-kebutuhan/validate/", upkeep.api_validate_rekap_kebutuhan, name="api_validate_rekap_kebutuhan"),
]
