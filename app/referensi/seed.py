"""Load the sample library that ships with the application."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from app.referensi.models import AHSPReferensi, RincianReferensi

SAMPLE = Path(__file__).parent / "data" / "ahsp_contoh_2025.json"


@transaction.atomic
def seed_library() -> int:
    """Load the sample analyses that are not there yet; return how many were added.

    Running it again changes nothing: an analysis that exists keeps whatever an administrator made of it.
    """
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    sumber: str = sample["sumber"]
    items: dict[str, tuple[str, str, str]] = sample["item"]
    present = set(AHSPReferensi.objects.filter(sumber=sumber).values_list("kode_ahsp", flat=True))
    added = [row for row in sample["analisa"] if row["kode"] not in present]
    for row in added:
        ahsp = AHSPReferensi.objects.create(
            kode_ahsp=row["kode"],
            nama_ahsp=row["nama"],
            satuan=row["satuan"],
            klasifikasi=row["klasifikasi"],
            sub_klasifikasi=row["sub_klasifikasi"],
            sumber=sumber,
            source_file=SAMPLE.name,
        )
        RincianReferensi.objects.bulk_create(
            RincianReferensi(
                ahsp=ahsp,
                kategori=items[kode][0],
                kode_item=kode,
                uraian_item=items[kode][1],
                satuan_item=items[kode][2],
                koefisien=Decimal(koefisien),
            )
            for kode, koefisien in row["rincian"].items()
        )
    return len(added)
