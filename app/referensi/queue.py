"""The worker's part: documents of the library, one after another."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from app.exports.formats import FORMATS, open_written
from app.referensi.catalogue import jobs
from app.referensi.documents import MAX_JOBS, library_document
from app.referensi.models import AHSPReferensi, LibraryExport, LibraryFile

logger = logging.getLogger(__name__)
Status = LibraryExport.Status
LIFETIME = timedelta(hours=24)
SILENCE = timedelta(minutes=5)
ATTEMPTS = 3


def chosen(query: dict[str, object]) -> list[AHSPReferensi]:
    """Return the jobs that a wish names, by ids or by a search; :data:`MAX_JOBS` at most."""
    ids = query.get("job_ids")
    if isinstance(ids, list):
        return list(AHSPReferensi.objects.filter(pk__in=ids[:MAX_JOBS]))
    return list(jobs({name: str(value) for name, value in query.items()})[:MAX_JOBS])


def run_next() -> bool:
    """Make the next document; say whether there was one. What its worker left undone is made again."""
    if not _waiting().exists():  # a look that takes no lock, as there is seldom anything
        return False
    export = _take()
    if export is None:
        return False
    try:
        form = FORMATS[export.format]
        with open_written(library_document(chosen(export.query)), form) as file:
            export.content = file.read()
        export.status = Status.SUCCESS
    except Exception:
        logger.exception("library export %s failed", export.pk)
        export.status = Status.FAILURE
    export.save(update_fields=["content", "status"])
    return True


def throw_away_old() -> None:
    """Delete documents, validations and conversions of which everybody has had a day's time to fetch them."""
    for model in (LibraryExport, LibraryFile):
        model.objects.filter(created_at__lt=timezone.now() - LIFETIME).delete()


def _waiting() -> QuerySet[LibraryExport]:
    silent = Q(status=Status.PROCESSING, heartbeat__lt=timezone.now() - SILENCE)
    return LibraryExport.objects.filter(Q(status=Status.PENDING) | silent)


@transaction.atomic
def _take() -> LibraryExport | None:
    export = _waiting().select_for_update(skip_locked=True).first()
    if export is None:
        return None
    export.status, export.attempts, export.heartbeat = Status.PROCESSING, export.attempts + 1, timezone.now()
    if export.attempts > ATTEMPTS:
        export.status = Status.FAILURE
    export.save(update_fields=["status", "attempts", "heartbeat"])
    return export if export.status == Status.PROCESSING else None
