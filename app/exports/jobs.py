"""The queue of documents that take long: a table, from which the worker process takes one after another.

A job that its worker did not finish (killed, machine gone) is taken again once its heartbeat has stopped, twice at
most. Its file has a name before it is written, so that what such a worker left of it can be deleted.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.exports.documents.registry import build, filename
from app.exports.formats import FORMATS, open_written
from app.exports.models import ExportJob, ExportSession

logger = logging.getLogger(__name__)
Status = ExportJob.Status
ATTEMPTS = 3
SILENCE = timedelta(seconds=30)
BEAT_SECONDS = 0.5
READING_PERCENT = 10  # share of the progress before the first row is written
FAILED_TEXT = "Dokumen gagal dibuat. Silakan coba lagi."
GONE_TEXT = "Project tidak ditemukan."


def enqueue(owner: CustomUser, project: Project, export_type: str, form: str, options: dict[str, str]) -> ExportJob:
    """Put a document into the queue."""
    return ExportJob.objects.create(owner=owner, project=project, export_type=export_type, format=form, options=options)


def run_next() -> bool:
    """Make the next document of the queue; say whether there was one."""
    job = _take()
    if job is None:
        return False
    try:
        _make(job)
    except Exception:
        logger.exception("export job %s failed", job.pk)
        _give_up(job)
    return True


def throw_away_old() -> None:
    """Delete jobs and sessions that have expired, with their files."""
    now = timezone.now()
    for job in ExportJob.objects.filter(expires_at__lt=now):
        job.file.delete(save=False)
        job.delete()
    for session in ExportSession.objects.filter(expires_at__lt=now):
        session.output_file.delete(save=False)
        session.delete()


@transaction.atomic
def _take() -> ExportJob | None:
    silent = Q(status__in=[Status.STARTED, Status.PROCESSING], heartbeat__lt=timezone.now() - SILENCE)
    waiting = ExportJob.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        Q(status=Status.PENDING) | silent
    )
    for job in waiting.order_by("created_at"):
        if job.attempts >= ATTEMPTS:
            _give_up(job)
            continue
        job.status, job.attempts, job.heartbeat, job.progress = Status.STARTED, job.attempts + 1, timezone.now(), 0
        job.save(update_fields=["status", "attempts", "heartbeat", "progress"])
        return job
    return None


def _make(job: ExportJob) -> None:
    project = Project.objects.filter(pk=job.project_id, is_active=True).first()
    if project is None:
        _finish(job, Status.FAILURE, error=GONE_TEXT)
        return
    form = FORMATS[job.format]
    query = QueryDict(mutable=True)
    query.update(job.options)
    document = build(job.export_type, form, project, query)
    beat = _Beat(job)
    beat(0, 1)
    with open_written(document, form, beat) as file:
        default_storage.delete(_name_of_file(job))  # what a worker left that was killed at this very point
        job.file.name = default_storage.save(_name_of_file(job), file)
        job.file_size = file.tell()
    job.filename = filename(document, form)
    _finish(job, Status.SUCCESS)


def _name_of_file(job: ExportJob) -> str:
    """Named by an id that nobody can guess, in a folder that no address leads to."""
    return f"jobs/{job.pk}.{FORMATS[job.format].extension}"


def _give_up(job: ExportJob) -> None:
    default_storage.delete(_name_of_file(job))
    job.file.name = ""
    _finish(job, Status.FAILURE, error=FAILED_TEXT)


def _finish(job: ExportJob, status: ExportJob.Status, error: str = "") -> None:
    job.status, job.error = status, error
    job.progress = 100 if status is Status.SUCCESS else job.progress
    job.save()


class _Beat:
    """Stores progress, at most twice a second."""

    def __init__(self, job: ExportJob) -> None:
        self.job = job
        self.last = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.last < BEAT_SECONDS:
            return
        self.last = now
        self.job.status, self.job.heartbeat = Status.PROCESSING, timezone.now()
        self.job.progress = READING_PERCENT + (99 - READING_PERCENT) * done // max(total, 1)
        self.job.save(update_fields=["status", "heartbeat", "progress"])
