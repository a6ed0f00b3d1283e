"""Jobs of the library as a document: what one unit of each takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from app.core.numbers import canonical
from app.exports.tables import Column, Document, Row, Style, Table
from app.exports.texts import safe_name
from app.referensi.models import AHSPReferensi, RincianReferensi

TITLE = "ANALISA HARGA SATUAN PEKERJAAN"
MAX_JOBS = 2000
COLUMNS = (
    Column("Kategori", 14),
    Column("Kode", 14),
    Column("Uraian", 46),
    Column("Satuan", 12),
    Column("Koefisien", 14, decimals=6, trim=True),
)


def library_document(jobs: Sequence[AHSPReferensi]) -> Document:
    """One table of all jobs, each under its code and name, with its rows by kategori."""
    items: dict[int, list[RincianReferensi]] = {job.pk: [] for job in jobs}
    for item in RincianReferensi.objects.filter(ahsp__in=items).order_by("kategori", "pk"):
        items[item.ahsp_id].append(item)
    rows = [row for job in jobs for row in _rows(job, items[job.pk])]
    stem = jobs[0].kode_ahsp if len(jobs) == 1 else f"AHSP_{timezone.localtime():%Y%m%d}"
    return Document(
        title=TITLE,
        stem=safe_name(stem),
        identity=[("Jumlah Pekerjaan", str(len(jobs)))],
        tables=[Table(TITLE, COLUMNS, rows, sheet="AHSP")],
        data={"jobs": [_data(job, items[job.pk]) for job in jobs]},
    )


def _rows(job: AHSPReferensi, items: Sequence[RincianReferensi]) -> list[Row]:
    head = Row(("", job.kode_ahsp, job.nama_ahsp, job.satuan, None), Style.GROUP)
    return [
        head,
        *(
            Row((item.kategori, item.kode_item, item.uraian_item, item.satuan_item, item.koefisien), indent=1)
            for item in items
        ),
    ]


def _data(job: AHSPReferensi, items: Sequence[RincianReferensi]) -> dict[str, Any]:
    fields = ("kode_ahsp", "nama_ahsp", "klasifikasi", "sub_klasifikasi", "satuan", "sumber")
    return {
        **{name: getattr(job, name) for name in fields},
        "rincian": [
            {
                "kategori": item.kategori,
                "kode_item": item.kode_item,
                "uraian_item": item.uraian_item,
                "satuan_item": item.satuan_item,
                "koefisien": canonical(item.koefisien, 6),
            }
            for item in items
        ],
    }
