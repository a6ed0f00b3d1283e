"""When a project's analyses, prices, works and volumes last changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from app.dashboard.models import Project
from app.detail_project.models import HargaItemProject, ProjectChangeStatus


def status_of(project: Project) -> ProjectChangeStatus:
    """The project's row, made where there is none yet."""
    return ProjectChangeStatus.objects.get_or_create(project=project)[0]


def note_ahsp_change(project: Project) -> datetime:
    """Note that an analysis changed just now."""
    now = timezone.now()
    ProjectChangeStatus.objects.update_or_create(project=project, defaults={"last_ahsp_change": now})
    return now


def note_harga_change(project: Project) -> datetime:
    """Note that prices changed just now."""
    now = timezone.now()
    ProjectChangeStatus.objects.update_or_create(project=project, defaults={"last_harga_change": now})
    return now


class UnitCodes:
    """Hands out ``Unit-0001``, ``Unit-0002``, …: codes of rows that came without one, never one that is taken.

    Taken are those of the price list, and those that other rows of the same payload were given (``typed``).
    """

    def __init__(self, project: Project, typed: Iterable[str]) -> None:
        self._status = status_of(project)
        listed = HargaItemProject.objects.filter(project=project, kode_item__startswith="Unit-")
        self._taken = {*listed.values_list("kode_item", flat=True), *typed}

    def next(self) -> str:
        """Return a fresh code and store the counter."""
        kode = ""
        while not kode or kode in self._taken:
            self._status.unit_code_sequence += 1
            kode = f"Unit-{self._status.unit_code_sequence:04}"
        self._taken.add(kode)
        self._status.save(update_fields=["unit_code_sequence"])
        return kode
