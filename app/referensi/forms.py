"""Forms of the library's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from app.referensi.models import AHSPReferensi, PortalNotice, SecurityAuditLog, StagedRow

LINE_LIMIT = 100

if TYPE_CHECKING:  # generic for mypy only
    _NoticeForm = forms.ModelForm[PortalNotice]
    _EventForm = forms.ModelForm[SecurityAuditLog]
    _JobForm = forms.ModelForm[AHSPReferensi]
    _RowForm = forms.ModelForm[StagedRow]
else:
    _NoticeForm = _EventForm = _JobForm = _RowForm = forms.ModelForm


class NoticeForm(_NoticeForm):
    """The note at the top of the portal; an empty one takes it away."""

    class Meta:
        model = PortalNotice
        fields = ["text"]
        labels = {"text": "Catatan untuk pengelola"}


class ResolveForm(_EventForm):
    """What was done about an event."""

    notes = forms.CharField(label="Catatan", required=False, max_length=1000)

    class Meta:
        model = SecurityAuditLog
        fields = ["notes"]


class _OneLine(_JobForm):
    nama_ahsp = forms.CharField(label="Nama", max_length=2000)


JobFormSet = forms.modelformset_factory(
    AHSPReferensi,
    form=_OneLine,
    fields=["kode_ahsp", "nama_ahsp", "klasifikasi", "sub_klasifikasi", "satuan"],
    extra=0,
    max_num=LINE_LIMIT,
    absolute_max=LINE_LIMIT,
    validate_max=True,
    edit_only=True,
)


class _StagedLine(_RowForm):
    uraian_item = forms.CharField(label="Item", max_length=2000, required=False)
    nama_ahsp = forms.CharField(label="Nama AHSP", max_length=2000, required=False)


StagedFormSet = forms.modelformset_factory(
    StagedRow,
    form=_StagedLine,
    fields=["kode_ahsp", "nama_ahsp", "kategori", "kode_item", "uraian_item", "satuan_item", "koefisien"],
    extra=0,
    can_delete=True,
    max_num=LINE_LIMIT,
    absolute_max=LINE_LIMIT,
    validate_max=True,
    edit_only=True,
)
