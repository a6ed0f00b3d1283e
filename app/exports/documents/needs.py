"""What the project takes, item by item, on paper: the same filters as on the page (CONTRACT 6.1)."""

from __future__ import annotations

from itertools import groupby

from django.http import QueryDict

from app.core.http import InvalidBodyError, error_item
from app.dashboard.models import Project
from app.detail_project.models import Kategori
from app.detail_project.services.needs import Filters, needs_of, total_of
from app.exports.documents.identity import day, identity_of
from app.exports.one_state import one_state
from app.exports.tables import Column, Document, Row, Style, Table

TITLE = "REKAP KEBUTUHAN MATERIAL"
COLUMNS = (
    Column("No", 5),
    Column("Kode", 14),
    Column("Uraian", 36),
    Column("Satuan", 9),
    Column("Qty", 14, decimals=6, trim=True),
    Column("Harga Satuan", 15, decimals=2, trim=True),
    Column("Total Harga", 17, decimals=0),
)


def needs_document(project: Project, query: QueryDict) -> Document:
    """Quantities and costs of what ``query`` selects, by kategori; :exc:`InvalidBodyError` for a bad filter."""
    filters = Filters.from_query(query)
    if filters.unknown:
        raise InvalidBodyError(
            [error_item(name, f"Nilai tidak valid: {text}") for name, text in filters.unknown.items()]
        )
    with one_state(project):
        needs = needs_of(project, filters)
    rows: list[Row] = []
    number = 0
    for kategori, group in groupby(needs, key=lambda need: need.kategori):
        members = list(group)
        label = Kategori(kategori).label.upper()
        rows.append(Row(("", "", label, "", None, None, None), Style.GROUP))
        for need in members:
            number += 1
            cells = (str(number), need.kode, need.uraian, need.satuan, need.quantity, need.price, need.total)
            rows.append(Row(cells))
        rows.append(Row(("", "", f"Jumlah {label}", "", None, None, total_of(members)), Style.SUBTOTAL))
    rows.append(Row(("", "", "TOTAL KEBUTUHAN", "", None, None, total_of(needs)), Style.TOTAL))
    stem = f"REKAP_KEBUTUHAN_MATERIAL_{day()}"
    return Document(title=TITLE, stem=stem, identity=identity_of(project), tables=[Table(TITLE, COLUMNS, rows)])
