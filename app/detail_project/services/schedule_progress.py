"""Progress by week: reading it, W17 and W20 (CONTRACT 4.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from app.core.ids import is_id
from app.core.numbers import PERCENT, InvalidNumberError, NumberSpec, half_up, parse_number
from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan, PekerjaanProgressWeekly, VolumePekerjaan
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.fields import FieldReader
from app.detail_project.services.schedule_calendar import MAX_OVERRUN, week_count, week_period
from app.detail_project.services.schedule_sync import BATCH, sync_phases

MODES = {"planned": "Planned", "actual": "Actual"}
HUNDRED = Decimal(100)
ZERO = Decimal(0)
NOTES_LIMIT = 2_000
COST = NumberSpec(15, 2)
PROPORTION = NumberSpec(18, 6, maximum=HUNDRED)
SELECT_AT_ONCE = 2_000


class ScheduleError(Exception):
    """A refused write of the schedule: the text for the user, and further keys of the answer."""

    def __init__(self, error: str, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of W17: percent of the job for a week; ``cost`` (rupiah) and ``notes`` are kept where not ``sent``."""

    job_id: int
    week: int
    percent: Decimal
    cost: Decimal | None = None
    notes: str = ""
    sent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Saved:
    """What W17 stored."""

    project: Project
    mode: str
    records: list[PekerjaanProgressWeekly]
    created: int
    updated: int
    synced: int


@transaction.atomic
def save_progress(project_id: int, payload: Mapping[str, Any]) -> Saved:
    """Store the cells of ``payload``, all or none; a cell that is named twice keeps the last.

    Raises:
        ConflictError: the client's copy is older than the project.
        ScheduleError: a cell is not acceptable, or a job would exceed 100 percent or has no volume.
    """
    project = lock_project(project_id, payload.get("client_updated_at"))
    mode = mode_of(payload)
    entries = _EntryReader(project, mode).read(payload.get("assignments"))
    if not entries:
        return Saved(project, mode, [], 0, 0, 0)
    stored = _stored(project, {job_id for job_id, _ in entries})
    records = [_apply(project, mode, entry, stored.get(key)) for key, entry in entries.items()]
    _check_totals(project, mode, dict(zip(entries, records, strict=True)), stored)
    changed = [
        record
        for key, record in zip(entries, records, strict=True)
        if key not in stored or _values(record) != _values(stored[key])
    ]
    PekerjaanProgressWeekly.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["pekerjaan", "week_number"],
        update_fields=[*VALUES, "week_start_date", "week_end_date", "actual_updated_at", "updated_at"],
    )
    synced = 0
    if changed:
        if mode == "planned":  # phases are derived from the plan alone
            synced = sync_phases(project, {record.pekerjaan_id for record in changed})
        project.touch()
    created = sum(key not in stored for key in entries)
    return Saved(project, mode, records, created, len(entries) - created, synced)


@transaction.atomic
def reset_progress(project_id: int, mode: str) -> tuple[Project, int]:
    """Set every planned, or every actual, percentage of the project to 0; with the actual ones their costs go.

    Returns the project and how many weeks changed.
    """
    project = lock_project(project_id, None)
    records, now = PekerjaanProgressWeekly.objects.filter(project=project), timezone.now()
    if mode == "actual":
        count = records.filter(Q(actual_proportion__gt=0) | Q(actual_cost__isnull=False)).update(
            actual_proportion=0, actual_cost=None, actual_updated_at=now, updated_at=now
        )
    else:
        count = records.filter(planned_proportion__gt=0).update(planned_proportion=0, updated_at=now)
        sync_phases(project)
    if count:
        project.touch()
    return project, count


def forget_progress(project: Project) -> int:
    """Delete every week's record, planned and actual: the schedule starts anew. Returns how many there were."""
    deleted, _ = PekerjaanProgressWeekly.objects.filter(project=project).delete()
    return deleted


def mode_of(payload: Mapping[str, Any]) -> str:
    """The progress mode of a write, planned by default."""
    mode = payload.get("mode", "planned")
    if not isinstance(mode, str) or mode not in MODES:
        raise ScheduleError("Invalid mode. Must be one of: planned, actual")
    return mode


