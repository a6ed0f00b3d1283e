"""Documents of the library that the worker makes."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class LibraryExport(models.Model):
    """One document: which jobs, in which format, and what became of it. The document itself lies in the database."""

    class Status(models.TextChoices):
        """How far it is, in the words of the contract (6.4)."""

        PENDING = "PENDING"
        PROCESSING = "PROCESSING"
        SUCCESS = "SUCCESS"
        FAILURE = "FAILURE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="library_exports")
    format = models.CharField(max_length=10)
    query = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True, blank=True)
    content = models.BinaryField(default=bytes)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["status", "created_at"], name="library_export_queue")]

    def __str__(self) -> str:
        return f"{self.format} {self.status}"
