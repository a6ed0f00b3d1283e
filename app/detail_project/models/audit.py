"""Who changed a job's analysis, and when something last changed (CONTRACT 1.10)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from app.dashboard.models import Project
from app.detail_project.models.works import Pekerjaan


class DetailAHSPAudit(models.Model):
    """One change of a job's detail rows, with the rows before and after."""

    class Action(models.TextChoices):
        """What happened to the rows."""

        CREATE = "CREATE", "Dibuat"
        UPDATE = "UPDATE", "Diubah"
        DELETE = "DELETE", "Dihapus"
        CASCADE = "CASCADE", "Kaskade"

    class Trigger(models.TextChoices):
        """What made it happen."""

        USER = "user", "Pengguna"
        CASCADE = "cascade", "Kaskade"
        SYSTEM = "system", "Sistem"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="detail_audits")
    pekerjaan = models.ForeignKey(Pekerjaan, on_delete=models.SET_NULL, null=True, blank=True, related_name="audits")
    action = models.CharField(max_length=10, choices=Action.choices)
    triggered_by = models.CharField(max_length=10, choices=Trigger.choices, default=Trigger.USER)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="detail_audits"
    )
    old_data = models.JSONField(default=list, blank=True)
    new_data = models.JSONField(default=list, blank=True)
    change_summary = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["project", "-created_at"], name="audit_project_created_idx")]

    def __str__(self) -> str:
        return f"{self.action} {self.change_summary}"


class ProjectChangeStatus(models.Model):
    """When analyses and prices last changed, and the counter behind ``Unit-0001`` codes."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="change_status")
    last_ahsp_change = models.DateTimeField(null=True, blank=True)
    last_harga_change = models.DateTimeField(null=True, blank=True)
    unit_code_sequence = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"ahsp {self.last_ahsp_change}, harga {self.last_harga_change}"
