"""The work breakdown: klasifikasi, sub-klasifikasi, pekerjaan (CONTRACT 1.4)."""

from __future__ import annotations

import html
from typing import Any

from django.db import models
from django.db.models import Q

from app.dashboard.models import Project
from app.referensi.models import AHSPReferensi

_MAX_ENTITY_PASSES = 8


def decode_entities(text: str) -> str:
    """Return ``text`` with HTML entities decoded until nothing changes (at most eight passes)."""
    for _ in range(_MAX_ENTITY_PASSES):
        decoded = html.unescape(text)
        if decoded == text:
            break
        text = decoded
    return text


class Klasifikasi(models.Model):
    """A top-level group of works."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="klasifikasi")
    name = models.CharField(max_length=255)
    ordering_index = models.PositiveIntegerField()

    class Meta:
        ordering = ["ordering_index", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "ordering_index"], name="klasifikasi_unique_order"),
        ]

    def __str__(self) -> str:
        return self.name


class SubKlasifikasi(models.Model):
    """A second-level group; ``project`` repeats the parent's so that owner checks need no join."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sub_klasifikasi")
    klasifikasi = models.ForeignKey(Klasifikasi, on_delete=models.CASCADE, related_name="sub")
    name = models.CharField(max_length=255)
    ordering_index = models.PositiveIntegerField()

    class Meta:
        ordering = ["ordering_index", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "klasifikasi", "ordering_index"], name="subklasifikasi_unique_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Pekerjaan(models.Model):
    """One work (job) of a project, taken from the library or the owner's own."""

    class SourceType(models.TextChoices):
        """Where the job's analysis comes from."""

        REF = "ref", "Referensi"
        CUSTOM = "custom", "Kustom"
        REF_MODIFIED = "ref_modified", "Referensi (modifikasi)"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pekerjaan")
    sub_klasifikasi = models.ForeignKey(SubKlasifikasi, on_delete=models.CASCADE, related_name="pekerjaan")
    source_type = models.CharField(max_length=20, choices=SourceType.choices)
    ref = models.ForeignKey(AHSPReferensi, on_delete=models.SET_NULL, null=True, blank=True, related_name="pekerjaan")
    snapshot_kode = models.CharField(max_length=100)
    snapshot_uraian = models.TextField()
    snapshot_satuan = models.CharField(max_length=50, blank=True, default="")
    auto_load_rincian = models.BooleanField(default=True)
    detail_ready = models.BooleanField(default=False)
    notes = models.TextField(blank=True, default="")
    ordering_index = models.PositiveIntegerField()
    markup_override_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    detail_last_modified = models.DateTimeField(null=True, blank=True)
    budgeted_cost = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["ordering_index", "id"]
        indexes = [models.Index(fields=["project"], name="pekerjaan_project_idx")]
        constraints = [
            models.UniqueConstraint(fields=["project", "ordering_index"], name="pekerjaan_unique_order"),
            models.CheckConstraint(
                condition=Q(source_type__in=["ref", "custom", "ref_modified"]), name="pekerjaan_source_type_known"
            ),
            models.CheckConstraint(
                condition=Q(markup_override_percent__isnull=True)
                | Q(markup_override_percent__gte=0, markup_override_percent__lte=100),
                name="pekerjaan_markup_0_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_kode} {self.snapshot_uraian}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the snapshot texts as a reader sees them, without HTML entities."""
        self.snapshot_uraian = decode_entities(self.snapshot_uraian)
        self.snapshot_satuan = decode_entities(self.snapshot_satuan)
        super().save(*args, **kwargs)
