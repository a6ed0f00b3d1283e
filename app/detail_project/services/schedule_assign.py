"""What phases take of jobs, by hand: W25, W26, and the reads that check it (deprecated by V2, CONTRACT 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from app.core.numbers import PERCENT, InvalidNumberError, parse_number
from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan, PekerjaanProgressWeekly, PekerjaanTahapan, TahapPelaksanaan
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.fields import FieldReader
from app.detail_project.services.schedule_calendar import weeks_of
from app.detail_project.services.schedule_progress import HUNDRED, NOTES_LIMIT, ZERO, ScheduleError, job_name
from app.detail_project.services.schedule_sync import sync_phases

COMPLETE_TOLERANCE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Assigned:
    """What W25 stored, and what was wrong with the other entries."""

    created: int
    updated: int
    errors: list[str]


@transaction.atomic
def assign(phase: TahapPelaksanaan, payload: Mapping[str, Any]) -> Assigned:
    """Give the phase its share (percent) of each job that ``payload`` names acceptably.

    A weekly phase of the application's own writes the week's plan, from which its shares are derived.
    """
    sent = payload.get("assignments")
    if not isinstance(sent, list) or not sent:
        raise ScheduleError("assignments harus berupa list dan tidak boleh kosong")
    lock_project(phase.project_id, None)
    jobs = {job.pk: job for job in Pekerjaan.objects.filter(project_id=phase.project_id)}
    reader = _ShareReader(phase, jobs)
    created = updated = 0
    for index, item in enumerate(sent):
        share = reader.read(index, item)
        if share is None:
            continue
        _, is_new = PekerjaanTahapan.objects.update_or_create(
            pekerjaan=share.job,
            tahapan=phase,
            defaults={"proporsi_volume": share.percent, "catatan": share.note},
        )
        created, updated = created + is_new, updated + (not is_new)
        _write_week(phase, share.job, share.percent)
    if created + updated:
        phase.project.touch()
    return Assigned(created, updated, reader.errors)


@transaction.atomic
def unassign(phase: TahapPelaksanaan, payload: Mapping[str, Any]) -> int:
    """Take jobs out of the phase; returns how many were in it."""
    ids = payload.get("pekerjaan_ids")
    if not isinstance(ids, list) or not ids or any(isinstance(pk, bool) or not isinstance(pk, int) for pk in ids):
        raise ScheduleError("pekerjaan_ids harus berupa list ID dan tidak boleh kosong")
    lock_project(phase.project_id, None)
    jobs = Pekerjaan.objects.filter(project_id=phase.project_id, tahapan_assignments__tahapan=phase)
    inside = [job for job in jobs if job.pk in set(ids)]
    PekerjaanTahapan.objects.filter(tahapan=phase, pekerjaan__in=inside).delete()
    for job in inside:
        _write_week(phase, job, ZERO)
    if inside:
        phase.project.touch()
    return len(inside)


def shares_of(job: Pekerjaan) -> list[dict[str, Any]]:
    """The phases that take some of a job, in their order."""
    return [
        {
            "tahapan_id": share.tahapan_id,
            "tahapan_nama": share.tahapan.nama,
            "proporsi": float(share.proporsi_volume),
            "urutan": share.tahapan.urutan,
            "catatan": share.catatan,
        }
        for share in PekerjaanTahapan.objects.filter(pekerjaan=job).select_related("tahapan")
    ]


def check(project: Project) -> list[dict[str, Any]]:
    """Every job with the share that phases take of it, and what is left: complete, partial, unassigned or over."""
    jobs = Pekerjaan.objects.filter(project=project).annotate(share=Sum("tahapan_assignments__proporsi_volume"))
    jobs = jobs.order_by("ordering_index", "pk")
    return [_checked(job, job.share or ZERO) for job in jobs]


def _checked(job: Pekerjaan, share: Decimal) -> dict[str, Any]:
    if share == ZERO:
        status = "unassigned"
    elif share > HUNDRED + COMPLETE_TOLERANCE:
        status = "over"
    else:
        status = "complete" if share >= HUNDRED - COMPLETE_TOLERANCE else "partial"
    return {
        "pekerjaan_id": job.pk,
        "kode": job.snapshot_kode,
        "uraian": job.snapshot_uraian,
        "assigned_proportion": float(share),
        "unassigned_proportion": float(max(ZERO, HUNDRED - share)),
        "status": status,
    }


@dataclass(frozen=True, slots=True)
class _Share:
    job: Pekerjaan
    percent: Decimal
    note: str


class _ShareReader:
    """Reads the entries of W25; keeps a text for each that is not acceptable."""

    def __init__(self, phase: TahapPelaksanaan, jobs: Mapping[int, Pekerjaan]) -> None:
        self.errors: list[str] = []
        self._jobs = jobs
        others = PekerjaanTahapan.objects.filter(
            tahapan__project_id=phase.project_id, tahapan__is_auto_generated=phase.is_auto_generated
        ).exclude(tahapan=phase)
        totals = others.order_by().values_list("pekerjaan_id").annotate(total=Sum("proporsi_volume"))
        self._elsewhere: dict[int, Decimal] = {job_id: total for job_id, total in totals if total is not None}

    def read(self, index: int, item: object) -> _Share | None:
        """The share that an entry asks for, None where it is not acceptable."""
        try:
            return self._read(item)
        except ScheduleError as refused:
            self.errors.append(f"assignments[{index}]: {refused.error}")
            return None

    def _read(self, item: object) -> _Share:
        if not isinstance(item, dict):
            raise ScheduleError("harus berupa objek")
        raw_id = item.get("pekerjaan_id")
        job = self._jobs.get(raw_id) if isinstance(raw_id, int) and not isinstance(raw_id, bool) else None
        if job is None:
            raise ScheduleError("Pekerjaan tidak ditemukan di project ini")
        try:
            percent = parse_number(item.get("proporsi"), PERCENT)
        except InvalidNumberError:
            percent = ZERO
        if not percent:
            raise ScheduleError("Proporsi harus 0.01-100")
        total = percent + self._elsewhere.get(job.pk, ZERO)
        if total > HUNDRED:
            name = job_name(job.snapshot_kode, job.snapshot_uraian)
            raise ScheduleError(f"Total proporsi untuk {name} ({total:.2f}%) melebihi 100%")
        notes = FieldReader()
        note = notes.text(item.get("catatan"), "catatan", limit=NOTES_LIMIT)
        if notes.errors:
            raise ScheduleError(f"catatan: {notes.errors[0]['message']}")
        return _Share(job, percent, note)


def _write_week(phase: TahapPelaksanaan, job: Pekerjaan, percent: Decimal) -> None:
    """Write the plan of the week that a weekly phase stands for; shares of other phases are by hand alone."""
    if not (phase.is_auto_generated and phase.generation_mode == TahapPelaksanaan.Mode.WEEKLY):
        return
    week = next((week for week in weeks_of(phase.project) if week.start == phase.tanggal_mulai), None)
    if week is None:
        return  # the owner gave the phase other dates: it stands for no week any more
    PekerjaanProgressWeekly.objects.update_or_create(
        project=phase.project,
        pekerjaan=job,
        week_number=week.number,
        defaults={"planned_proportion": percent},
        create_defaults={
            "planned_proportion": percent,
            "week_start_date": week.start,
            "week_end_date": week.end,
        },
    )
    sync_phases(phase.project, {job.pk})
