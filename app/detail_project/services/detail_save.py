"""W9: replace the rows of one job, expand its bundles and those of every job that bundles it (CONTRACT 4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from app.core.http import ErrorItem, InvalidBodyError, error_item
from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPAudit, DetailAHSPProject, Kategori, Pekerjaan
from app.detail_project.services.change_status import UnitCodes, note_ahsp_change
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.detail_payload import NewRow, Rows, RowsReader, unpriced_notes
from app.detail_project.services.detail_rows import RowData, rows_as_data
from app.detail_project.services.expansion import BundleError, BundleExpander, reexpand_referencing
from app.detail_project.services.fields import refusal
from app.detail_project.services.library import KategoriClashError, PriceList, mark_detail_changed

REF_MESSAGE = "Pekerjaan referensi tidak bisa diubah. Ubah sumbernya menjadi modifikasi di List Pekerjaan."


class ClashError(InvalidBodyError):
    """Nothing was written: a code stands in the price list with another kategori. The one message says which."""


@dataclass(frozen=True)
class DetailResult:
    """What W9 stored. ``errors`` names the rows that were not stored or not priced; the others are in."""

    project: Project
    job: Pekerjaan
    saved: int
    expanded: int
    errors: list[ErrorItem]


def save_detail(project_id: int, job_id: int, payload: Mapping[str, Any]) -> DetailResult:
    """Replace the rows of the job by those of ``payload`` that can be stored.

    Raises:
        ConflictError: the client's copy is older than the project.
        Pekerjaan.DoesNotExist: the project has no such job.
        InvalidBodyError: nothing was written, for these reasons (`ClashError` among them).
    """
    try:
        with transaction.atomic():
            return _save(project_id, job_id, payload)
    except BundleError as error:
        raise refusal(f"bundle.{error.kode}", str(error)) from error
    except KategoriClashError as clash:  # of a bundle's component
        raise ClashError([error_item("kode", str(clash))]) from clash


def _save(project_id: int, job_id: int, payload: Mapping[str, Any]) -> DetailResult:
    project = lock_project(project_id, payload.get("client_updated_at"))
    job = Pekerjaan.objects.get(pk=job_id, project=project)
    if job.source_type == Pekerjaan.SourceType.REF:
        raise refusal("source_type", REF_MESSAGE)
    expander = BundleExpander(project)
    rows = RowsReader(job, expander).read(payload)
    if rows.sent and not rows.good:
        if project.allow_bundle_soft_errors and all(error.get("severity") == "warning" for error in rows.errors):
            return DetailResult(project, job, 0, 0, rows.errors)
        raise InvalidBodyError(rows.errors)
    _check_kategori(rows, expander.copier.prices)

    before = rows_as_data(job)
    _rewrite(project, job, rows.good, expander.copier.prices)
    expander.forget(job.pk)
    expanded = expander.expand_job(job)
    mark_detail_changed(job, ready=bool(rows.good))
    after = rows_as_data(job)
    note_ahsp_change(project)
    audit(project, job, before, after)
    reexpand_referencing(project.pk, [job.pk])
    project.touch()
    errors = rows.errors
    if job.source_type == Pekerjaan.SourceType.CUSTOM:
        errors = [*errors, *unpriced_notes(rows.good)]
    return DetailResult(project, job, len(rows.good), expanded, errors)


def _check_kategori(rows: Rows, prices: PriceList) -> None:
    for row in rows.good:
        try:
            prices.check(row.kategori, row.kode)
        except KategoriClashError as clash:
            raise ClashError([error_item(f"{row.path}.kode", str(clash))]) from clash


def _rewrite(project: Project, job: Pekerjaan, rows: list[NewRow], prices: PriceList) -> None:
    codes: UnitCodes | None = None
    new: list[DetailAHSPProject] = []
    for row in rows:
        kode = row.kode
        if not kode:
            codes = codes or UnitCodes(project, (each.kode for each in rows))
            kode = codes.next()
        new.append(
            DetailAHSPProject(
                project=project,
                pekerjaan=job,
                harga_item=prices.upsert(row.kategori, kode, row.uraian, row.satuan),
                kategori=row.kategori,
                kode=kode,
                uraian=row.uraian,
                satuan=row.satuan,
                koefisien=row.koefisien,
                ref_pekerjaan_id=row.target.job_id if row.target else None,
                ref_ahsp_id=row.target.ahsp_id if row.target else None,
            )
        )
    job.detail_rows.all().delete()
    DetailAHSPProject.objects.bulk_create(sorted(new, key=lambda row: Kategori.values.index(row.kategori)))


def audit(project: Project, job: Pekerjaan, old: list[RowData], new: list[RowData]) -> None:
    """Note in the audit trail what the owner changed of a job's rows, if anything."""
    summary = summarise(old, new)
    if not summary:
        return
    action = DetailAHSPAudit.Action
    DetailAHSPAudit.objects.create(
        project=project,
        pekerjaan=job,
        action=action.CREATE if not old else action.DELETE if not new else action.UPDATE,
        user_id=project.owner_id,  # nobody else can write
        old_data=old,
        new_data=new,
        change_summary=summary,
    )


def summarise(old: list[RowData], new: list[RowData]) -> str:
    """Say what differs, ``added 1 (B.02); removed 2 (E.10, M.15); updated 1 (L.01)``; empty where nothing does."""
    before = {row["kode"]: _content(row) for row in old}
    after = {row["kode"]: _content(row) for row in new}
    parts = {
        "added": [kode for kode in after if kode not in before],
        "removed": [kode for kode in before if kode not in after],
        "updated": [kode for kode in after if kode in before and before[kode] != after[kode]],
    }
    return "; ".join(f"{verb} {len(kodes)} ({', '.join(kodes)})" for verb, kodes in parts.items() if kodes)


def _content(row: RowData) -> tuple[object, ...]:
    return tuple(value for key, value in row.items() if key != "id")
