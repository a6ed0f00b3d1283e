"""Who changed which analysis, and when anything last changed (CONTRACT 3.7, 7)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from app.core.http import ok, project_api, project_page
from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPAudit, Pekerjaan, VolumePekerjaan
from app.detail_project.services.audit_read import AuditQuery, entries_of, entry_data, page_data
from app.detail_project.services.change_status import status_of
from app.detail_project.services.conflict import parse_token
from app.detail_project.services.fields import FieldReader
from app.detail_project.services.rab import jobs_in_order

MAX_RECENT = 10


@project_page
def audit_trail_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The page; its entries are loaded by script."""
    context = {
        "project": project,
        "jobs": list(jobs_in_order([project.pk])),
        "actions": DetailAHSPAudit.Action.choices,
        "triggers": DetailAHSPAudit.Trigger.choices,
    }
    return render(request, "detail_project/audit_trail.html", context)


@project_api("GET")
def api_get_audit_trail(request: HttpRequest, project: Project) -> HttpResponse:
    """A page of entries, or with ``entry_id`` one entry with its rows before and after."""
    query = AuditQuery.read(request.GET)
    if query.entry_id is None:
        return ok(**page_data(project, query))
    entry = entries_of(project).filter(pk=query.entry_id).first()
    if entry is None:
        raise Http404
    return ok(result=entry_data(entry, include_diff=True))


@project_api("GET")
def api_get_change_status(request: HttpRequest, project: Project) -> HttpResponse:
    """When analyses, prices, works and volumes last changed, and which works since the moments that are given."""
    read = FieldReader()
    since = {name: _moment(request, name, read) for name in ("since_ahsp", "since_harga", "pekerjaan_since")}
    read.finish()
    status = status_of(project)
    jobs = Pekerjaan.objects.filter(project=project)
    affected = jobs.filter(detail_last_modified__isnull=False)
    if since["since_ahsp"] is not None:
        affected = affected.filter(detail_last_modified__gt=since["since_ahsp"])
    recent = jobs.order_by("-updated_at")
    if since["pekerjaan_since"] is not None:
        recent = recent.filter(updated_at__gt=since["pekerjaan_since"])
    return ok(
        ahsp_changed_at=_text(status.last_ahsp_change),
        harga_changed_at=_text(status.last_harga_change),
        pekerjaan_changed_at=_text(jobs.aggregate(latest=Max("updated_at"))["latest"]),
        volume_changed_at=_text(
            VolumePekerjaan.objects.filter(project=project).aggregate(latest=Max("updated_at"))["latest"]
        ),
        jadwal_changed_at=None,
        affected_pekerjaan_count=affected.count(),
        recent_pekerjaan=[
            {
                "id": job.pk,
                "kode": job.snapshot_kode,
                "uraian": job.snapshot_uraian,
                "updated_at": _text(job.updated_at),
            }
            for job in recent[:MAX_RECENT]
        ],
    )


def _moment(request: HttpRequest, name: str, read: FieldReader) -> datetime | None:
    # A "+" of a zone that was not quoted arrives as a blank.
    raw = request.GET.get(name, "").strip().replace(" ", "+")
    moment = parse_token(raw)
    if raw and moment is None:
        read.complain(name, "Tanggal tidak valid (ISO 8601)")
    return moment


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
