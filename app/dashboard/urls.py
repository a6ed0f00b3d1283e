from __future__ import annotations

from django.urls import path

from app.dashboard import views, views_bulk
from app.exports.views import projects as exports

app_name = "dashboard"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("upload/", views_bulk.project_upload, name="project_upload"),
    path("mass-edit-bulk/", views_bulk.mass_edit_bulk, name="mass_edit_bulk"),
    path("bulk/delete/", views_bulk.bulk_delete, name="bulk_delete"),
    path("bulk/archive/", views_bulk.bulk_archive, name="bulk_archive"),
    path("bulk/unarchive/", views_bulk.bulk_unarchive, name="bulk_unarchive"),
    path("export/excel/", exports.dashboard_xlsx, name="export_excel"),
    path("export/csv/", exports.dashboard_csv, name="export_csv"),
    path("bulk/export/excel/", exports.selected_xlsx, name="bulk_export_excel"),
    path("project/<int:pk>/export/pdf/", exports.project_pdf, name="export_project_pdf"),
    path("project/<int:pk>/", views.project_detail, name="project_detail"),
    path("project/<int:pk>/edit/", views.project_edit, name="project_edit"),
    path("project/<int:pk>/delete/", views.project_delete, name="project_delete"),
    path("project/<int:pk>/duplicate/", views.project_duplicate, name="project_duplicate"),
]
