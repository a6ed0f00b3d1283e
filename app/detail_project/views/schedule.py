"""The schedule: its page, progress by week and the calendar behind it (CONTRACT 5; W17-W20)."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from app.core.http import fail_text, ok, parse_json_object, project_page
from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan, PekerjaanProgressWeekly, PekerjaanTahapan, TahapPelaksanaan
from app.detail_project.services.schedule_calendar import (
    WEEKS_PER_MONTH,
    Period,
    scheduled_weeks,
    week_count,
    weeks_of,
)
from app.detail_project.services.schedule_curve import cells_of
from app.detail_project.services.schedule_phases import list_phases, phase_data, regenerate, save_week
from app.detail_project.services.schedule_progress import (
    HUNDRED,
    MODES,
    Saved,
    mode_of,
    record_data,
    reset_progress,
    save_progress,
    totals_by_job,
)
from app.detail_project.views.answers import token_of
from app.detail_project.views.schedule_answers import schedule_api

DAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
COMPLETE_TOLERANCE = 0.01


@project_page
def jadwal_pekerjaan_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The page; tree, weeks and progress are loaded by script."""
    stored = PekerjaanProgressWeekly.objects.filter(project=project).aggregate(last=Max("week_number"))["last"]
    weeks = max(12, week_count(project), stored or 0)
    context = {
        "project": project,
        "days": list(enumerate(DAYS)),
        "week_numbers": range(1, weeks + 1),
        "month_numbers": range(1, max(3, -(-weeks // WEEKS_PER_MONTH)) + 1),
    }
    return render(request, "detail_project/jadwal_pekerjaan.html", context)


@schedule_api("POST")
def api_v2_assign_weekly(request: HttpRequest, project: Project) -> HttpResponse:
    """W17: store planned or actual progress of weeks, all or none."""
    saved = save_progress(project.pk, parse_json_object(request))
    records = [_saved_data(saved, record) for record in saved.records]
    return ok(
        message=f"{saved.created} created, {saved.updated} updated",
        created_count=saved.created,
        updated_count=saved.updated,
        assignments=records,
        saved_assignments=records,
        synced_assignments=saved.synced,
        synced_mode="weekly",
        progress_mode=saved.mode,
        project_updated_at=token_of(saved.project),
    )


@schedule_api("GET")
def api_v2_get_project_assignments(request: HttpRequest, project: Project) -> HttpResponse:
    """Every stored week; ``?compact=1`` gives ``rows`` of job, week, planned, actual (hundredths of %) and cost."""
    if request.GET.get("compact") == "1":
        cells = cells_of(project)
        rows = [
            (cell.job_id, cell.week, cell.planned, cell.actual, None if cell.cost is None else float(cell.cost))
            for cell in cells
        ]
        weeks = weeks_of(project, max((cell.week for cell in cells), default=0))
        body: dict[str, Any] = {"count": len(rows), "rows": rows}
    else:
        stored = PekerjaanProgressWeekly.objects.filter(project=project).annotate(budget=F("pekerjaan__budgeted_cost"))
        records = [{**record_data(record), "budgeted_cost": float(record.budget)} for record in stored]
        weeks = scheduled_weeks(project)
        body = {"count": len(records), "assignments": records}
    return ok(**body, weeks=[_week(week) for week in weeks], project_updated_at=token_of(project))


@schedule_api("GET")
def api_v2_get_weekly_progress(request: HttpRequest, project: Project, pekerjaan_id: int) -> HttpResponse:
    """One job's weeks with their totals."""
    job = job_of(project, pekerjaan_id)
    records = list(PekerjaanProgressWeekly.objects.filter(pekerjaan=job))
    planned, actual = totals_by_job(records)
    return ok(
        pekerjaan_id=job.pk,
        weekly_progress=[record_data(record) for record in records],
        total_planned_proportion=float(planned),
        total_actual_proportion=float(actual),
        is_complete=abs(planned - HUNDRED) <= COMPLETE_TOLERANCE,
        project_updated_at=token_of(project),
    )


@schedule_api("GET")
def api_v2_get_assignments(request: HttpRequest, project: Project, pekerjaan_id: int) -> HttpResponse:
    """What phases of a mode (all by default) take of a job."""
    job = job_of(project, pekerjaan_id)
    mode = request.GET.get("mode", "")
    if mode and mode not in TahapPelaksanaan.Mode.values:
        return fail_text(f"Invalid mode. Must be one of: {', '.join(TahapPelaksanaan.Mode.values)}")
    shares = PekerjaanTahapan.objects.filter(pekerjaan=job).select_related("tahapan")
    if mode:
        shares = shares.filter(tahapan__generation_mode=mode)
    return ok(
        pekerjaan_id=job.pk,
        mode=mode or None,
        assignments=[
            {
                "tahapan_id": share.tahapan_id,
                "tahapan_nama": share.tahapan.nama,
                "proporsi": float(share.proporsi_volume),
                "urutan": share.tahapan.urutan,
            }
            for share in shares
        ],
        total_proporsi=float(sum(share.proporsi_volume for share in shares)),
    )


@schedule_api("POST")
def api_v2_regenerate_tahapan(request: HttpRequest, project: Project) -> HttpResponse:
    """W18: make the phases anew."""
    done = regenerate(project.pk, parse_json_object(request))
    phases = list_phases(done.project)
    common: dict[str, Any] = {
        "mode": done.mode,
        "assignments_synced": done.synced,
        "project_updated_at": token_of(done.project),
    }
    if done.mode == TahapPelaksanaan.Mode.CUSTOM:
        return ok(message="Tahapan kustom dipertahankan", tahapan_count=len(phases), **common)
    return ok(
        message=f"{done.created} tahapan {done.mode} dibuat",
        tahapan_deleted=done.deleted,
        tahapan_created=done.created,
        tahapan=[
            phase_data(phase) for phase in TahapPelaksanaan.objects.filter(project=done.project, is_auto_generated=True)
        ],
        **common,
    )


@schedule_api("POST")
def api_update_week_boundaries(request: HttpRequest, project: Project) -> HttpResponse:
    """W19: the day on which weeks start; the end follows."""
    changed = save_week(project.pk, parse_json_object(request))
    return ok(
        week_start_day=changed.week_start_day,
        week_end_day=changed.week_end_day,
        project_updated_at=token_of(changed),
    )


@schedule_api("POST")
def api_v2_reset_progress(request: HttpRequest, project: Project) -> HttpResponse:
    """W20: all planned, or all actual, progress back to 0."""
    mode = mode_of(parse_json_object(request))
    changed, count = reset_progress(project.pk, mode)
    return ok(
        updated_count=count,
        mode=mode,
        message=f"{MODES[mode]} progress reset to 0 for {count} records",
        project_updated_at=token_of(changed),
    )


def job_of(project: Project, pekerjaan_id: int) -> Pekerjaan:
    """The project's job; :exc:`Http404` when there is none of that number."""
    job = Pekerjaan.objects.filter(project=project, pk=pekerjaan_id).first()
    if job is None:
        raise Http404("Pekerjaan tidak ditemukan")
    return job


def _saved_data(saved: Saved, record: PekerjaanProgressWeekly) -> dict[str, Any]:
    percent = float(getattr(record, f"{saved.mode}_proportion"))
    return {
        "pekerjaan_id": record.pekerjaan_id,
        "week_number": record.week_number,
        "week_start_date": record.week_start_date.isoformat(),
        "week_end_date": record.week_end_date.isoformat(),
        "proportion": percent,
        "notes": record.notes,
        "actual_cost": float(record.actual_cost or 0),
        f"{saved.mode}_proportion": percent,
    }


def _week(week: Period) -> dict[str, Any]:
    return {
        "week_number": week.number,
        "week_start_date": week.start.isoformat(),
        "week_end_date": week.end.isoformat(),
    }
