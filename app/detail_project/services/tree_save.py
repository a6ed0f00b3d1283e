"""W1: make the stored tree of works equal to the one the client sent (CONTRACT 4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import models, transaction
from django.db.models import F

from app.dashboard.models import Project
from app.detail_project.models import (
    DetailAHSPAudit,
    DetailAHSPProject,
    Klasifikasi,
    Pekerjaan,
    PekerjaanTahapan,
    SubKlasifikasi,
    VolumeFormulaState,
    VolumePekerjaan,
)
from app.detail_project.models.works import decode_entities
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.detail_rows import rows_as_data
from app.detail_project.services.expansion import BundleError, reexpand_referencing
from app.detail_project.services.fields import MAX_ORDERING, FieldReader, refusal
from app.detail_project.services.library import KategoriClashError, LibraryCopier, clear_details
from app.detail_project.services.tree_payload import JobEntry, KlasEntry, SubEntry, TreeReader
from app.referensi.models import AHSPReferensi

_PARKED = 2 * MAX_ORDERING
_CUSTOM_KODE = re.compile(r"CUST-(\d{1,9})")
_MODIFIED_KODE = re.compile(r"mod\.(\d{1,9})-")

Row = TypeVar("Row", Klasifikasi, SubKlasifikasi, Pekerjaan)
Entry = TypeVar("Entry", KlasEntry, SubEntry, JobEntry)


@dataclass
class SaveResult:
    """What W1 did; ``changed`` is false where the stored tree was already as sent."""

    project: Project
    klasifikasi: int = 0
    sub: int = 0
    changed: bool = False
    job_ids: list[int] = field(default_factory=list)
    reset_job_ids: list[int] = field(default_factory=list)


@dataclass
class _Planned(Generic[Entry, Row]):
    """An entry, the row that will hold it (stored, or new) and the slot it will have."""

    entry: Entry
    row: Row
    order: int


class _Slots:
    """Hands out ordering indexes within one list; a taken one is bumped to the next free number."""

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._last = 0

    def take(self, wanted: int | None) -> int:
        index = self._last + 1 if wanted is None else wanted
        while index in self._taken:
            index += 1
        self._taken.add(index)
        self._last = index
        return index


class _Stored(Generic[Row]):
    """The stored rows of one level: found by id, else by slot, each at most once."""

    def __init__(self, rows: Iterable[Row], claimed: Iterable[int | None]) -> None:
        self.rows: dict[int, Row] = {row.pk: row for row in rows}
        self._claimed = set(claimed)
        self._kept: set[int] = set()

    def match(self, entry: KlasEntry | SubEntry | JobEntry, in_slot: Row | None) -> Row | None:
        """The row that ``entry`` means; one that the client made up just now means none.

        An id that is not (or no longer) the project's means none either: the entry becomes a new row.
        """
        if entry.id is not None:
            found = self.rows.get(entry.id)
        elif entry.is_new or in_slot is None or in_slot.pk in self._claimed or in_slot.pk in self._kept:
            found = None
        else:
            found = in_slot
        if found is not None:
            self._kept.add(found.pk)
        return found

    def absent(self) -> list[int]:
        """Ids of the rows that no entry meant."""
        return [row_id for row_id in self.rows if row_id not in self._kept]


def save_tree(project_id: int, payload: object) -> SaveResult:
    """Replace the project's tree by ``payload`` (which may carry a ``client_updated_at``).

    Rows are matched by id, else by their slot; rows that the payload does not name are deleted with all they hold.

    Raises:
        ConflictError: the client's copy is older than the project.
        InvalidBodyError: something in the payload is not acceptable; nothing was written.
    """
    token = payload.get("client_updated_at") if isinstance(payload, dict) else None
    try:
        with transaction.atomic():
            project = lock_project(project_id, token)
            return _TreeSaver(project, TreeReader(project).tree(payload)).run()
    # Of a job that bundles one whose analysis is another now.
    except BundleError as error:
        raise refusal(f"bundle.{error.kode}", str(error)) from error
    except KategoriClashError as clash:
        raise refusal("kode", str(clash)) from clash


class _TreeSaver:
    """One run of W1: plan which row holds which entry, then free the slots that move, then write, then delete."""

    def __init__(self, project: Project, entries: list[KlasEntry]) -> None:
        self.project = project
        self.entries = entries
        self.result = SaveResult(project)
        self.copier = LibraryCopier(project)
        subs = [sub for klas in entries for sub in klas.subs]
        jobs = [job for sub in subs for job in sub.jobs]
        self.klas = _Stored(Klasifikasi.objects.filter(project=project), (entry.id for entry in entries))
        self.subs = _Stored(SubKlasifikasi.objects.filter(project=project), (entry.id for entry in subs))
        self.jobs = _Stored(
            Pekerjaan.objects.filter(project=project).select_related("ref"), (entry.id for entry in jobs)
        )
        kodes = [row.snapshot_kode for row in self.jobs.rows.values()]
        self.last_custom = _highest(_CUSTOM_KODE, kodes)
        self.last_modified = _highest(_MODIFIED_KODE, kodes)

    def run(self) -> SaveResult:
        klas_plan = self._plan_klas()
        sub_plan = [(parent.row, sub) for parent in klas_plan for sub in self._plan_subs(parent)]
        job_slots = _Slots()
        by_slot = {row.ordering_index: row for row in self.jobs.rows.values()}
        job_plan = [(parent.row, job) for _, parent in sub_plan for job in self._plan_jobs(parent, job_slots, by_slot)]

        adopted = [sub.row.pk for klas, sub in sub_plan if sub.row.pk and sub.row.klasifikasi_id != klas.pk]
        _park(Klasifikasi, [*_moving(klas_plan), *self.klas.absent()])
        _park(SubKlasifikasi, {*adopted, *_moving(plan for _, plan in sub_plan), *self.subs.absent()})
        _park(Pekerjaan, [*_moving(plan for _, plan in job_plan), *self.jobs.absent()])

        for plan in klas_plan:
            self._store(plan.row, name=plan.entry.name, ordering_index=plan.order)
        for klas, sub in sub_plan:
            self._store(sub.row, klasifikasi_id=klas.pk, name=sub.entry.name, ordering_index=sub.order)
        self._check_copies([plan for _, plan in job_plan])
        for parent, job in job_plan:
            self._save_job(parent, job)
        self._delete_absent()

        self.result.klasifikasi, self.result.sub = len(klas_plan), len(sub_plan)
        if self.result.changed:
            self.project.touch()
        return self.result

    def _plan_klas(self) -> list[_Planned[KlasEntry, Klasifikasi]]:
        by_slot = {row.ordering_index: row for row in self.klas.rows.values()}
        slots = _Slots()
        plan = []
        for entry in self.entries:
            order = slots.take(entry.order)
            row = self.klas.match(entry, by_slot.get(order)) or Klasifikasi(project=self.project)
            plan.append(_Planned(entry, row, order))
        return plan

    def _plan_subs(self, parent: _Planned[KlasEntry, Klasifikasi]) -> list[_Planned[SubEntry, SubKlasifikasi]]:
        stored = self.subs.rows.values() if parent.row.pk else ()
        by_slot = {row.ordering_index: row for row in stored if row.klasifikasi_id == parent.row.pk}
        slots = _Slots()
        plan = []
        for entry in parent.entry.subs:
            order = slots.take(entry.order)
            row = self.subs.match(entry, by_slot.get(order)) or SubKlasifikasi(project=self.project)
            plan.append(_Planned(entry, row, order))
        return plan

    def _plan_jobs(
        self, parent: _Planned[SubEntry, SubKlasifikasi], slots: _Slots, by_slot: dict[int, Pekerjaan]
    ) -> list[_Planned[JobEntry, Pekerjaan]]:
        plan = []
        for entry in parent.entry.jobs:
            order = slots.take(entry.order)
            row = self.jobs.match(entry, by_slot.get(order)) or Pekerjaan(project=self.project)
            plan.append(_Planned(entry, row, order))
        return plan

    def _check_copies(self, plan: list[_Planned[JobEntry, Pekerjaan]]) -> None:
        """Refuse, at the entry's ``ref_id``, analyses whose codes clash with the project's price list or another's."""
        reader = FieldReader()
        coming: dict[str, str] = {}
        for job in plan:
            if job.entry.ref is not None and _source_changes(job.row, job.entry):
                try:
                    self.copier.check(job.entry.ref.pk, coming)
                except KategoriClashError as clash:
                    reader.complain(f"{job.entry.path}.ref_id", str(clash))
        reader.finish()

    def _save_job(self, parent: SubKlasifikasi, plan: _Planned[JobEntry, Pekerjaan]) -> None:
        job, entry = plan.row, plan.entry
        reload = _source_changes(job, entry)
        replaced = reload and job.pk is not None
        before = rows_as_data(job) if replaced else []
        summary = f"Source change: {_source(job)} → {entry.source_type}{_ref_note(entry.ref)}" if replaced else ""
        kode = self._new_kode(entry) if reload else job.snapshot_kode
        uraian, satuan = _texts(job, entry, reload=reload)
        self._store(
            job,
            sub_klasifikasi_id=parent.pk,
            source_type=entry.source_type,
            ref_id=entry.ref.pk if entry.ref else None,
            snapshot_kode=kode,
            snapshot_uraian=uraian,
            snapshot_satuan=satuan,
            ordering_index=plan.order,
        )
        self.result.job_ids.append(job.pk)
        if replaced:
            self._forget_content(job)
        if reload and entry.ref is not None:
            self.copier.copy_into(job, entry.ref)
        if replaced:
            self.result.reset_job_ids.append(job.pk)
            DetailAHSPAudit.objects.create(
                project=self.project,
                pekerjaan=job,
                action=DetailAHSPAudit.Action.UPDATE,
                user_id=self.project.owner_id,
                old_data=before,
                new_data=rows_as_data(job),
                change_summary=summary,
            )

    def _forget_content(self, job: Pekerjaan) -> None:
        """Delete what belonged to the job's former source: rows, volume, formula and shares of phases."""
        clear_details(job)
        VolumePekerjaan.objects.filter(pekerjaan=job).delete()
        VolumeFormulaState.objects.filter(pekerjaan=job).delete()
        PekerjaanTahapan.objects.filter(pekerjaan=job).delete()

    def _new_kode(self, entry: JobEntry) -> str:
        if entry.source_type == Pekerjaan.SourceType.CUSTOM or entry.ref is None:
            self.last_custom += 1
            return f"CUST-{self.last_custom:04}"
        if entry.source_type == Pekerjaan.SourceType.REF_MODIFIED:
            self.last_modified += 1
            return f"mod.{self.last_modified}-{entry.ref.kode_ahsp}"
        return entry.ref.kode_ahsp

    def _store(self, row: models.Model, **values: object) -> None:
        """Write ``values`` to ``row`` if it is new or one of them differs."""
        if row.pk is not None and all(getattr(row, name) == value for name, value in values.items()):
            return
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        self.result.changed = True

    def _delete_absent(self) -> None:
        gone = self.jobs.absent()
        # A bundle takes its target's rows: those go first, then whoever bundles them is expanded anew.
        DetailAHSPProject.objects.filter(pekerjaan__in=gone).delete()
        changed = [*gone, *self.result.reset_job_ids]
        if changed:
            reexpand_referencing(self.project.pk, changed)
        Pekerjaan.objects.filter(pk__in=gone).delete()
        SubKlasifikasi.objects.filter(pk__in=self.subs.absent()).delete()
        Klasifikasi.objects.filter(pk__in=self.klas.absent()).delete()
        self.result.changed |= bool(gone or self.subs.absent() or self.klas.absent())


