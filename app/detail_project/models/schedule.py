"""The schedule: progress by week, phases (tahapan), and what a phase takes of each job (CONTRACT 1.9)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from app.dashboard.models import Project
from app.detail_project.models.works import Pekerjaan

SYNC_NOTE = "Synced from weekly canonical storage"


class PekerjaanProgressWeekly(models.Model):
    """What of a job (percent of its volume) is planned for a week, and what was done in it; the canonical record.

    ``week_start_date`` and ``week_end_date`` repeat the calendar of the project for readers of the table.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="weekly_progress")
    pekerjaan = models.ForeignKey(Pekerjaan, on_delete=models.CASCADE, related_name="weekly_progress")
    week_number = models.PositiveIntegerField()
    week_start_date = models.DateField()
    week_end_date = models.DateField()
    planned_proportion = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    actual_proportion = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    actual_cost = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    notes = models.TextField(blank=True, default="")
    actual_updated_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pekerjaan_id", "week_number"]
        indexes = [models.Index(fields=["project", "week_number"], name="progress_project_week")]
        constraints = [
            models.UniqueConstraint(fields=["pekerjaan", "week_number"], name="progress_unique_week"),
            models.CheckConstraint(condition=Q(week_number__gte=1), name="progress_week_from_1"),
            models.CheckConstraint(
                condition=Q(planned_proportion__gte=0, planned_proportion__lte=100), name="progress_planned_0_100"
            ),
            models.CheckConstraint(
                condition=Q(actual_proportion__gte=0, actual_proportion__lte=100), name="progress_actual_0_100"
            ),
            models.CheckConstraint(
                condition=Q(actual_cost__isnull=True) | Q(actual_cost__gte=0), name="progress_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"minggu {self.week_number}: {self.planned_proportion} % / {self.actual_proportion} %"


class TahapPelaksanaan(models.Model):
    """A phase: a column of the schedule. Made from the project's dates (``is_auto_generated``) or by the owner."""

    class Mode(models.TextChoices):
        """How long an automatic phase is; ``custom`` is the owner's own."""

        DAILY = "daily", "Harian"
        WEEKLY = "weekly", "Mingguan"
        MONTHLY = "monthly", "Bulanan"
        CUSTOM = "custom", "Kustom"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tahapan")
    nama = models.CharField(max_length=200)
    urutan = models.PositiveIntegerField(default=0)
    deskripsi = models.TextField(blank=True, default="")
    tanggal_mulai = models.DateField(null=True, blank=True)
    tanggal_selesai = models.DateField(null=True, blank=True)
    is_auto_generated = models.BooleanField(default=False)
    generation_mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.CUSTOM)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["urutan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "nama"], name="tahapan_unique_name"),
            models.CheckConstraint(
                condition=Q(tanggal_selesai__gte=models.F("tanggal_mulai")), name="tahapan_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class PekerjaanTahapan(models.Model):
    """How much of a job (percent of its volume) a phase takes; automatic phases derive it from the weekly record."""

    pekerjaan = models.ForeignKey(Pekerjaan, on_delete=models.CASCADE, related_name="tahapan_assignments")
    tahapan = models.ForeignKey(TahapPelaksanaan, on_delete=models.CASCADE, related_name="assignments")
    proporsi_volume = models.DecimalField(max_digits=5, decimal_places=2)
    catatan = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["tahapan__urutan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pekerjaan", "tahapan"], name="pekerjaan_tahapan_unique"),
            models.CheckConstraint(
                condition=Q(proporsi_volume__gt=0, proporsi_volume__lte=100), name="pekerjaan_tahapan_0_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proporsi_volume} %"
