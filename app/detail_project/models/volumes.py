"""Volumes of works, the formulas they came from, and the parameters formulas name (CONTRACT 1.7)."""

from __future__ import annotations

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from app.dashboard.models import Project
from app.detail_project.models.works import Pekerjaan

PARAMETER_NAME = r"^[a-z_][a-z0-9_]*$"


class VolumePekerjaan(models.Model):
    """The quantity of one job, in the job's own unit."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="volume_pekerjaan")
    pekerjaan = models.OneToOneField(Pekerjaan, on_delete=models.CASCADE, related_name="volume")
    quantity = models.DecimalField(max_digits=18, decimal_places=3, validators=[MinValueValidator(0)])
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=0), name="volume_not_negative")]

    def __str__(self) -> str:
        return str(self.quantity)


class VolumeFormulaState(models.Model):
    """The formula as the user typed it; state of the page only, the server never evaluates it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="volume_formulas")
    pekerjaan = models.ForeignKey(Pekerjaan, on_delete=models.CASCADE, related_name="volume_formulas")
    raw = models.TextField(blank=True, default="")
    is_fx = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "pekerjaan"], name="formula_unique_job")]

    def __str__(self) -> str:
        return self.raw


class ProjectParameter(models.Model):
    """A named number that formulas of the project may use."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="parameters")
    name = models.CharField(max_length=100, validators=[RegexValidator(PARAMETER_NAME)])
    value = models.DecimalField(max_digits=18, decimal_places=3, default=0, validators=[MinValueValidator(0)])
    label = models.CharField(max_length=200, blank=True, default="")
    unit = models.CharField(max_length=50, blank=True, default="")
    description = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="parameter_unique_name"),
            models.CheckConstraint(condition=Q(value__gte=0), name="parameter_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
