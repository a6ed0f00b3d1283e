"""Complete copies of a project: one (W37) or several at once (W38)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any

from django.db import transaction

from app.core.http import InvalidBodyError
from app.dashboard.forms import FIRST_YEAR, LAST_YEAR
from app.dashboard.models import Project
from app.detail_project.services import backup
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.restore import NAME_LIMIT, Restored, read_backup, store

MAX_COPIES = 50


class CopyError(Exception):
    """The copy was refused and nothing was written; ``code`` and ``kind`` are the contract's."""

    def __init__(self, code: int, kind: str, message: str, status: int = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(message)
        self.code = code
        self.kind = kind
        self.status = status


@dataclass(frozen=True)
class Wish:
    """How a copy is to differ: its start (None keeps the source's) and whether the schedule comes along."""

    start: date | None
    schedule: bool


@dataclass
class Batch:
    """What W38 made, and why some copies could not be."""

    made: list[Project] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def not_found() -> CopyError:
    """There is no such project of this owner."""
    return CopyError(2001, "PROJECT_NOT_FOUND", "Project tidak ditemukan.", HTTPStatus.NOT_FOUND)


def deep_copy(source: Project, payload: Mapping[str, Any]) -> Restored:
    """Copy everything that ``source`` holds into a new project of its owner. Raises `CopyError`."""
    name = _name(payload.get("new_name"))
    return _copy(source, name, _wish(payload))


def batch_copy(source: Project, payload: Mapping[str, Any]) -> Batch:
    """Copy ``source`` several times, each time in a transaction of its own, so that others may write in between.

    Raises:
        CopyError: the request cannot be used; nothing was written.
    """
    base, count = payload.get("base_name"), payload.get("count")
    if not isinstance(base, str) or not base.strip():
        raise CopyError(1001, "EMPTY_PROJECT_NAME", "Field 'base_name' is required and cannot be empty")
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise CopyError(1003, "INVALID_NUMERIC_VALUE", "Field 'count' must be a positive integer")
    if count > MAX_COPIES:
        raise CopyError(
            1003, "INVALID_NUMERIC_VALUE", f"Maximum {MAX_COPIES} copies allowed in one batch (count <= {MAX_COPIES})"
        )
    wish = _wish(payload)
    names = [_name(f"{base.strip()} - Copy {number}") for number in range(1, count + 1)]
    batch = Batch()
    for name in names:
        try:
            batch.made.append(_copy(source, name, wish).project)
        except CopyError as error:
            batch.errors.append(f"{name}: {error}")
    return batch


@transaction.atomic
def _copy(source: Project, name: str, wish: Wish) -> Restored:
    source = lock_project(source.pk, None)
    if Project.objects.owned_by(source.owner).active().filter(nama=name).exists():
        raise CopyError(3001, "DUPLICATE_PROJECT_NAME", f"Project dengan nama '{name}' sudah ada.")
    content = backup.full_backup(source, include_progress=wish.schedule)
    if not wish.schedule:
        content |= {backup.TAHAPAN.name: [], backup.ASSIGNMENTS.name: []}
    try:
        plan = read_backup(content, with_progress=wish.schedule, own=True)
        return store(source.owner, plan, nama=name, start=wish.start)
    except InvalidBodyError as invalid:
        reasons = "; ".join(f"{error['path']}: {error['message']}" for error in invalid.errors[:5])
        raise CopyError(9999, "UNKNOWN_ERROR", f"Project tidak dapat disalin: {reasons}") from invalid


def _name(raw: object) -> str:
    name = raw.strip() if isinstance(raw, str) else ""
    if not name:
        raise CopyError(1001, "EMPTY_PROJECT_NAME", "Nama project wajib diisi.")
    if len(name) > NAME_LIMIT:
        raise CopyError(1004, "PROJECT_NAME_TOO_LONG", f"Nama project paling panjang {NAME_LIMIT} karakter.")
    if "<" in name or ">" in name:
        raise CopyError(1007, "XSS_DETECTED_IN_INPUT", "Nama project tidak boleh berisi '<' atau '>'.")
    return name


def _wish(payload: Mapping[str, Any]) -> Wish:
    schedule = payload.get("copy_jadwal", True)
    if not isinstance(schedule, bool):
        raise CopyError(1005, "INVALID_BOOLEAN_VALUE", "copy_jadwal harus true atau false.")
    return Wish(_start(payload.get("new_tanggal_mulai")), schedule)


def _start(raw: object) -> date | None:
    if raw is None or raw == "":
        return None
    try:
        start = date.fromisoformat(raw) if isinstance(raw, str) and len(raw) == len("2026-01-05") else None
    except ValueError:
        start = None
    if start is None or not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise CopyError(1002, "INVALID_DATE_FORMAT", "Tanggal mulai harus berupa tanggal YYYY-MM-DD.")
    return start
