"""Routes of exports below ``/detail_project/`` (CONTRACT 6); they belong to the name space ``detail_project``."""

from __future__ import annotations

from django.urls import URLPattern, path

from app.exports.documents.registry import KINDS, routes
from app.exports.formats import FORMATS
from app.exports.views import backup, data, jobs, pages, template
from app.exports.views.documents import document_view, overview
from app.exports.views.schedule import professional_view, schedule_view

_API = "api/project/<int:project_id>/"


def route_name(kind: str, form: str) -> str:
    """What the route of a document in a format is called."""
    prefix = "api_" if kind == "rekap-kebutuhan" else ""
    return f"{prefix}export_{kind.replace('-', '_')}_{form}"


urlpatterns: list[URLPattern] = [
    path("<int:project_id>/export-test/", overview, name="export_test"),
    *(
        path(f"{_API}export/{kind}/{form.name}/", document_view(kind, form), name=route_name(kind, form.name))
        for kind, form in routes()
    ),
    *(
        path(
            f"{_API}export/jadwal-pekerjaan/{name}/",
            schedule_view(FORMATS[name]),
            name=route_name("jadwal-pekerjaan", name),
        )
        for name in KINDS["jadwal-pekerjaan"].formats
    ),
    path(
        f"{_API}export/jadwal-pekerjaan/professional/",
        professional_view(),
        name="export_jadwal_pekerjaan_professional",
    ),
    path(f"{_API}export/list-pekerjaan/json/", data.list_json, name="export_list_pekerjaan_json"),
    path(f"{_API}export/template-ahsp/json/", data.template_ahsp_json, name="export_template_ahsp_json"),
    path(f"{_API}rincian-rab/export.csv", data.rincian_rab_csv, name="api_export_rincian_rab_csv"),
    path(f"{_API}export-async/", jobs.start, name="api_start_export_async"),
    path("api/export-status/async/<str:task_id>/", jobs.status, name="api_export_status_async"),
    path("api/export-download/async/<str:task_id>/", jobs.download, name="api_export_download_async"),
    path("api/export/init", pages.init, name="export_init"),
    path("api/export/upload-pages", pages.upload, name="export_upload_pages"),
    path("api/export/finalize", pages.finalize, name="export_finalize"),
    path("api/export/status/<uuid:export_id>", pages.status, name="export_status"),
    path("api/export/download/<uuid:export_id>", pages.download, name="export_download"),
    path(f"{_API}templates/export/", template.template_json, name="export_template_json"),
    path(f"{_API}export/full-backup/json/", backup.full_backup_json, name="export_project_full_json"),
]