def record_data(record: PekerjaanProgressWeekly) -> dict[str, Any]:
    """One week as V/assignments/ gives it."""
    return {
        "pekerjaan_id": record.pekerjaan_id,
        "week_number": record.week_number,
        "week_start_date": record.week_start_date.isoformat(),
        "week_end_date": record.week_end_date.isoformat(),
        "planned_proportion": float(record.planned_proportion),
        "actual_proportion": float(record.actual_proportion),
        "proportion": float(record.planned_proportion),
        "actual_cost": None if record.actual_cost is None else float(record.actual_cost),
        "notes": record.notes,
        "updated_at": record.updated_at.isoformat(),
        "actual_updated_at": record.actual_updated_at and record.actual_updated_at.isoformat(),
    }


def job_name(kode: str, uraian: str) -> str:
    """How messages name a job."""
    return f"{kode} {uraian}".strip()


VALUES = ("planned_proportion", "actual_proportion", "actual_cost", "notes")


def _values(record: PekerjaanProgressWeekly) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in VALUES)


def _stored(project: Project, job_ids: Collection[int]) -> dict[tuple[int, int], PekerjaanProgressWeekly]:
    # By jobs where they are few: their index is better than the project's.
    few = len(job_ids) <= SELECT_AT_ONCE
    wanted = Q(pekerjaan_id__in=job_ids) if few else Q(project=project)
    records = PekerjaanProgressWeekly.objects.filter(wanted)
    return {(record.pekerjaan_id, record.week_number): record for record in records.order_by()}


def _apply(
    project: Project, mode: str, entry: Entry, stored: PekerjaanProgressWeekly | None
) -> PekerjaanProgressWeekly:
    """The record as it shall be; the stored one is left as it was, for comparison."""
    week, now = week_period(project, entry.week), timezone.now()
    record = PekerjaanProgressWeekly(
        project=project,
        pekerjaan_id=entry.job_id,
        week_number=entry.week,
        week_start_date=week.start,
        week_end_date=week.end,
        created_at=now,
        updated_at=now,
        **({name: getattr(stored, name) for name in (*VALUES, "actual_updated_at")} if stored else {}),
    )
    setattr(record, f"{mode}_proportion", entry.percent)
    if "actual_cost" in entry.sent:
        record.actual_cost = entry.cost
    if "notes" in entry.sent:
        record.notes = entry.notes
    if mode == "actual" or "actual_cost" in entry.sent:
        record.actual_updated_at = now
    return record


def _check_totals(
    project: Project,
    mode: str,
    wanted: Mapping[tuple[int, int], PekerjaanProgressWeekly],
    stored: Mapping[tuple[int, int], PekerjaanProgressWeekly],
) -> None:
    totals: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    for (job_id, _), record in {**stored, **wanted}.items():
        totals[job_id] += getattr(record, f"{mode}_proportion")
    volumes = dict(
        VolumePekerjaan.objects.filter(project=project, quantity__gt=0).values_list("pekerjaan_id", "quantity")
    )
    over = {job_id for job_id, total in totals.items() if total > HUNDRED}
    empty = {job_id for job_id, total in totals.items() if total > ZERO and job_id not in volumes}
    if not over | empty:
        return
    names = {
        pk: job_name(kode, uraian)
        for pk, kode, uraian in Pekerjaan.objects.filter(project=project).values_list(
            "pk", "snapshot_kode", "snapshot_uraian"
        )
        if pk in over | empty
    }
    problems = [
        {
            "error": f"Total progress untuk {names[job_id]} ({totals[job_id]:.2f}%) melebihi 100%",
            "pekerjaan_id": job_id,
            "total": float(totals[job_id]),
            "max_allowed": 100.0,
            "type": "percent_total",
        }
        for job_id in sorted(over)
    ]
    problems += [
        {
            "error": f"Volume master belum diisi tetapi progres > 0% untuk {names[job_id]}",
            "pekerjaan_id": job_id,
            "total": float(totals[job_id]),
            "max_allowed": 100.0,
            "type": "missing_capacity",
        }
        for job_id in sorted(empty - over)
    ]
    reason = "Total progress exceeds 100%" if over else "Volume master belum diisi"
    raise ScheduleError(f"Validation failed: {reason}", validation_errors=problems)


