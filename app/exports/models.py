"""Jobs of the worker, and the sessions in which a browser uploads pages (CONTRACT 1.10, 6.3, 6.4)."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from app.dashboard.models import Project

SESSION_LIFETIME = timedelta(hours=1)
JOB_LIFETIME = timedelta(hours=24)


def session_end() -> datetime:
    """When a session that begins now ends."""
    return timezone.now() + SESSION_LIFETIME


def job_end() -> datetime:
    """When the result of a job that begins now is thrown away."""
    return timezone.now() + JOB_LIFETIME


class ExportJob(models.Model):
    """A document that the worker makes. ``heartbeat`` says that whoever took it is still at it."""

    class Status(models.TextChoices):
        """How far it is, in the words of the contract."""

        PENDING = "PENDING"
        STARTED = "STARTED"
        PROCESSING = "PROCESSING"
        SUCCESS = "SUCCESS"
        FAILURE = "FAILURE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="export_jobs")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="export_jobs")
    export_type = models.CharField(max_length=40)
    format = models.CharField(max_length=10)
    options = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PENDING)
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, default="")
    file = models.FileField(upload_to="", max_length=200, blank=True, default="")
    filename = models.CharField(max_length=200, blank=True, default="")
    file_size = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=job_end)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["status", "created_at"], name="export_job_queue_idx")]

    def __str__(self) -> str:
        return f"{self.export_type} {self.format} {self.status}"


class ExportSession(models.Model):
    """Pages that a browser drew, on their way to becoming one document."""

    class Status(models.TextChoices):
        """How far it is, in the words of the contract."""

        INIT = "init"
        UPLOADING = "uploading"
        PROCESSING = "processing"
        COMPLETED = "completed"
        FAILED = "failed"

    export_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="export_sessions")
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="export_sessions"
    )
    report_type = models.CharField(max_length=10)
    format = models.CharField(max_length=10)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.INIT)
    estimated_pages = models.PositiveIntegerField(default=0)
    next_batch = models.PositiveIntegerField(default=0)
    project_name = models.CharField(max_length=200, blank=True, default="")
    metadata = models.JSONField(default=dict, blank=True)
    output_file = models.FileField(upload_to="", max_length=200, blank=True, default="")
    file_size = models.PositiveBigIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=session_end)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["expires_at"], name="export_session_end_idx")]

    def __str__(self) -> str:
        return f"{self.report_type} {self.format} {self.status}"


class ExportPage(models.Model):
    """One uploaded picture; it lies in the database until the document is made."""

    session = models.ForeignKey(ExportSession, on_delete=models.CASCADE, related_name="pages")
    page_number = models.PositiveIntegerField()
    batch_index = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True, default="")
    format = models.CharField(max_length=10)
    image_data = models.BinaryField()
    file_size = models.PositiveIntegerField()

    class Meta:
        ordering = ["page_number"]
        constraints = [models.UniqueConstraint(fields=["session", "page_number"], name="export_page_unique_number")]

    def __str__(self) -> str:
        return f"{self.page_number} {self.title}"
