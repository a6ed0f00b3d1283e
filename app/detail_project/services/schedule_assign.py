"""What phases take of jobs, by hand: W25, W26, and the reads that check it (deprecated by V2, CONTRACT 4.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum

from app.core.ids import is_id
from app.core.numbers import PERCENT, InvalidNumberError, parse_number
from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan, PekerjaanProgressWeekly, PekerjaanTahapan, TahapPelaksanaan
from app.detail_project.services.fields import FieldReader
from app.detail_project.services.schedule_calendar import Period, weeks_of
from app.detail_project.services.schedule_phases import locked_phase
from app.detail_project.services.schedule_progress import HUNDRED, NOTES_LIMIT, ZERO, ScheduleError, job_name
from app.detail_project.services.schedule_sync import BATCH, sync_phases

COMPLETE_TOLERANCE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Assigned:
    """What W25 stored, and what was wrong with the other entries."""

    created: int
    updated: int
    errors: list[str]


@transaction.atomic
def assign(project: Project, phase_id: int, payload: Mapping[str, Any]) -> Assigned:
    """Give the phase its share (percent) of each job that ``payload`` names acceptably.

    A weekly phase of the application's own writes the week's plan, from which its shares are derived.
    """
    phase = locked_phase(project, phase_id)
    sent = payload.get("assignments")
    if not isinstance(sent, list) or not sent:
        raise ScheduleError("assignments harus berupa list dan tidak boleh kosong")
    week = _week_of(phase)
    reader = _ShareReader(phase, week)
    read = [share for index, item in enumerate(sent) if (share := reader.read(index, item)) is not None]
    shares = {share.job_id: share for share in read}  # a job that is named twice keeps the last
    inside = PekerjaanTahapan.objects.filter(tahapan=phase, pekerjaan_id__in=shares)
    created = len(shares) - inside.count()
    if week is None:
        _write_shares(phase, shares.values())
    else:
        _write_week(phase, week, shares.values())
    if shares:
        phase.project.touch()
    return Assigned(created, len(read) - created, reader.errors)


@transaction.atomic
def unassign(project: Project, phase_id: int, payload: Mapping[str, Any]) -> int:
    """Take jobs out of the phase; returns how many were in it."""
    phase = locked_phase(project, phase_id)
    ids = payload.get("pekerjaan_ids")
    if not isinstance(ids, list) or not ids or any(isinstance(pk, bool) or not isinstance(pk, int) for pk in ids):
        raise ScheduleError("pekerjaan_ids harus berupa list ID dan tidak boleh kosong")
    shares = PekerjaanTahapan.objects.filter(tahapan=phase)
    inside = set(shares.values_list("pekerjaan_id", flat=True)) & set(ids)
    shares.filter(pekerjaan_id__in=inside).delete()
    week = _week_of(phase)
    if week is not None:
        _write_week(phase, week, [_Share(job_id, ZERO) for job_id in inside])
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
    job_id: int
    percent: Decimal
    note: str = ""


class _ShareReader:
    """Reads the entries of W25; keeps a text for each that is not acceptable.

    What a phase that stands for a ``week`` takes is planned: it has to be acceptable as W17 would have it.
    """

    def __init__(self, phase: TahapPelaksanaan, week: Period | None) -> None:
        self.errors: list[str] = []
        jobs = Pekerjaan.objects.filter(project_id=phase.project_id)
        texts = jobs.values_list("pk", "snapshot_kode", "snapshot_uraian")
        self._names = {pk: job_name(kode, uraian) for pk, kode, uraian in texts}
        self._elsewhere: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
        for job_id, percent in _taken_beside(phase, week):
            self._elsewhere[job_id] += percent
        self._without_volume: set[int] = set()
        if week is not None:
            self._without_volume = set(jobs.exclude(volume__quantity__gt=0).values_list("pk", flat=True))

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
        job_id = item.get("pekerjaan_id")
        if not is_id(job_id) or job_id not in self._names:
            raise ScheduleError("Pekerjaan tidak ditemukan di project ini")
        try:
            percent = parse_number(item.get("proporsi"), PERCENT)
        except InvalidNumberError:
            percent = ZERO
        if not percent:
            raise ScheduleError("Proporsi harus 0.01-100")
        total = percent + self._elsewhere[job_id]
        if total > HUNDRED:
            raise ScheduleError(f"Total proporsi untuk {self._names[job_id]} ({total:.2f}%) melebihi 100%")
        if job_id in self._without_volume:
            raise ScheduleError(f"Volume master belum diisi tetapi progres > 0% untuk {self._names[job_id]}")
        notes = FieldReader()
        note = notes.text(item.get("catatan"), "catatan", limit=NOTES_LIMIT)
        if notes.errors:
            raise ScheduleError(f"catatan: {notes.errors[0]['message']}")
        return _Share(job_id, percent, note)


def _taken_beside(phase: TahapPelaksanaan, week: Period | None) -> QuerySet[Any, tuple[int, Decimal]]:
    """Job and percent of all that is taken already: by other weeks, else by other phases of the same kind."""
    if week is not None:
        records = PekerjaanProgressWeekly.objects.filter(project_id=phase.project_id)
        return records.exclude(week_number=week.number).values_list("pekerjaan_id", "planned_proportion")
    others = PekerjaanTahapan.objects.filter(
        tahapan__project_id=phase.project_id, tahapan__is_auto_generated=phase.is_auto_generated
    )
    return others.exclude(tahapan=phase).values_list("pekerjaan_id", "proporsi_volume")


def _week_of(phase: TahapPelaksanaan) -> Period | None:
    """The week that a weekly phase stands for; none where the owner gave it other dates, and for other phases."""
    if not (phase.is_auto_generated and phase.generation_mode == TahapPelaksanaan.Mode.WEEKLY):
        return None
    return next((week for week in weeks_of(phase.project) if week.start == phase.tanggal_mulai), None)


def _write_shares(phase: TahapPelaksanaan, shares: Collection[_Share]) -> None:
    PekerjaanTahapan.objects.bulk_create(
        (
            PekerjaanTahapan(
                tahapan=phase, pekerjaan_id=share.job_id, proporsi_volume=share.percent, catatan=share.note
            )
            for share in shares
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["pekerjaan", "tahapan"],
        update_fields=["proporsi_volume", "catatan", "updated_at"],
    )


def _write_week(phase: TahapPelaksanaan, week: Period, shares: Collection[_Share]) -> None:
    """Write the plan of the week, from which the phase's shares follow; a note is kept with the week."""
    for noted in (True, False):
        PekerjaanProgressWeekly.objects.bulk_create(
            (
                PekerjaanProgressWeekly(
                    project=phase.project,
                    pekerjaan_id=share.job_id,
                    week_number=week.number,
                    week_start_date=week.start,
                    week_end_date=week.end,
                    planned_proportion=share.percent,
                    notes=share.note,
                )
                for share in shares
                if bool(share.note) is noted
            ),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["pekerjaan", "week_number"],
            update_fields=["planned_proportion", "updated_at", *(["notes"] if noted else [])],
        )
    sync_phases(phase.project, {share.job_id for share in shares})