class _EntryReader:
    """Reads the cells of W17 and collects what is wrong with them."""

    def __init__(self, project: Project, mode: str) -> None:
        self._project = project
        self._field = f"{mode}_proportion"
        self._last_week = week_count(project) + MAX_OVERRUN
        self._job_ids = set(Pekerjaan.objects.filter(project=project).values_list("pk", flat=True))
        self._errors: list[dict[str, Any]] = []

    def read(self, sent: object) -> dict[tuple[int, int], Entry]:
        """The cells by job and week; :exc:`ScheduleError` if there is no list, or for the cells that are wrong."""
        if not isinstance(sent, list):
            raise ScheduleError("assignments must be an array")
        entries: dict[tuple[int, int], Entry] = {}
        for index, item in enumerate(sent):
            try:
                entry = self._entry(item)
            except ScheduleError as refused:
                self._errors.append({"error": refused.error, "index": index, **refused.fields})
            else:
                entries[entry.job_id, entry.week] = entry
        if self._errors:
            raise ScheduleError("Some assignments failed", errors=self._errors, saved=[], saved_assignments=[])
        return entries

    def _entry(self, item: object) -> Entry:
        if not isinstance(item, dict):
            raise ScheduleError("Item harus berupa objek")
        job_id = self._job(item.get("pekerjaan_id"))
        try:
            entry = Entry(job_id, self._week(item.get("week_number")), self._percent(item))
            if "actual_cost" in item:
                entry = replace(entry, cost=_cost(item["actual_cost"]), sent=entry.sent | {"actual_cost"})
            if "notes" in item:
                entry = replace(entry, notes=_notes(item["notes"]), sent=entry.sent | {"notes"})
        except ScheduleError as refused:
            raise ScheduleError(refused.error, pekerjaan_id=job_id) from None
        return entry

    def _job(self, raw: object) -> int:
        if raw is None:
            raise ScheduleError("pekerjaan_id required")
        if not is_id(raw):
            raise ScheduleError("pekerjaan_id harus berupa ID")
        if raw in self._job_ids:
            return raw
        elsewhere = Pekerjaan.objects.filter(pk=raw, project__owner_id=self._project.owner_id).exists()
        known = "does not belong to this project" if elsewhere else "not found"
        raise ScheduleError(f"Pekerjaan {raw} {known}", pekerjaan_id=raw)

    def _week(self, raw: object) -> int:
        if raw is None:
            raise ScheduleError("week_number required")
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise ScheduleError("week_number must be an integer")
        if raw < 1:
            raise ScheduleError("week_number must be >= 1")
        if raw > self._last_week:
            raise ScheduleError(f"week_number must be <= {self._last_week}")
        return raw

    def _percent(self, item: Mapping[str, Any]) -> Decimal:
        raw = item.get(self._field)
        if raw is None:
            raw = item.get("proportion")
        if raw is None:
            raise ScheduleError(f"{self._field} required")
        try:
            percent = parse_number(raw, PROPORTION)
        except InvalidNumberError:
            raise ScheduleError(_why_no_percent(raw)) from None
        if percent != half_up(percent, PERCENT.decimals):
            raise ScheduleError("Proportion: maksimal 2 angka desimal")
        return half_up(percent, PERCENT.decimals)


def _why_no_percent(raw: object) -> str:
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        return f"Proportion must be 0-100, got {str(raw)[:20]}"
    return f"Invalid proportion: {str(raw)[:20]}"


def _cost(raw: object) -> Decimal | None:
    if raw is None:
        return None
    try:
        return parse_number(raw, COST)
    except InvalidNumberError:
        raise ScheduleError("actual_cost: harus angka ≥ 0") from None


def _notes(raw: object) -> str:
    reader = FieldReader()
    notes = reader.text(raw, "notes", limit=NOTES_LIMIT)
    if reader.errors:
        raise ScheduleError(f"notes: {reader.errors[0]['message']}")
    return notes


def totals_by_job(records: Iterable[PekerjaanProgressWeekly]) -> tuple[Decimal, Decimal]:
    """The planned and the actual total of one job's weeks."""
    planned = actual = ZERO
    for record in records:
        planned += record.planned_proportion
        actual += record.actual_proportion
    return planned, actual
