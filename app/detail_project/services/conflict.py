"""The optimistic lock: a project's ``updated_at`` is the token that every answer carries (CONTRACT 1.13)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from app.dashboard.models import Project


class ConflictError(Exception):
    """The project changed after the client loaded it; nothing was written."""

    def __init__(self, server_updated_at: datetime) -> None:
        super().__init__("the project is newer than the client's copy")
        self.server_updated_at = server_updated_at


def parse_token(raw: object) -> datetime | None:
    """Read a client's token; None where it is absent or is no date, which by contract means "no check".

    A date without a zone is taken to be in the project's own zone (Asia/Jakarta).
    """
    if not isinstance(raw, str):
        return None
    try:
        moment = parse_datetime(raw)
        if moment is not None and timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        return None if moment is None else moment.astimezone(timezone.get_default_timezone())
    except (ValueError, OverflowError):
        return None


def lock_project(project_id: int, client_updated_at: object) -> Project:
    """Take the project for writing and refuse a client whose copy is older.

    Call it inside a transaction: the comparison and the write must not be parted.

    Raises:
        ConflictError: ``client_updated_at`` is a date before the project's ``updated_at``.
    """
    _need_transaction()
    project = Project.objects.select_for_update().get(pk=project_id)
    seen = parse_token(client_updated_at)
    if seen is not None and seen < project.updated_at:
        raise ConflictError(project.updated_at)
    return project


def _need_transaction() -> None:
    """Raise where a lock would end before the write that it protects."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock_project needs a surrounding transaction.atomic()")
