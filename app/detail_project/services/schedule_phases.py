"""Phases (tahapan): the automatic ones from the project's dates, and the owner's own (W18, W19, W21-W24, W27)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, QuerySet, Sum
from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_date

from app.dashboard.models import DAYS_PER_WEEK, Project
from app.detail_project.models import PekerjaanTahapan, TahapPelaksanaan
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.fields import FieldReader
from app.detail_project.services.schedule_calendar import phases_of
from app.detail_project.services.schedule_progress import ScheduleError, forget_progress
from app.detail_project.services.schedule_sync import BATCH, redate_weeks, sync_phases

Mode = TahapPelaksanaan.Mode
MAX_DAILY = 731  # two years of days; a phase is a column
NAME_LIMIT = 200
TEXT_LIMIT = 10_000
MAX_URUTAN = 1_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class Regenerated:
    """What W18 did: rows deleted (phases and what they took), phases made, shares derived."""

    project: Project
    mode: str
    deleted: int
    created: int
    synced: int


@transaction.atomic
def regenerate(project_id: int, payload: Mapping[str, Any]) -> Regenerated:
    """Renew the automatic phases in the mode of ``payload``; progress stays, and so do the owner's own phases.

    ``week_start_day`` or ``week_end_day`` (0 Monday .. 6 Sunday), where sent, become the project's. ``custom`` makes
    no phase, it only derives the shares anew.

    Raises:
        ScheduleError: the mode is unknown, a day is none, or the project is too long for daily phases.
    """
    mode = payload.get("mode", Mode.WEEKLY.value)
    if not isinstance(mode, str) or mode not in Mode.values:
        raise ScheduleError(f"Invalid mode. Must be one of: {', '.join(Mode.values)}")
    project = lock_project(project_id, None)
    days = _week_days(payload)
    if days is not None:
        set_week(project, days)
    if mode == Mode.CUSTOM:
        return Regenerated(project, mode, 0, 0, sync_phases(project))
    return renew(project, mode)


def renew(project: Project, mode: str) -> Regenerated:
    """Replace the automatic phases by those that the project's dates call for; the caller holds the project."""
    if mode == Mode.DAILY and (project.durasi_hari or 0) > MAX_DAILY:
        raise ScheduleError(f"Mode harian hanya untuk project sampai {MAX_DAILY} hari")
    former = automatic(project)
    before = list(former.values_list("nama", flat=True))
    taken = set(
        TahapPelaksanaan.objects.filter(project=project, is_auto_generated=False).values_list("nama", flat=True)
    )
    deleted, _ = former.delete()
    now = timezone.now()
    phases = [
        TahapPelaksanaan(
            project=project,
            nama=_free(name, taken),
            urutan=place,
            tanggal_mulai=period.start,
            tanggal_selesai=period.end,
            is_auto_generated=True,
            generation_mode=mode,
            created_at=now,
            updated_at=now,
        )
        # Weeks and months count from 0, days from 1 (CONTRACT 1.9).
        for place, (name, period) in enumerate(phases_of(project, mode), start=int(mode == Mode.DAILY))
    ]
    TahapPelaksanaan.objects.bulk_create(phases, batch_size=BATCH)
    synced = sync_phases(project)
    # A first visit makes the columns and changes nothing that somebody may be typing.
    if before and before != [phase.nama for phase in phases]:
        project.touch()
    return Regenerated(project, mode, deleted, len(phases), synced)


@transaction.atomic
def save_week(project_id: int, payload: Mapping[str, Any]) -> Project:
    """W19: set the day on which the project's weeks start, or end; the other follows."""
    project = lock_project(project_id, None)
    days = _week_days(payload)
    if days is None:
        raise ScheduleError("week_start_day atau week_end_day wajib diisi")
    set_week(project, days)
    return project


def set_week(project: Project, start_day: int) -> None:
    """Let the project's weeks start on ``start_day`` (0 Monday), and move the stored weeks along."""
    if project.week_start_day == start_day:
        return
    project.week_start_day = start_day
    project.week_end_day = (start_day + DAYS_PER_WEEK - 1) % DAYS_PER_WEEK
    project.save(update_fields=["week_start_day", "week_end_day", "updated_at"])
    redate_weeks(project)


