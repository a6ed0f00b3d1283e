"""The price list of a project (CONTRACT 6.2)."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from app.core.numbers import display
from app.dashboard.models import Project
from app.detail_project.models import HargaItemProject, Kategori, ProjectPricing
from app.detail_project.services.components import ORDER
from app.detail_project.services.prices import used_items
from app.detail_project.services.pricing import pricing_of
from app.exports.documents.identity import day, identity_of
from app.exports.one_state import one_state
from app.exports.tables import Column, Document, Row, Style, Table

TITLE = "DAFTAR HARGA SATUAN DASAR"
COLUMNS = (
    Column("No", 6),
    Column("Kode", 16),
    Column("Uraian", 46),
    Column("Satuan", 12),
    Column("Harga Satuan (Rp)", 20, decimals=2, trim=True),
)


def prices_document(project: Project, query: QueryDict) -> Document:
    """The items in use by kategori, their prices, and the mark-up; nothing in ``query`` narrows them."""
    pricing = pricing_of(project)
    with one_state(project):
        pricing.refresh_from_db()
        items = sorted(used_items(project), key=lambda item: (ORDER[item.kategori], item.kode_item))
    return Document(
        title=TITLE,
        stem=f"DAFTAR_HARGA_ITEMS_{day()}",
        identity=identity_of(project),
        tables=[Table(TITLE, COLUMNS, _rows(items, pricing))],
        data=_data(project, items),
    )


def _rows(items: list[HargaItemProject], pricing: ProjectPricing) -> list[Row]:
    rows: list[Row] = []
    number = 0
    for kategori, members in groupby(items, key=lambda item: item.kategori):
        rows.append(Row(("", "", Kategori(kategori).label.upper(), "", None), Style.GROUP))
        for item in members:
            number += 1
            rows.append(Row((str(number), item.kode_item, item.uraian, item.satuan or "", item.harga_satuan)))
    markup = f"{display(pricing.markup_percent, 2, trim=False)}%"
    return [
        *rows,
        Row(("", "", "Total Items", str(len(items)), None), Style.TOTAL),
        Row(("", "", "Profit/Margin", markup, None), Style.TOTAL),
    ]


def _data(project: Project, items: list[HargaItemProject]) -> dict[str, Any]:
    return {
        "export_info": {
            "type": "harga_items",
            "project_id": project.pk,
            "project_name": project.nama,
            "exported_at": timezone.localtime().isoformat(),
            "total_items": len(items),
        },
        "items": [
            {
                "id": item.pk,
                "kode_item": item.kode_item,
                "uraian": item.uraian,
                "satuan": item.satuan,
                "kategori": item.kategori,
                "kategori_label": Kategori(item.kategori).label,
                "harga_satuan": None if item.harga_satuan is None else float(item.harga_satuan),
            }
            for item in items
        ],
    }
