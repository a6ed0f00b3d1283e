"""Price items that no row takes any more (CONTRACT 3.7, W16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from app.core.ids import is_id
from app.core.numbers import canonical
from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPExpanded, DetailAHSPProject, HargaItemProject
from app.detail_project.services.change_status import note_harga_change
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.fields import refusal
from app.detail_project.services.rab import ZERO


@dataclass(frozen=True)
class Cleaned:
    """How many items went, what their prices add up to (rupiah), and the ids that were no orphans."""

    count: int
    value: Decimal
    skipped: list[int]


def orphans_of(project: Project) -> QuerySet[HargaItemProject]:
    """The items that neither a raw nor an expanded row takes."""
    raw = DetailAHSPProject.objects.filter(harga_item=OuterRef("pk"))
    expanded = DetailAHSPExpanded.objects.filter(harga_item=OuterRef("pk"))
    return HargaItemProject.objects.filter(~Exists(raw), ~Exists(expanded), project=project)


def orphan_data(item: HargaItemProject) -> dict[str, Any]:
    """What the page shows of one."""
    return {
        "id": item.pk,
        "kode": item.kode_item,
        "uraian": item.uraian,
        "kategori": item.kategori,
        "satuan": item.satuan,
        "harga_satuan": None if item.harga_satuan is None else canonical(item.harga_satuan, 2),
        "last_used": item.updated_at.isoformat(),
        "can_delete": True,
        "safety_note": "Tidak dipakai di rincian mana pun.",
    }


@transaction.atomic
def clean(project_id: int, payload: Mapping[str, Any]) -> Cleaned:
    """Delete those of ``item_ids`` that are orphans now; others are skipped.

    Raises:
        InvalidBodyError: no item was named, or the deletion was not confirmed.
    """
    ids = payload.get("item_ids")
    if not isinstance(ids, list) or not ids:
        raise refusal("item_ids", "Pilih minimal satu item untuk dihapus.")
    if not all(is_id(each) for each in ids):
        raise refusal("item_ids", "Harus berupa daftar id item")
    if payload.get("confirm") is not True:
        raise refusal("confirm", "Konfirmasi penghapusan diperlukan.")
    project = lock_project(project_id, None)
    orphans = {item.pk: item for item in orphans_of(project)}
    doomed = [orphans[each] for each in dict.fromkeys(ids) if each in orphans]
    HargaItemProject.objects.filter(pk__in=[item.pk for item in doomed]).delete()
    if doomed:
        note_harga_change(project)
    value = sum((item.harga_satuan or ZERO for item in doomed), ZERO)
    return Cleaned(len(doomed), value, [each for each in dict.fromkeys(ids) if each not in orphans])
