"""What is on its way into the library: uploaded files, and rows that wait for a review (CONTRACT 1.11)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class LibraryFile(models.Model):
    """A file that an upload was turned into, and the report about it; in the database, where it lasts for a day."""

    class Kind(models.TextChoices):
        VALIDATION = "validation", "Validasi"
        CONVERSION = "conversion", "Konversi PDF"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    report = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="library_files")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class StagedRow(models.Model):
    """One row of an uploaded sheet as it was written: an item of a job. Texts, so that a mistake can be corrected."""

    source_file = models.CharField(max_length=255)
    number = models.PositiveIntegerField()
    sumber = models.CharField(max_length=100, blank=True)
    kode_ahsp = models.CharField(max_length=255, blank=True)
    nama_ahsp = models.TextField(blank=True)
    klasifikasi = models.CharField(max_length=255, blank=True)
    sub_klasifikasi = models.CharField(max_length=255, blank=True)
    satuan_ahsp = models.CharField(max_length=255, blank=True)
    kategori = models.CharField(max_length=255, blank=True)
    kode_item = models.CharField(max_length=255, blank=True)
    uraian_item = models.TextField(blank=True)
    satuan_item = models.CharField(max_length=255, blank=True)
    koefisien = models.CharField(max_length=255, blank=True)
    faults = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.source_file}:{self.number} {self.kode_ahsp}"
