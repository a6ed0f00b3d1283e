"""Routes of the schedule."""

from __future__ import annotations

from django.urls import URLPattern, path

from app.detail_project.views import schedule, schedule_charts, schedule_phases

_API = "api/project/<int:project_id>/"
_V2 = "api/v2/project/<int:project_id>/"
_PHASE = f"{_API}tahapan/<int:tahapan_id>/"
_JOB = "pekerjaan/<int:pekerjaan_id>/"

urlpatterns: list[URLPattern] = [
    path("<int:project_id>/jadwal-pekerjaan/", schedule.jadwal_pekerjaan_view, name="jadwal_pekerjaan"),
    path(f"{_API}tahapan/", schedule_phases.api_list_create_tahapan, name="api_list_create_tahapan"),
    path(f"{_API}tahapan/reorder/", schedule_phases.api_reorder_tahapan, name="api_reorder_tahapan"),
    path(f"{_API}tahapan/validate/", schedule_phases.api_validate_assignments, name="api_validate_assignments"),
    path(f"{_API}tahapan/unassigned/", schedule_phases.api_unassigned_pekerjaan, name="api_unassigned_pekerjaan"),
    path(_PHASE, schedule_phases.api_update_delete_tahapan, name="api_update_delete_tahapan"),
    path(f"{_PHASE}assign/", schedule_phases.api_assign_pekerjaan, name="api_assign_pekerjaan"),
    path(f"{_PHASE}unassign/", schedule_phases.api_unassign_pekerjaan, name="api_unassign_pekerjaan"),
    path(f"{_API}regenerate-tahapan/", schedule_phases.api_regenerate_tahapan, name="api_regenerate_tahapan"),
    path(
        f"{_API}{_JOB}assignments/",
        schedule_phases.api_get_pekerjaan_assignments,
        name="api_get_pekerjaan_assignments",
    ),
    path(f"{_V2}assign-weekly/", schedule.api_v2_assign_weekly, name="api_v2_assign_weekly"),
    path(f"{_V2}assignments/", schedule.api_v2_get_project_assignments, name="api_v2_get_project_assignments"),
    path(f"{_V2}{_JOB}weekly-progress/", schedule.api_v2_get_weekly_progress, name="api_v2_get_weekly_progress"),
    path(f"{_V2}{_JOB}assignments/", schedule.api_v2_get_assignments, name="api_v2_get_assignments"),
    path(f"{_V2}regenerate-tahapan/", schedule.api_v2_regenerate_tahapan, name="api_v2_regenerate_tahapan"),
    path(f"{_V2}week-boundary/", schedule.api_update_week_boundaries, name="api_update_week_boundaries"),
    path(f"{_V2}reset-progress/", schedule.api_v2_reset_progress, name="api_v2_reset_progress"),
    path(f"{_V2}kurva-s-data/", schedule_charts.api_kurva_s_data, name="api_kurva_s_data"),
    path(f"{_V2}chart-data/", schedule_charts.api_chart_data, name="api_chart_data"),
    path(f"{_V2}kurva-s-harga/", schedule_charts.api_kurva_s_harga_data, name="api_kurva_s_harga_data"),
    path(
        f"{_V2}rekap-kebutuhan-weekly/", schedule_charts.api_rekap_kebutuhan_weekly, name="api_rekap_kebutuhan_weekly"
    ),
]
