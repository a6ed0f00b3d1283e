"""The summary of costs on paper (CONTRACT 6.2): works and their totals, then the klasifikasi alone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.http import QueryDict

from app.core.numbers import display
from app.dashboard.models import Project
from app.detail_project.services.pricing import pricing_of
from app.detail_project.services.rab import ZERO, JobCost, Rab, exact, rab_of
from app.exports.documents.identity import day, identity_of, signatures_of
from app.exports.one_state import one_state
from app.exports.tables import Column, Document, Row, Style, Table

TITLE = "RENCANA ANGGARAN BIAYA"
RECAP_TITLE = "REKAPITULASI RENCANA ANGGARAN BIAYA"
COLUMNS = (
    Column("Uraian Pekerjaan", 34),
    Column("Kode AHSP", 12),
    Column("Satuan", 7),
    Column("Volume", 11, decimals=3),
    Column("Harga Satuan (Rp)", 15, decimals=0),
    Column("Jumlah Harga (Rp)", 17, decimals=0),
)
RECAP_COLUMNS = (Column("No", 6), Column("Uraian", 60), Column("Jumlah Harga (Rp)", 24, decimals=0))


def rab_document(project: Project, query: QueryDict) -> Document:
    """Both tables of the summary; nothing in ``query`` narrows them."""
    pricing_of(project)  # made on first use, which must not happen while one state is read
    with one_state(project):
        rab = rab_of(project)
    return Document(
        title=TITLE,
        stem=f"REKAPITULASI_RENCANA_ANGGARAN_BIAYA_{day()}",
        identity=identity_of(project),
        tables=[Table(TITLE, COLUMNS, rab_rows(rab)), recap_table(rab)],
        signatures=signatures_of(project),
    )


def recap_table(rab: Rab) -> Table:
    """One line a klasifikasi."""
    groups = _totals(rab.costs, by="klasifikasi")
    rows = [Row((str(number), name, total)) for number, (name, total) in enumerate(groups.values(), start=1)]
    rows += [Row(("", label, amount), Style.TOTAL) for label, amount in footer_lines(rab)]
    return Table(RECAP_TITLE, RECAP_COLUMNS, rows)


def rab_rows(rab: Rab) -> list[Row]:
    """Klasifikasi, sub and works with their totals, then the footer."""
    klas_totals, sub_totals = _totals(rab.costs, by="klasifikasi"), _totals(rab.costs, by="sub")
    rows: list[Row] = []
    klas_id = sub_id = 0
    for cost in rab.costs:
        job, sub = cost.job, cost.job.sub_klasifikasi
        if sub.klasifikasi_id != klas_id:
            klas_id = sub.klasifikasi_id
            name, total = klas_totals[klas_id]
            rows.append(Row((name, "", "", None, None, total), Style.GROUP))
        if sub.pk != sub_id:
            sub_id = sub.pk
            name, total = sub_totals[sub_id]
            rows.append(Row((name, "", "", None, None, total), Style.SUBGROUP, indent=1))
        cells = (job.snapshot_uraian, job.snapshot_kode, job.snapshot_satuan, cost.volume, cost.g, cost.total)
        rows.append(Row(cells, indent=2))
    rows += [Row((label, "", "", None, None, amount), Style.TOTAL) for label, amount in footer_lines(rab)]
    return rows


def footer_lines(rab: Rab) -> list[tuple[str, Decimal]]:
    """The four amounts at the end, as the page shows them."""
    percent = display(rab.pricing.ppn_percent, 2, trim=False)
    return [
        ("TOTAL BIAYA LANGSUNG", rab.footer.total),
        (f"PPN {percent}%", rab.footer.ppn),
        ("GRAND TOTAL", rab.footer.grand),
        ("PEMBULATAN", rab.footer.rounded),
    ]


def _totals(costs: Sequence[JobCost], *, by: str) -> dict[int, tuple[str, Decimal]]:
    """Name and total by key, in the order of the list of works."""
    totals: dict[int, tuple[str, Decimal]] = {}
    with exact():
        for cost in costs:
            sub = cost.job.sub_klasifikasi
            key, name = (sub.klasifikasi_id, sub.klasifikasi.name) if by == "klasifikasi" else (sub.pk, sub.name)
            totals[key] = (name, totals.get(key, (name, ZERO))[1] + cost.total)
    return totals
