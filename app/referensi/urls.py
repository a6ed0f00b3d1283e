"""Routes below ``/referensi/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from app.referensi.views import api, audit, exports, imports, lookup, portal

app_name = "referensi"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/search", lookup.api_search_ahsp, name="api_search_ahsp"),
    path("api/sources", lookup.api_list_sources, name="api_list_sources"),
    path("admin-portal/", portal.admin_portal, name="admin_portal"),
    path("admin/database/", portal.database_alias, name="ahsp_database_legacy"),
    path("admin/database-v2/", portal.database, name="ahsp_database_api"),
    path("api/jobs/", api.list_jobs, name="api_list_jobs"),
    path("api/jobs/<int:pk>/", api.update_job, name="api_update_job"),
    path("api/items/", api.list_items, name="api_list_items"),
    path("api/items/<int:pk>/", api.update_item, name="api_update_item"),
    path("api/stats/", api.get_stats, name="api_get_stats"),
    path("api/delete/preview", api.preview_delete, name="api_delete_preview"),
    path("api/delete/execute", api.delete, name="api_bulk_delete"),
    path("audit/", audit.audit_dashboard, name="audit_dashboard"),
    path("audit/logs/", audit.audit_logs, name="audit_logs_list"),
    path("audit/logs/<int:log_id>/", audit.audit_log, name="audit_log_detail"),
    path("audit/logs/<int:log_id>/resolve/", audit.resolve, name="mark_log_resolved"),
    path("audit/statistics/", audit.audit_statistics, name="audit_statistics"),
    path("audit/export/", audit.export_logs, name="export_audit_logs"),
    path("import/", imports.import_options, name="import_options"),
    path("import/excel/", imports.import_excel, name="import_excel"),
    path("import/staging/", imports.import_staging, name="import_staging"),
    path("import/staging/clear/", imports.staging_clear, name="import_staging_clear"),
    path("import/staging/commit/", imports.staging_commit, name="import_staging_commit"),
    path("import/validate/", imports.import_validate, name="import_validate"),
    path("import/validate/report/<str:file_id>/", imports.validate_report, name="import_validate_report"),
    path("import/validate/download/<str:file_id>/", imports.validate_download, name="import_validate_download"),
    path("import/export/valid/", imports.export_valid, name="export_valid_excel"),
    path("import/export/anomaly/", imports.export_anomaly, name="export_anomaly_excel"),
    path("import/export/from-frontend/", imports.export_rows, name="export_from_frontend"),
    path("import/pdf-convert/", imports.pdf_convert, name="import_pdf_convert"),
    path("import/pdf-convert/download/<str:file_id>/", imports.pdf_download, name="import_pdf_download"),
    path(
        "import/pdf-convert/download-part/<str:file_id>/<int:part_number>/",
        imports.pdf_download_part,
        name="import_pdf_download_part",
    ),
    path("debug/clear-data/", imports.clear_data, name="debug_clear_data"),
    path("export/single/<int:pk>/<str:format>/", exports.export_single, name="export_single_job"),
    path("export/multiple/<str:format>/", exports.export_multiple, name="export_multiple_jobs"),
    path("export/search/<str:format>/", exports.export_search, name="export_search_results"),
    path("export/async/", exports.export_start, name="export_async"),
    path("export/task-status/<str:task_id>/", exports.export_status, name="export_task_status"),
]
