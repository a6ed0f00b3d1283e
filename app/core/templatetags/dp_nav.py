"""The project's menu, and figures as Indonesian users read them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django import template

from app.core.links import project_url
from app.core.numbers import display, display_rupiah
from app.dashboard.models import Project

register = template.Library()


class Item(NamedTuple):
    """One entry of the menu."""

    title: str
    url: str
    icon: str


class Group(NamedTuple):
    """A titled group of entries."""

    title: str
    entries: list[Item]


MENU = (
    (
        "Input Data",
        (
            ("List Pekerjaan", "list_pekerjaan", "bi-list-task"),
            ("Volume Pekerjaan", "volume_pekerjaan", "bi-rulers"),
            ("Template AHSP", "template_ahsp", "bi-table"),
            ("Harga Items", "harga_items", "bi-tags"),
            ("Orphan Cleanup", "orphan_cleanup", "bi-trash3"),
            ("Audit Trail", "audit_trail", "bi-clock-history"),
        ),
    ),
    (
        "Analisis & Laporan",
        (
            ("Rincian AHSP", "rincian_ahsp", "bi-card-list"),
            ("Rekap RAB", "rekap_rab", "bi-calculator"),
            ("Rekap Kebutuhan", "rekap_kebutuhan", "bi-box-seam"),
        ),
    ),
    ("Perencanaan", (("Jadwal Pekerjaan", "jadwal_pekerjaan", "bi-calendar3"),)),
)


@register.simple_tag
def project_menu(project: Project) -> list[Group]:
    """Return the menu of ``project``; a page that this version does not serve yet is left out."""
    groups = []
    for title, entries in MENU:
        items = [
            Item(label, url, icon)
            for label, name, icon in entries
            if (url := project_url(name, project.pk)) is not None
        ]
        if items:
            groups.append(Group(title, items))
    return groups


@register.filter
def rupiah(amount: Decimal | None) -> str:
    """Show an amount as ``Rp 1.500.000``: whole rupiah, halves up."""
    return display_rupiah(amount or Decimal(0))


@register.filter
def angka(amount: Decimal | None, decimals: int = 2) -> str:
    """Show a number as ``1.234,5``: at most ``decimals`` places, halves up, no trailing zeros."""
    return display(amount or Decimal(0), decimals)
