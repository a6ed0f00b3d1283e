"""Phases (tahapan): list, create, change, order, and the deprecated assignments by hand (CONTRACT 4.5; W21-W27)."""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from app.core.http import fail_text, ok, parse_json_object
from app.dashboard.models import Project
from app.detail_project.services.schedule_assign import assign, check, shares_of, unassign
from app.detail_project.services.schedule_phases import (
    create_phase,
    delete_phase,
    list_phases,
    phase_data,
    phase_of,
    regenerate,
    reorder_phases,
    update_phase,
)
from app.detail_project.views.answers import token_of
from app.detail_project.views.schedule import job_of
from app.detail_project.views.schedule_answers import deprecated, schedule_api

USE_WEEKLY = "Progres mingguan adalah sumber data; pembagian per tahapan diturunkan darinya"


@schedule_api("GET", "POST")
def api_list_create_tahapan(request: HttpRequest, project: Project) -> HttpResponse:
    """GET lists the phases; POST (W21) makes one."""
    if request.method == "POST":
        return ok(HTTPStatus.CREATED, tahapan=phase_data(create_phase(project, parse_json_object(request))))
    phases = list_phases(project)
    return ok(tahapan=phases, count=len(phases), project_updated_at=token_of(project))


@schedule_api("GET", "PUT", "DELETE")
def api_update_delete_tahapan(request: HttpRequest, project: Project, tahapan_id: int) -> HttpResponse:
    """GET shows a phase, PUT (W22) changes it, DELETE (W23) removes an empty one."""
    if request.method == "PUT":
        changed = update_phase(project, tahapan_id, parse_json_object(request))
        return ok(tahapan=phase_data(changed), message="Tahapan berhasil diupdate")
    if request.method == "DELETE":
        return ok(message=f'Tahapan "{delete_phase(project, tahapan_id)}" berhasil dihapus')
    return ok(tahapan=phase_data(phase_of(project, tahapan_id)))


@schedule_api("POST")
def api_reorder_tahapan(request: HttpRequest, project: Project) -> HttpResponse:
    """W24: another order."""
    count = reorder_phases(project, parse_json_object(request))
    return ok(message="Urutan tahapan berhasil diupdate", updated=count)


@deprecated("api_v2_assign_weekly", USE_WEEKLY)
@schedule_api("POST")
def api_assign_pekerjaan(request: HttpRequest, project: Project, tahapan_id: int) -> HttpResponse:
    """W25: give a phase shares of jobs; 200 with a list of errors where some were not acceptable, 400 if all."""
    done = assign(project, tahapan_id, parse_json_object(request))
    message = f"{done.created} pekerjaan ditambahkan, {done.updated} diperbarui"
    if not done.created + done.updated:
        return fail_text("; ".join(done.errors), created=0, updated=0, errors=done.errors)
    return ok(created=done.created, updated=done.updated, errors=done.errors, message=message)


@deprecated("api_v2_assign_weekly", USE_WEEKLY)
@schedule_api("POST")
def api_unassign_pekerjaan(request: HttpRequest, project: Project, tahapan_id: int) -> HttpResponse:
    """W26: take jobs out of a phase."""
    deleted = unassign(project, tahapan_id, parse_json_object(request))
    return ok(deleted=deleted, message=f"{deleted} pekerjaan dilepas dari tahapan")


@deprecated("api_v2_regenerate_tahapan", USE_WEEKLY)
@schedule_api("POST")
def api_regenerate_tahapan(request: HttpRequest, project: Project) -> HttpResponse:
    """W27: as W18, by its former name."""
    done = regenerate(project.pk, parse_json_object(request))
    return ok(
        mode=done.mode,
        message=f"{done.created} tahapan {done.mode} dibuat",
        tahapan_deleted=done.deleted,
        tahapan_created=done.created,
        assignments_converted=done.synced,
        project_updated_at=token_of(done.project),
    )


@schedule_api("GET")
def api_get_pekerjaan_assignments(request: HttpRequest, project: Project, pekerjaan_id: int) -> HttpResponse:
    """What every phase takes of a job."""
    job = job_of(project, pekerjaan_id)
    shares = shares_of(job)
    return ok(
        pekerjaan_id=job.pk, assignments=shares, total_proporsi=round(sum(share["proporsi"] for share in shares), 2)
    )


@schedule_api("GET")
def api_validate_assignments(request: HttpRequest, project: Project) -> HttpResponse:
    """Which jobs are wholly divided among phases."""
    jobs = check(project)
    count = Counter(job["status"] for job in jobs)
    return ok(
        is_valid=count["complete"] == len(jobs),
        total_pekerjaan=len(jobs),
        complete_count=count["complete"],
        partial_count=count["partial"],
        unassigned_count=count["unassigned"],
        over_count=count["over"],
        pekerjaan=jobs,
    )


@schedule_api("GET")
def api_unassigned_pekerjaan(request: HttpRequest, project: Project) -> HttpResponse:
    """The jobs that phases do not take whole."""
    jobs = [job for job in check(project) if job["status"] in {"unassigned", "partial"}]
    return ok(
        count=len(jobs),
        unassigned_count=sum(job["status"] == "unassigned" for job in jobs),
        partial_count=sum(job["status"] == "partial" for job in jobs),
        pekerjaan=jobs,
    )
