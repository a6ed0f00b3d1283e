"""The library of works that projects are begun from (CONTRACT 1.10)."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class PekerjaanTemplate(models.Model):
    """A list of works with its analyses, taken from a project; ``content`` is the document of version 2.2."""

    class Category(models.TextChoices):
        """What is built."""

        RUMAH = "rumah", "Rumah"
        RUKO = "ruko", "Ruko"
        INFRASTRUKTUR = "infrastruktur", "Infrastruktur"
        UTILITAS = "utilitas", "Utilitas"
        LAINNYA = "lainnya", "Lainnya"

    name = models.CharField(max_length=200, unique=True)
    description = models.TextField(blank=True, default="")
    category = models.CharField(max_length=20, choices=Category.choices, default=Category.LAINNYA)
    content = models.JSONField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="pekerjaan_templates"
    )
    is_public = models.BooleanField(default=True)
    usage_count = models.PositiveIntegerField(default=0)
    total_klasifikasi = models.PositiveIntegerField(default=0)
    total_sub = models.PositiveIntegerField(default=0)
    total_pekerjaan = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
