"""Change and delete entries of the library."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from app.core.numbers import InvalidNumberError, NumberSpec, canonical, parse_number
from app.referensi.models import AHSPReferensi, RincianReferensi

KOEFISIEN = NumberSpec(digits=20, decimals=6)
JOB_FIELDS = frozenset({"kode_ahsp", "nama_ahsp", "klasifikasi", "sub_klasifikasi", "satuan", "sumber"})
ITEM_FIELDS = frozenset({"kategori", "kode_item", "uraian_item", "satuan_item", "koefisien"})


class RefusedError(Exception):
    """The change cannot be made; the message says why."""


def change(entry: AHSPReferensi | RincianReferensi, body: object) -> dict[str, Any]:
    """Set one field of an entry (``{"field", "value"}``) and store it; return what was set, and what it was.

    Raises :exc:`RefusedError`.
    """
    field = body.get("field") if isinstance(body, dict) else None
    allowed = JOB_FIELDS if isinstance(entry, AHSPReferensi) else ITEM_FIELDS
    if not isinstance(body, dict) or not isinstance(field, str) or field not in allowed:
        raise RefusedError(f'Field "{field}" tidak dapat diubah'[:200])
    value = _koefisien(body.get("value")) if field == "koefisien" else _text(body.get("value"))
    old = getattr(entry, field)
    setattr(entry, field, value)
    try:
        entry.full_clean()
    except ValidationError as invalid:
        raise RefusedError(" ".join(invalid.messages)) from None
    entry.save(update_fields=[field])
    return {"id": entry.pk, "field": field, "value": _shown(value), "old_value": _shown(old)}


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise RefusedError("Nilai harus berupa teks")
    return value.strip()


def _koefisien(value: object) -> Any:
    try:
        return parse_number(value, KOEFISIEN)
    except InvalidNumberError:
        raise RefusedError("Koefisien harus berupa angka") from None


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else canonical(value, 6)


def matching(sumber: str, source_file: str) -> dict[str, Any]:
    """Count what a bulk deletion by source, by file, or by both would take."""
    found = _found(sumber, source_file)
    return {
        "jobs_count": found.count(),
        "rincian_count": RincianReferensi.objects.filter(ahsp__in=found).count(),
        "affected_sources": sorted(set(found.values_list("sumber", flat=True))),
        "affected_files": sorted(set(found.exclude(source_file="").values_list("source_file", flat=True))),
        "sumber_filter": sumber,
        "source_file_filter": source_file,
    }


@transaction.atomic
def delete_matching(sumber: str, source_file: str) -> dict[str, Any]:
    """Delete them, their items with them. Jobs of projects that were copied from them stay, without the reference."""
    counts = matching(sumber, source_file)
    _found(sumber, source_file).delete()
    return {
        "jobs_deleted": counts["jobs_count"],
        "rincian_deleted": counts["rincian_count"],
        "total_deleted": counts["jobs_count"] + counts["rincian_count"],
        "sumber": sumber,
        "source_file": source_file,
    }


def _found(sumber: str, source_file: str) -> Any:
    found = AHSPReferensi.objects.order_by()
    if sumber:
        found = found.filter(sumber=sumber)
    return found.filter(source_file=source_file) if source_file else found
