"""The library's analyses and their rows (CONTRACT 1.11)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

DEFAULT_SUMBER = "AHSP SNI 2025"


class AHSPReferensi(models.Model):
    """One standard analysis: what one unit of a work takes."""

    kode_ahsp = models.CharField(max_length=50)
    nama_ahsp = models.TextField()
    klasifikasi = models.CharField(max_length=100, blank=True, default="")
    sub_klasifikasi = models.CharField(max_length=100, blank=True, default="")
    satuan = models.CharField(max_length=50, blank=True, default="")
    sumber = models.CharField(max_length=100, default=DEFAULT_SUMBER)
    source_file = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        ordering = ["kode_ahsp", "id"]
        constraints = [models.UniqueConstraint(fields=["sumber", "kode_ahsp"], name="ahsp_unique_sumber_kode")]
        permissions = [("import_ahsp_data", "Can import AHSP data")]

    def __str__(self) -> str:
        return f"{self.kode_ahsp} {self.nama_ahsp}"


class RincianReferensi(models.Model):
    """One row of an analysis; ``koefisien`` is in ``satuan_item`` per unit of the analysis."""

    class Kategori(models.TextChoices):
        """The four kinds of cost an analysis row can have."""

        TK = "TK", "Tenaga Kerja"
        BHN = "BHN", "Bahan"
        ALT = "ALT", "Alat"
        LAIN = "LAIN", "Lain-lain"

    ahsp = models.ForeignKey(AHSPReferensi, on_delete=models.CASCADE, related_name="rincian")
    kategori = models.CharField(max_length=10, choices=Kategori.choices)
    kode_item = models.CharField(max_length=50)
    uraian_item = models.TextField()
    satuan_item = models.CharField(max_length=20, blank=True, default="")
    koefisien = models.DecimalField(max_digits=20, decimal_places=6, validators=[MinValueValidator(0)])

    class Meta:
        ordering = ["kategori", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ahsp", "kategori", "kode_item", "uraian_item", "satuan_item"], name="rincian_unique_item"
            ),
            models.CheckConstraint(condition=Q(koefisien__gte=0), name="rincian_koefisien_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.kode_item} x {self.koefisien}"