@transaction.atomic
def follow_dates(project: Project, start_before: date, end_before: date | None) -> bool:
    """Let the schedule follow the project's new dates, if they are new.

    Another start forgets all progress, another end keeps it; both renew the phases that there are. Says whether the
    start moved.
    """
    moved = project.tanggal_mulai != start_before
    if moved:
        forget_progress(project)
    if moved or project.tanggal_selesai != end_before:
        follow_end(project)
    return moved


@transaction.atomic
def follow_end(project: Project) -> None:
    """Renew the automatic phases that there are, by the project's dates as they are now; progress stays."""
    mode = automatic(project).values_list("generation_mode", flat=True).first()
    if mode == Mode.DAILY and (project.durasi_hari or 0) > MAX_DAILY:
        mode = Mode.WEEKLY
    if mode is not None:
        renew(project, mode)


def automatic(project: Project) -> QuerySet[TahapPelaksanaan]:
    """The phases that the application made."""
    return TahapPelaksanaan.objects.filter(project=project, is_auto_generated=True)


def list_phases(project: Project) -> list[dict[str, Any]]:
    """Every phase with the number of jobs in it and the sum of their shares."""
    phases = (
        TahapPelaksanaan.objects.filter(project=project)
        .annotate(jobs=Count("assignments"), share=Sum("assignments__proporsi_volume"))
        .order_by("urutan", "pk")
    )
    return [
        {
            **phase_data(phase),
            "jumlah_pekerjaan": phase.jobs,
            "total_assigned_proportion": float(phase.share or 0),
            "created_at": phase.created_at.isoformat(),
        }
        for phase in phases
    ]


def phase_data(phase: TahapPelaksanaan) -> dict[str, Any]:
    """A phase as the answers name it."""
    return {
        "tahapan_id": phase.pk,
        "nama": phase.nama,
        "urutan": phase.urutan,
        "deskripsi": phase.deskripsi,
        "tanggal_mulai": phase.tanggal_mulai and phase.tanggal_mulai.isoformat(),
        "tanggal_selesai": phase.tanggal_selesai and phase.tanggal_selesai.isoformat(),
        "is_auto_generated": phase.is_auto_generated,
        "generation_mode": phase.generation_mode,
    }


@transaction.atomic
def create_phase(project: Project, payload: Mapping[str, Any]) -> TahapPelaksanaan:
    """W21: a phase of the owner's own, at the end unless ``urutan`` says where."""
    lock_project(project.pk, None)
    values = _values(project, payload)
    if not values.get("nama"):
        raise ScheduleError("Nama tahapan harus diisi")
    last = TahapPelaksanaan.objects.filter(project=project).aggregate(last=Max("urutan"))["last"]
    values.setdefault("urutan", 0 if last is None else last + 1)
    _check_dates(values.get("tanggal_mulai"), values.get("tanggal_selesai"))
    return TahapPelaksanaan.objects.create(project=project, **values)


def phase_of(project: Project, phase_id: int) -> TahapPelaksanaan:
    """The project's phase; :exc:`Http404` when there is none of that number."""
    phase = TahapPelaksanaan.objects.filter(project=project, pk=phase_id).select_related("project").first()
    if phase is None:
        raise Http404("Tahapan tidak ditemukan")
    return phase


def locked_phase(project: Project, phase_id: int) -> TahapPelaksanaan:
    """As :func:`phase_of`, and the project is taken for writing first: nobody renews or orders the phases meanwhile."""
    return phase_of(lock_project(project.pk, None), phase_id)


@transaction.atomic
def update_phase(project: Project, phase_id: int, payload: Mapping[str, Any]) -> TahapPelaksanaan:
    """W22: change what is sent. Raises as :func:`phase_of`."""
    phase = locked_phase(project, phase_id)
    values = _values(phase.project, payload, own=phase)
    if "nama" in values and not values["nama"]:
        raise ScheduleError("Nama tahapan harus diisi")
    for name, value in values.items():
        setattr(phase, name, value)
    _check_dates(phase.tanggal_mulai, phase.tanggal_selesai)
    phase.save()
    return phase


