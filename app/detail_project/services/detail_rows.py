"""The rows of a job's analysis as plain data, the form the audit trail keeps (CONTRACT 1.10)."""

from __future__ import annotations

from typing import TypedDict

from app.detail_project.models import Pekerjaan


class RowData(TypedDict):
    """One detail row; ``koefisien`` is a canonical string with six decimals."""

    id: int
    kategori: str
    kode: str
    uraian: str
    satuan: str | None
    koefisien: str
    ref_kind: str | None
    ref_id: int | None


def rows_as_data(pekerjaan: Pekerjaan) -> list[RowData]:
    """The job's raw rows in their display order."""
    rows: list[RowData] = []
    for row in pekerjaan.detail_rows.order_by("kategori", "id"):
        kind = "ahsp" if row.ref_ahsp_id else "job" if row.ref_pekerjaan_id else None
        rows.append(
            {
                "id": row.pk,
                "kategori": row.kategori,
                "kode": row.kode,
                "uraian": row.uraian,
                "satuan": row.satuan,
                "koefisien": f"{row.koefisien:.6f}",
                "ref_kind": kind,
                "ref_id": row.ref_ahsp_id or row.ref_pekerjaan_id,
            }
        )
    return rows
