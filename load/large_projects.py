"""Large projects by one request: the full backup (CONTRACT 6.2) of a project that never was, to be imported."""

from __future__ import annotations

from datetime import date
from typing import Any

GROUP_SIZE = 100
ITEMS = (
    ("TK", "L.01", "Pekerja", "OH", "150000.00", "0.750000"),
    ("BHN", "B.01", "Semen Portland", "kg", "1500.50", "7.500000"),
    ("ALT", "E.01", "Concrete mixer", "jam", "85000.00", "0.250000"),
)
"""Kategori, kode, text, unit, price (rupiah) and coefficient of what every work takes."""
Row = dict[str, Any]


def backup_of(nama: str, works: int, *, start: date = date(2026, 1, 5)) -> Row:
    """Return the backup of a project of ``works`` works, ``GROUP_SIZE`` a klasifikasi, each of three priced items."""
    groups = range(1, -(-works // GROUP_SIZE) + 1)
    numbers = range(1, works + 1)
    return {
        "export_type": "project_full_backup",
        "export_version": "1.1",
        "project": {
            "nama": nama,
            "sumber_dana": "APBD",
            "lokasi_project": "Bandung",
            "nama_client": "Dinas PU",
            "anggaran_owner": "1500000000.00",
            "tanggal_mulai": start.isoformat(),
        },
        "project_pricing": {"markup_percent": "10.00", "ppn_percent": "11.00", "rounding_base": 1000},
        "klasifikasi": [{"_export_id": n, "name": f"Bagian {n}", "ordering_index": n} for n in groups],
        "sub_klasifikasi": [
            {"_export_id": n, "_klasifikasi_ref": n, "name": "Umum", "ordering_index": 1} for n in groups
        ],
        "harga_items": [
            {
                "_export_id": n,
                "kode_item": kode,
                "uraian": text,
                "satuan": unit,
                "kategori": kategori,
                "harga_satuan": price,
            }
            for n, (kategori, kode, text, unit, price, _) in enumerate(ITEMS, start=1)
        ],
        "pekerjaan": [_work(n) for n in numbers],
        "volume_pekerjaan": [{"_pekerjaan_ref": n, "quantity": f"{n % 90 + 10}.125"} for n in numbers],
        "detail_ahsp": [row for n in numbers for row in _details(n)],
    }


def _work(number: int) -> Row:
    return {
        "_export_id": number,
        "_sub_klasifikasi_ref": (number - 1) // GROUP_SIZE + 1,
        "source_type": "custom",
        "snapshot_kode": f"CUST-{number:04}",
        "snapshot_uraian": f"Pekerjaan {number}: galian tanah biasa sedalam {number % 3 + 1} m",
        "snapshot_satuan": "m3",
        "ordering_index": number,
    }


def _details(work: int) -> list[Row]:
    return [
        {
            "_export_id": (work - 1) * len(ITEMS) + n,
            "_pekerjaan_ref": work,
            "_harga_item_ref": n,
            "kategori": kategori,
            "kode": kode,
            "uraian": text,
            "satuan": unit,
            "koefisien": koefisien,
        }
        for n, (kategori, kode, text, unit, _, koefisien) in enumerate(ITEMS, start=1)
    ]