@transaction.atomic
def delete_phase(project: Project, phase_id: int) -> str:
    """W23: delete a phase that takes nothing; returns its name. Raises as :func:`phase_of`."""
    phase = locked_phase(project, phase_id)
    count = PekerjaanTahapan.objects.filter(tahapan=phase).count()
    if count:
        raise ScheduleError(
            f'Tahapan "{phase.nama}" masih memiliki {count} pekerjaan. Lepaskan pekerjaan dari tahapan ini dahulu.'
        )
    phase.delete()
    return phase.nama


@transaction.atomic
def reorder_phases(project: Project, payload: Mapping[str, Any]) -> int:
    """W24: number the phases in the order of ``tahapan_order``; those that it does not name follow as they were."""
    order = payload.get("tahapan_order")
    if not isinstance(order, list) or any(isinstance(pk, bool) or not isinstance(pk, int) for pk in order):
        raise ScheduleError("tahapan_order harus berupa list ID")
    lock_project(project.pk, None)
    phases = {phase.pk: phase for phase in TahapPelaksanaan.objects.filter(project=project)}
    named = [pk for pk in dict.fromkeys(order) if pk in phases]
    if not named:
        raise ScheduleError("tahapan_order tidak memuat tahapan project ini")
    for place, pk in enumerate([*named, *(pk for pk in phases if pk not in set(named))]):
        phases[pk].urutan = place
    TahapPelaksanaan.objects.bulk_update(phases.values(), ["urutan"], batch_size=BATCH)
    return len(named)


def _free(name: str, taken: set[str]) -> str:
    """``name``, numbered if one of the owner's own phases has it already."""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name} ({number})"
    return candidate


def _week_days(payload: Mapping[str, Any]) -> int | None:
    """The day on which weeks start, 0 Monday .. 6 Sunday, by start or by end; None where neither is sent."""
    for name, shift in (("week_start_day", 0), ("week_end_day", 1)):
        day = payload.get(name)
        if day is None:
            continue
        if isinstance(day, bool) or not isinstance(day, int) or not 0 <= day < DAYS_PER_WEEK:
            raise ScheduleError(f"{name} harus 0..6")
        return (day + shift) % DAYS_PER_WEEK
    return None


def _values(project: Project, payload: Mapping[str, Any], own: TahapPelaksanaan | None = None) -> dict[str, Any]:
    """What ``payload`` says of a phase, read and checked."""
    read = FieldReader()
    values: dict[str, Any] = {}
    for name, limit in (("nama", NAME_LIMIT), ("deskripsi", TEXT_LIMIT)):
        if name in payload:
            values[name] = read.text(payload[name], name, limit=limit)
    if payload.get("urutan") is not None:
        values["urutan"] = read.integer(payload["urutan"], "urutan", low=0, high=MAX_URUTAN)
    if read.errors:
        raise ScheduleError("; ".join(f"{error['path']}: {error['message']}" for error in read.errors))
    for name in ("tanggal_mulai", "tanggal_selesai"):
        if name in payload:
            values[name] = _date(name, payload[name])
    others = TahapPelaksanaan.objects.filter(project=project)
    if own is not None:
        others = others.exclude(pk=own.pk)
    if "nama" in values and others.filter(nama=values["nama"]).exists():
        raise ScheduleError(f'Tahapan dengan nama "{values["nama"]}" sudah ada')
    return values


def _date(name: str, raw: object) -> date | None:
    if raw in (None, ""):
        return None
    try:
        day = parse_date(raw) if isinstance(raw, str) else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ScheduleError(f"Format {name} tidak valid. Gunakan YYYY-MM-DD")
    return day


def _check_dates(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise ScheduleError("tanggal_selesai harus setelah tanggal_mulai")
