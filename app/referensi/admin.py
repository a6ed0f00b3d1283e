from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from app.referensi.models import AHSPReferensi, RincianReferensi

if TYPE_CHECKING:
    _Inline = admin.TabularInline[RincianReferensi, AHSPReferensi]  # generic for mypy only
    _Admin = admin.ModelAdmin[AHSPReferensi]
else:
    _Inline, _Admin = admin.TabularInline, admin.ModelAdmin


class RincianInline(_Inline):
    """The items of a job."""

    model = RincianReferensi
    extra = 0


@admin.register(AHSPReferensi)
class AHSPAdmin(_Admin):
    """One job of the library with its items."""

    list_display = ("kode_ahsp", "nama_ahsp", "satuan", "sumber")
    list_filter = ("sumber",)
    search_fields = ("kode_ahsp", "nama_ahsp")
    inlines = [RincianInline]
