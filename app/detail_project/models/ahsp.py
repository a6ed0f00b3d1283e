"""Price items and the rows of a job's analysis, raw and expanded (CONTRACT 1.5, 1.6)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from app.dashboard.models import Project
from app.detail_project.models.works import Pekerjaan
from app.referensi.models import AHSPReferensi


class Kategori(models.TextChoices):
    """The four kinds of cost an analysis row can have."""

    TK = "TK", "Tenaga Kerja"
    BHN = "BHN", "Bahan"
    ALT = "ALT", "Alat"
    LAIN = "LAIN", "Lain-lain"


class HargaItemProject(models.Model):
    """A priced resource of the project; ``harga_satuan`` is rupiah a unit, null until someone prices it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="harga_items")
    kode_item = models.CharField(max_length=100)
    satuan = models.CharField(max_length=50, null=True, blank=True)
    uraian = models.TextField()
    kategori = models.CharField(max_length=10, choices=Kategori.choices)
    harga_satuan = models.DecimalField(
        max_digits=18, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kode_item", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kode_item"], name="harga_item_unique_kode"),
            models.CheckConstraint(
                condition=Q(kategori__in=["TK", "BHN", "ALT", "LAIN"]), name="harga_item_kategori_known"
            ),
            models.CheckConstraint(
                condition=Q(harga_satuan__isnull=True) | Q(harga_satuan__gte=0), name="harga_item_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode_item} {self.uraian}"


class ItemConversionProfile(models.Model):
    """How a resource is bought: market unit and price, and how many base units one market unit holds."""

    class Method(models.TextChoices):
        """How the factor was found."""

        DIRECT = "direct", "Langsung"
        CALC = "calc", "Hitung"
        HYBRID = "hybrid", "Gabungan"

    harga_item = models.OneToOneField(HargaItemProject, on_delete=models.CASCADE, related_name="conversion_profile")
    market_unit = models.CharField(max_length=50)
    market_price = models.DecimalField(max_digits=18, decimal_places=2, validators=[MinValueValidator(0)])
    factor_to_base = models.DecimalField(max_digits=12, decimal_places=6)
    density = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    capacity_m3 = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    capacity_ton = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.DIRECT)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(factor_to_base__gt=0), name="conversion_factor_positive"),
            models.CheckConstraint(condition=Q(market_price__gte=0), name="conversion_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.market_unit} x {self.factor_to_base}"


class DetailAHSPProject(models.Model):
    """A raw row: what the user typed or the library gave; a LAIN row may point at a bundle."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="detail_ahsp")
    pekerjaan = models.ForeignKey(Pekerjaan, on_delete=models.CASCADE, related_name="detail_rows")
    harga_item = models.ForeignKey(HargaItemProject, on_delete=models.PROTECT, related_name="detail_rows")
    kategori = models.CharField(max_length=10, choices=Kategori.choices)
    kode = models.CharField(max_length=100)
    uraian = models.TextField()
    satuan = models.CharField(max_length=50, null=True, blank=True)
    koefisien = models.DecimalField(max_digits=18, decimal_places=6, validators=[MinValueValidator(0)])
    ref_ahsp = models.ForeignKey(
        AHSPReferensi, on_delete=models.SET_NULL, null=True, blank=True, related_name="bundle_rows"
    )
    ref_pekerjaan = models.ForeignKey(
        Pekerjaan, on_delete=models.SET_NULL, null=True, blank=True, related_name="bundled_in"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kategori", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "pekerjaan", "kode"], name="detail_unique_kode"),
            models.CheckConstraint(condition=Q(koefisien__gte=0), name="detail_koefisien_not_negative"),
            models.CheckConstraint(
                condition=Q(ref_ahsp__isnull=True) | Q(ref_pekerjaan__isnull=True), name="detail_one_bundle_target"
            ),
            models.CheckConstraint(
                condition=Q(ref_ahsp__isnull=True, ref_pekerjaan__isnull=True) | Q(kategori="LAIN"),
                name="detail_bundle_only_lain",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} x {self.koefisien}"


class DetailAHSPExpanded(models.Model):
    """A row ready for pricing; components of a bundle are per one unit of that bundle (CONTRACT 1.6)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="detail_expanded")
    pekerjaan = models.ForeignKey(Pekerjaan, on_delete=models.CASCADE, related_name="expanded_rows")
    source_detail = models.ForeignKey(DetailAHSPProject, on_delete=models.CASCADE, related_name="expanded_rows")
    harga_item = models.ForeignKey(HargaItemProject, on_delete=models.PROTECT, related_name="expanded_rows")
    kategori = models.CharField(max_length=10, choices=Kategori.choices)
    kode = models.CharField(max_length=100)
    uraian = models.TextField()
    satuan = models.CharField(max_length=50, null=True, blank=True)
    # Eighteen places: coefficients of nested bundles multiply, and money is rounded once only, at display.
    koefisien = models.DecimalField(max_digits=30, decimal_places=18, validators=[MinValueValidator(0)])
    source_bundle_kode = models.CharField(max_length=100, null=True, blank=True)
    expansion_depth = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kategori", "id"]
        indexes = [models.Index(fields=["project", "pekerjaan"], name="expanded_project_job_idx")]
        constraints = [
            models.CheckConstraint(condition=Q(koefisien__gte=0), name="expanded_koefisien_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} x {self.koefisien}"
