"""The project: what everything else belongs to (CONTRACT 1.3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinLengthValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.base import ModelBase
from django.http import Http404
from django.utils import timezone

from app.accounts.models import CustomUser

DAYS_PER_WEEK = 7
MAX_DAYS = 36_500  # a hundred years; keeps every computed date inside the calendar
DEFAULT_DURATION = timedelta(days=365)
SUBSTITUTES = {"sumber_dana": "N/A", "lokasi_project": "Tidak Ditentukan", "nama_client": "Client"}


class ProjectQuerySet(models.QuerySet["Project"]):
    """Projects; every query that serves a request starts at :meth:`owned_by`."""

    def owned_by(self, user: CustomUser | AnonymousUser) -> ProjectQuerySet:
        """Return the projects of ``user``, archived ones included; none for a visitor."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(owner=user)

    def active(self) -> ProjectQuerySet:
        """Return those that are neither deleted nor archived."""
        return self.filter(is_active=True)


class Project(models.Model):
    """One construction project of one owner."""

    owner = models.ForeignKey(CustomUser, on_delete=models.PROTECT, related_name="projects")
    index_project = models.CharField(max_length=30, unique=True, editable=False)
    nama = models.CharField(max_length=200, validators=[MinLengthValidator(1)])
    tanggal_mulai = models.DateField(default=timezone.localdate)
    tanggal_selesai = models.DateField(null=True, blank=True)
    durasi_hari = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MAX_DAYS)])
    tahun_project = models.IntegerField(editable=False)
    sumber_dana = models.CharField(max_length=255)
    lokasi_project = models.CharField(max_length=255)
    nama_client = models.CharField(max_length=255)
    anggaran_owner = models.DecimalField(
        max_digits=20, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(0)]
    )
    ket_project1 = models.CharField(max_length=255, null=True, blank=True)
    ket_project2 = models.CharField(max_length=255, null=True, blank=True)
    jabatan_client = models.CharField(max_length=255, null=True, blank=True)
    instansi_client = models.CharField(max_length=255, null=True, blank=True)
    nama_kontraktor = models.CharField(max_length=255, null=True, blank=True)
    instansi_kontraktor = models.CharField(max_length=255, null=True, blank=True)
    nama_konsultan_perencana = models.CharField(max_length=255, null=True, blank=True)
    instansi_konsultan_perencana = models.CharField(max_length=255, null=True, blank=True)
    nama_konsultan_pengawas = models.CharField(max_length=255, null=True, blank=True)
    instansi_konsultan_pengawas = models.CharField(max_length=255, null=True, blank=True)
    deskripsi = models.TextField(null=True, blank=True)
    kategori = models.CharField(max_length=100, null=True, blank=True)
    allow_bundle_soft_errors = models.BooleanField(default=False)
    week_start_day = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(DAYS_PER_WEEK - 1)])
    week_end_day = models.PositiveSmallIntegerField(default=6, validators=[MaxValueValidator(DAYS_PER_WEEK - 1)])
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = "proyek"
        verbose_name_plural = "proyek"
        indexes = [
            models.Index(fields=["created_at"], name="project_created_at"),
            models.Index(fields=["owner", "-updated_at"], name="project_owner_recent"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(anggaran_owner__gte=0), name="project_budget_not_negative"),
            models.CheckConstraint(
                condition=models.Q(tanggal_selesai__gte=models.F("tanggal_mulai")), name="project_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(week_start_day__lt=DAYS_PER_WEEK, week_end_day__lt=DAYS_PER_WEEK),
                name="project_week_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index_project} {self.nama}"

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Complete the derived fields, number a new project, and store it."""
        if update_fields is None:
            self._complete()
        with transaction.atomic():
            if not self.index_project:
                self.index_project = self._next_index()
            super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields)

    def touch(self) -> None:
        """Move ``updated_at``, the token of the optimistic lock, to now."""
        self.save(update_fields=["updated_at"])

    def _complete(self) -> None:
        for field, substitute in SUBSTITUTES.items():
            if not getattr(self, field):
                setattr(self, field, substitute)
        self.tanggal_selesai = completed_end(self.tanggal_mulai, self.tanggal_selesai, self.durasi_hari)
        self.durasi_hari = (self.tanggal_selesai - self.tanggal_mulai).days + 1
        self.tahun_project = self.tanggal_mulai.year
        self.week_end_day = (self.week_start_day + DAYS_PER_WEEK - 1) % DAYS_PER_WEEK

    def _next_index(self) -> str:
        # The owner's row is the queue of his numbers: PostgreSQL locks it, SQLite's writers are alone anyway.
        CustomUser.objects.select_for_update().get(pk=self.owner_id)
        prefix = f"PRJ-{self.owner_id:02}-{timezone.localdate():%d%m%y}-"
        sequence = Project.objects.filter(index_project__startswith=prefix).count() + 1
        while Project.objects.filter(index_project=f"{prefix}{sequence:04}").exists():
            sequence += 1
        return f"{prefix}{sequence:04}"


def completed_end(start: date, end: date | None, days: int | None) -> date:
    """Return the last day of a project: as given, else from its inclusive duration, else the end of the year.

    A project that starts on 31 December gets 365 days, since the year's end would leave it none.
    """
    if end is not None:
        return end
    if days:
        return start + timedelta(days=days - 1)
    year_end = date(start.year, 12, 31)
    return year_end if year_end > start else start + DEFAULT_DURATION


def get_owned_project(
    user: CustomUser | AnonymousUser, pk: int, *, active_only: bool = False, for_update: bool = False
) -> Project:
    """Return the project ``pk`` of ``user``; :exc:`Http404` when it is missing or somebody else's.

    Pages ask for ``active_only`` projects, the APIs keep answering for archived ones (CONTRACT 3.0). ``for_update``
    keeps other writers away until the surrounding transaction ends.
    """
    owned = Project.objects.owned_by(user).filter(pk=pk)
    if for_update:
        owned = owned.select_for_update()
    project = (owned.active() if active_only else owned).first()
    if project is None:
        raise Http404("Project tidak ditemukan")
    return project
