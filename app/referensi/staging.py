"""Rows between upload and library: stage, check, correct, commit (scope of all keepers: there is one such area)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.db import transaction

from app.accounts.models import CustomUser
from app.referensi.columns import FIELDS, ImportRow, faults_of, kategori_of, koefisien_of
from app.referensi.models import DEFAULT_SUMBER, AHSPReferensi, RincianReferensi, StagedRow
from app.referensi.sheets import MAX_CELL

MAX_STAGED = 20_000
MAX_NAME = 255


class NotReadyError(Exception):
    """What is staged cannot be committed; the message says why."""


@transaction.atomic
def stage(rows: Sequence[ImportRow], source_file: str, user: CustomUser) -> int:
    """Add rows to what waits; return how many. Raises :exc:`NotReadyError` where that would be too many."""
    if StagedRow.objects.count() + len(rows) > MAX_STAGED:
        raise NotReadyError(f"Staging penuh: paling banyak {MAX_STAGED} baris. Simpan atau kosongkan dahulu.")
    StagedRow.objects.bulk_create(
        StagedRow(
            source_file=source_file[:MAX_NAME],
            number=number,
            created_by=user,
            **{name: row[name][: _limit(name)] for name in FIELDS},
        )
        for number, row in enumerate(rows, start=2)  # the heading is row 1
    )
    check_again()
    return len(rows)


def check_again() -> None:
    """Say of every waiting row what is wrong with it now."""
    rows = list(StagedRow.objects.all())
    changed = []
    for row, faults in zip(rows, faults_of([_named(row) for row in rows]), strict=True):
        if row.faults != faults:
            row.faults = faults
            changed.append(row)
    StagedRow.objects.bulk_update(changed, ["faults"], batch_size=500)


@transaction.atomic
def commit() -> tuple[int, int]:
    """Take everything that waits into the library: return how many jobs and items.

    A job that is there already (same source and code) takes over the sheet's items. Raises :exc:`NotReadyError` as
    long as any row has a fault; then nothing is taken.
    """
    rows = list(StagedRow.objects.select_for_update())
    if not rows:
        raise NotReadyError("Staging kosong.")
    faulty = sum(bool(faults) for faults in faults_of([_named(row) for row in rows]))
    if faulty:
        raise NotReadyError(f"{faulty} baris masih bermasalah. Perbaiki atau hapus dahulu.")
    for row in rows:
        row.sumber = row.sumber or DEFAULT_SUMBER
    rows.sort(key=_job_key)
    jobs = 0
    for _, group in groupby(rows, key=_job_key):
        _take(list(group))
        jobs += 1
    StagedRow.objects.all().delete()
    return jobs, len(rows)


def clear() -> int:
    """Throw away everything that waits; return how many rows."""
    return StagedRow.objects.all().delete()[0]


def _take(rows: Sequence[StagedRow]) -> None:
    first = rows[0]
    job, _ = AHSPReferensi.objects.update_or_create(
        sumber=first.sumber,
        kode_ahsp=first.kode_ahsp,
        defaults={
            "nama_ahsp": first.nama_ahsp,
            "klasifikasi": first.klasifikasi,
            "sub_klasifikasi": first.sub_klasifikasi,
            "satuan": first.satuan_ahsp,
            "source_file": first.source_file,
        },
    )
    job.rincian.all().delete()
    RincianReferensi.objects.bulk_create(
        RincianReferensi(
            ahsp=job,
            kategori=kategori_of(row.kategori) or "",
            kode_item=row.kode_item,
            uraian_item=row.uraian_item,
            satuan_item=row.satuan_item,
            koefisien=koefisien_of(row.koefisien) or 0,
        )
        for row in rows
    )


def _job_key(row: StagedRow) -> tuple[str, str]:
    return row.sumber, row.kode_ahsp


def _named(row: StagedRow) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in FIELDS}


def _limit(name: str) -> int:
    return getattr(StagedRow._meta.get_field(name), "max_length", None) or MAX_CELL
