"""The forms of the dashboard: projects, one or several at once, and the list's filter."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import BaseFormSet, formset_factory

from app.core.numbers import InvalidNumberError, display, is_negative, parse_budget
from app.dashboard.models import MAX_DAYS, Project

if TYPE_CHECKING:
    ProjectModelForm = forms.ModelForm[Project]
else:
    ProjectModelForm = forms.ModelForm  # Django's class takes no parameter at run time

FIRST_YEAR, LAST_YEAR = 1900, 2199
MAX_ROWS = 50
MAX_DESCRIPTION = 10_000
BUDGET = "anggaran_owner"
OPTIONAL_FIELDS = (
    "tanggal_selesai",
    "durasi_hari",
    "kategori",
    "jabatan_client",
    "instansi_client",
    "nama_kontraktor",
    "instansi_kontraktor",
    "nama_konsultan_perencana",
    "instansi_konsultan_perencana",
    "nama_konsultan_pengawas",
    "instansi_konsultan_pengawas",
    "ket_project1",
    "ket_project2",
    "deskripsi",
)


class BudgetField(forms.CharField):
    """An amount in rupiah, typed as ``15000000`` or ``Rp 15.000.000``; a number (of a sheet, of JSON) is no text."""

    invalid_message = "Anggaran tidak valid. Contoh yang benar: 15000000 atau Rp 15.000.000"
    negative_message = "Anggaran harus bernilai positif."

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            # As text, the point of the number 123.456 would group thousands.
            return parse_budget(value if isinstance(value, float | Decimal) else text)
        except InvalidNumberError:
            raise ValidationError(self.negative_message if is_negative(text) else self.invalid_message) from None

    def prepare_value(self, value: Any) -> Any:
        return display(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class DateField(forms.DateField):
    """A calendar day between 1900 and 2199, in the browser's own date control."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(f"Tanggal harus di antara tahun {FIRST_YEAR} dan {LAST_YEAR}.")


class ProjectForm(ProjectModelForm):
    """Everything a user states about a project (CONTRACT 1.3, W28, W29, W31)."""

    anggaran_owner = BudgetField(
        label="Anggaran (Rp)", max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    tanggal_mulai = DateField(label="Tanggal mulai")
    tanggal_selesai = DateField(label="Tanggal selesai", required=False)
    durasi_hari = forms.IntegerField(
        label="Durasi (hari)",
        required=False,
        min_value=1,
        max_value=MAX_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = Project
        fields: ClassVar[list[str]] = [
            "nama",
            "tanggal_mulai",
            "sumber_dana",
            "lokasi_project",
            "nama_client",
            "anggaran_owner",
            *OPTIONAL_FIELDS,
        ]
        labels: ClassVar[dict[str, str]] = {
            "nama": "Nama project",
            "sumber_dana": "Sumber dana",
            "lokasi_project": "Lokasi project",
            "nama_client": "Nama client",
            "kategori": "Kategori",
            "jabatan_client": "Jabatan client",
            "instansi_client": "Instansi client",
            "nama_kontraktor": "Nama kontraktor",
            "instansi_kontraktor": "Instansi kontraktor",
            "nama_konsultan_perencana": "Konsultan perencana",
            "instansi_konsultan_perencana": "Instansi perencana",
            "nama_konsultan_pengawas": "Konsultan pengawas",
            "instansi_konsultan_pengawas": "Instansi pengawas",
            "ket_project1": "Keterangan 1",
            "ket_project2": "Keterangan 2",
            "deskripsi": "Deskripsi",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {"deskripsi": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deskripsi"].validators.append(MaxLengthValidator(MAX_DESCRIPTION))

    def clean_nama(self) -> str:
        nama: str = self.cleaned_data["nama"]
        if len(nama) < 3:
            raise ValidationError("Nama project minimal 3 karakter.")
        return nama

    def clean_kategori(self) -> str | None:
        kategori: str | None = self.cleaned_data.get("kategori")
        if kategori and not re.fullmatch(r"[^\W_]+( +[^\W_]+)*", kategori):
            raise ValidationError("Kategori hanya boleh berisi huruf dan angka.")
        return kategori

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("tanggal_mulai"), cleaned.get("tanggal_selesai")
        days = cleaned.get("durasi_hari")
        if start is None or self.errors.keys() & {"tanggal_selesai", "durasi_hari"}:
            return cleaned
        if end is None and days:
            end = start + timedelta(days=days - 1)
            cleaned["tanggal_selesai"] = end
        if end is not None and end < start:
            self.add_error("tanggal_selesai", "Tanggal selesai harus setelah tanggal mulai.")
        elif end is not None and (end - start).days >= MAX_DAYS:
            self.add_error("tanggal_selesai", f"Durasi project paling lama {MAX_DAYS} hari.")
        elif end is not None:
            cleaned["durasi_hari"] = (end - start).days + 1
        return cleaned

    @property
    def basic_fields(self) -> list[forms.BoundField]:
        """The fields that the simple mode shows."""
        return [field for field in self if field.name not in OPTIONAL_FIELDS]

    @property
    def optional_fields(self) -> list[forms.BoundField]:
        """The fields that only the full mode shows."""
        return [self[name] for name in OPTIONAL_FIELDS]


ProjectFormSet: type[BaseFormSet[ProjectForm]] = formset_factory(
    ProjectForm, extra=1, max_num=MAX_ROWS, absolute_max=MAX_ROWS, validate_max=True
)


class ProjectFilterForm(forms.Form):
    """What the dashboard's list can be narrowed to; a value that is none is ignored and marked."""

    SORTS = (
        ("-updated_at", "Terakhir diubah"),
        ("updated_at", "Paling lama diubah"),
        ("nama", "Nama A-Z"),
        ("-nama", "Nama Z-A"),
        ("-tahun_project", "Tahun terbaru"),
        ("tahun_project", "Tahun terlama"),
        ("-anggaran_owner", "Anggaran terbesar"),
        ("anggaran_owner", "Anggaran terkecil"),
    )
    STATUSES = (
        ("", "Semua status"),
        ("belum_mulai", "Belum mulai"),
        ("berjalan", "Berjalan"),
        ("deadline", "Mendekati deadline"),
        ("selesai", "Selesai"),
    )

    search = forms.CharField(label="Cari", required=False, max_length=200)
    sort_by = forms.ChoiceField(label="Urutkan", required=False, choices=SORTS)
    tahun_project = forms.IntegerField(label="Tahun", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    sumber_dana = forms.CharField(label="Sumber dana", required=False, max_length=255)
    status_timeline = forms.ChoiceField(label="Status", required=False, choices=STATUSES)
    anggaran_min = BudgetField(label="Anggaran minimum", required=False, max_length=40)
    anggaran_max = BudgetField(label="Anggaran maksimum", required=False, max_length=40)
    tanggal_mulai_from = DateField(label="Mulai dari", required=False)
    tanggal_mulai_to = DateField(label="Mulai sampai", required=False)
    is_active = forms.ChoiceField(
        label="Keaktifan", required=False, choices=(("", "Semua"), ("true", "Aktif"), ("false", "Diarsipkan"))
    )
