"""Volumes and the formulas behind them (CONTRACT 1.7, W3, W4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from app.core.http import ErrorItem
from app.core.numbers import VOLUME, InvalidNumberError, canonical, parse_number
from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan, VolumeFormulaState, VolumePekerjaan
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.fields import FieldReader, first_of, refusal

DECIMAL_PLACES = 3
RAW_LIMIT = 2_000
NOT_A_QUANTITY = "Harus angka ≥ 0"


@dataclass(frozen=True)
class VolumesSaved:
    """What W3 did: how many items were stored, and what was wrong with the others."""

    project: Project
    saved: int
    errors: list[ErrorItem]


@dataclass(frozen=True)
class FormulasSaved:
    """What W4 did."""

    created: int
    updated: int
    errors: list[ErrorItem]


def list_volumes(project: Project) -> list[dict[str, Any]]:
    """Every job of the project with its quantity, ``0.000`` where none was entered."""
    rows = (
        Pekerjaan.objects.filter(project=project).order_by("ordering_index", "id").values_list("pk", "volume__quantity")
    )
    return [
        {"pekerjaan_id": pk, "quantity": canonical(quantity or Decimal(0), DECIMAL_PLACES)} for pk, quantity in rows
    ]


def list_formulas(project: Project) -> list[dict[str, Any]]:
    """Every formula of the project as it was typed."""
    states = VolumeFormulaState.objects.filter(project=project).order_by("pekerjaan__ordering_index", "id")
    return [{"pekerjaan_id": state.pekerjaan_id, "raw": state.raw, "is_fx": state.is_fx} for state in states]


@transaction.atomic
def save_volumes(project_id: int, payload: object) -> VolumesSaved:
    """Store the acceptable items of ``payload`` and complain about the others; a job named twice keeps the last.

    Raises:
        ConflictError: the client's copy is older than the project.
        InvalidBodyError: the payload is no list of items.
    """
    token = payload.get("client_updated_at") if isinstance(payload, dict) else None
    project = lock_project(project_id, token)
    reader = _ItemReader(project, payload)
    wanted: dict[int, Decimal] = {}
    saved = 0
    for path, item, job_id in reader.jobs():
        raw = first_of(item, "quantity", "volume")
        try:
            wanted[job_id] = parse_number(raw, VOLUME)
            saved += 1
        except InvalidNumberError:
            reader.read.complain(f"{path}.quantity", NOT_A_QUANTITY)
    if _write_quantities(project, wanted):
        project.touch()
    return VolumesSaved(project, saved, reader.read.errors)


def _write_quantities(project: Project, wanted: Mapping[int, Decimal]) -> bool:
    """Store the quantities that differ from the stored ones; return whether there were any."""
    stored = dict(VolumePekerjaan.objects.filter(project=project).values_list("pekerjaan_id", "quantity"))
    changed = {job_id: quantity for job_id, quantity in wanted.items() if stored.get(job_id) != quantity}
    now = timezone.now()
    VolumePekerjaan.objects.bulk_create(
        (
            VolumePekerjaan(project=project, pekerjaan_id=job_id, quantity=quantity, created_at=now, updated_at=now)
            for job_id, quantity in changed.items()
        ),
        update_conflicts=True,
        unique_fields=["pekerjaan"],
        update_fields=["quantity", "updated_at"],
    )
    return bool(changed)


@transaction.atomic
def save_formulas(project: Project, payload: object) -> FormulasSaved:
    """Store the acceptable formulas of ``payload`` as typed; an empty one keeps its row, a job named twice the last.

    Raises:
        InvalidBodyError: the payload is no list of items.
    """
    reader = _ItemReader(project, payload)
    wanted: dict[int, VolumeFormulaState] = {}
    saved = 0
    for path, item, job_id in reader.jobs():
        before = len(reader.read.errors)
        raw = reader.read.text(item.get("raw"), f"{path}.raw", limit=RAW_LIMIT)
        is_fx = item.get("is_fx", True)
        if not isinstance(is_fx, bool):
            reader.read.complain(f"{path}.is_fx", "Harus boolean")
        if len(reader.read.errors) > before:
            continue
        wanted[job_id] = VolumeFormulaState(project=project, pekerjaan_id=job_id, raw=raw, is_fx=is_fx)
        saved += 1
    known = VolumeFormulaState.objects.filter(project=project).values_list("pekerjaan_id", flat=True)
    created = len(wanted.keys() - set(known))
    VolumeFormulaState.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=["project", "pekerjaan"],
        update_fields=["raw", "is_fx", "updated_at"],
    )
    return FormulasSaved(created, saved - created, reader.read.errors)


class _ItemReader:
    """The items of W3 and W4: objects that name a job of the project."""

    def __init__(self, project: Project, payload: object) -> None:
        self.read = FieldReader()
        self._job_ids = set(Pekerjaan.objects.filter(project=project).values_list("pk", flat=True))
        items = first_of(payload, "items", "volumes") if isinstance(payload, dict) else payload
        if not isinstance(items, list):
            raise refusal("$", "Harus array of objek atau {items:[...]}")
        self._items = self.read.objects(items, "items")

    def jobs(self) -> list[tuple[str, Mapping[str, Any], int]]:
        """Path, item and job of every item whose job is the project's; complain about the others."""
        found: list[tuple[str, Mapping[str, Any], int]] = []
        for path, item in self._items:
            raw = first_of(item, "pekerjaan_id", "id")
            if raw is None:
                self.read.complain(f"{path}.pekerjaan_id", "Wajib")
                continue
            job_id = self.read.integer(raw, f"{path}.pekerjaan_id")
            if job_id in self._job_ids:
                found.append((path, item, job_id))
            elif job_id is not None:
                self.read.complain(f"{path}.pekerjaan_id", "Pekerjaan tidak ditemukan di project ini")
        return found