def next_kode(source_type: str, ref: AHSPReferensi | None, taken: Iterable[str], given: str) -> str:
    """The code of a job that joins a project whose jobs have the codes ``taken``; elsewhere it was ``given``."""
    if source_type == Pekerjaan.SourceType.CUSTOM:
        return f"CUST-{_highest(_CUSTOM_KODE, taken) + 1:04}"
    if source_type == Pekerjaan.SourceType.REF_MODIFIED:
        kode = ref.kode_ahsp if ref is not None else _MODIFIED_KODE.sub("", given)
        return f"mod.{_highest(_MODIFIED_KODE, taken) + 1}-{kode}"
    return ref.kode_ahsp if ref is not None else given


def _source_changes(job: Pekerjaan, entry: JobEntry) -> bool:
    if job.pk is None or job.source_type != entry.source_type:
        return True
    return entry.ref is not None and entry.ref.pk != job.ref_id


def _texts(job: Pekerjaan, entry: JobEntry, *, reload: bool) -> tuple[str, str]:
    """The job's text and unit: the library's for ``ref``, the owner's where given for ``ref_modified``."""
    if entry.source_type == Pekerjaan.SourceType.CUSTOM:
        return decode_entities(entry.uraian), decode_entities(entry.satuan)
    if reload and entry.ref is not None:
        uraian, satuan = decode_entities(entry.ref.nama_ahsp), decode_entities(entry.ref.satuan)
    else:
        uraian, satuan = job.snapshot_uraian, job.snapshot_satuan
    if entry.source_type == Pekerjaan.SourceType.REF_MODIFIED:
        return decode_entities(entry.uraian) or uraian, decode_entities(entry.satuan) or satuan
    return uraian, satuan


def _source(job: Pekerjaan) -> str:
    return f"{job.source_type}{_ref_note(job.ref)}"


def _ref_note(ref: AHSPReferensi | None) -> str:
    return f" ({ref.kode_ahsp})" if ref is not None else ""


def _moving(plans: Iterable[_Planned[Entry, Row]]) -> list[int]:
    """Ids of the stored rows that get another slot."""
    return [plan.row.pk for plan in plans if plan.row.pk is not None and plan.row.ordering_index != plan.order]


def _park(model: type[Row], ids: Iterable[int]) -> None:
    """Move rows out of the way of the slots that others are about to take."""
    model._default_manager.filter(pk__in=set(ids)).update(ordering_index=F("ordering_index") + _PARKED)


def _highest(pattern: re.Pattern[str], kodes: Iterable[str]) -> int:
    """The largest running number among the project's codes of one kind."""
    return max((int(match[1]) for kode in kodes if (match := pattern.match(kode))), default=0)
