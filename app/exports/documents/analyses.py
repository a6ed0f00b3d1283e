"""The analysis of every work: its components, what one unit costs, and what its volume costs (CONTRACT 6.2)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.http import QueryDict

from app.core.numbers import display
from app.dashboard.models import Project
from app.detail_project.models import Kategori
from app.detail_project.services.components import Component, components_of
from app.detail_project.services.pricing import pricing_of
from app.detail_project.services.rab import ZERO, JobCost, exact, rab_of
from app.exports.documents.identity import day, identity_of
from app.exports.one_state import one_state
from app.exports.tables import Column, Document, Row, Rows, Style, Table

TITLE = "RINCIAN ANALISA HARGA SATUAN PEKERJAAN"
RECAP_TITLE = "REKAP HARGA SATUAN PEKERJAAN"
COLUMNS = (
    Column("No", 5),
    Column("Uraian", 36),
    Column("Kode", 14),
    Column("Satuan", 9),
    Column("Koefisien", 13, decimals=6),
    Column("Harga Satuan (Rp)", 15, decimals=2),
    Column("Jumlah Harga (Rp)", 17, decimals=2),
)
RECAP_COLUMNS = (
    Column("No", 5),
    Column("Kode", 14),
    Column("Uraian Pekerjaan", 36),
    Column("Satuan", 9),
    Column("Harga Satuan (Rp)", 16, decimals=0),
    Column("Volume", 12, decimals=3),
    Column("Jumlah Harga (Rp)", 17, decimals=0),
)
LETTERS = {"TK": "A", "BHN": "B", "ALT": "C", "LAIN": "D"}


def analyses_document(project: Project, query: QueryDict) -> Document:
    """A recapitulation and the analyses; nothing in ``query`` narrows them."""
    pricing_of(project)
    with one_state(project):
        rab, components = rab_of(project), components_of(project)
    of_job: defaultdict[int, list[Component]] = defaultdict(list)
    for component in components:
        of_job[component.job.pk].append(component)
    recap = [
        Row(
            (
                str(number),
                cost.job.snapshot_kode,
                cost.job.snapshot_uraian,
                cost.job.snapshot_satuan,
                cost.g,
                cost.volume,
                cost.total,
            )
        )
        for number, cost in enumerate(rab.costs, start=1)
    ]
    recap.append(Row(("", "", "JUMLAH", "", None, None, rab.footer.total), Style.TOTAL))
    details = Rows(lambda: (row for cost in rab.costs for row in _analysis(cost, of_job[cost.job.pk])))
    return Document(
        title=TITLE,
        stem=f"RINCIAN_ANALISA_HARGA_SATUAN_PEKERJAAN_{day()}",
        identity=identity_of(project),
        tables=[
            Table(RECAP_TITLE, RECAP_COLUMNS, recap, sheet="Rekap"),
            Table(TITLE, COLUMNS, details, sheet="Rincian"),
        ],
        landscape=True,
    )


def _analysis(cost: JobCost, components: list[Component]) -> list[Row]:
    job = cost.job
    rows = [Row(("", job.snapshot_uraian, job.snapshot_kode, job.snapshot_satuan, None, None, None), Style.GROUP)]
    for kategori, label in Kategori.choices:
        # By code: what a bundle brings stands beside the same item typed directly.
        members = sorted(
            (component for component in components if component.kategori == kategori),
            key=lambda component: (component.kode, component.koefisien),
        )
        rows += [_component(number, component) for number, component in enumerate(members, start=1)]
        if members:
            with exact():
                total = sum((component.koefisien * (component.price or ZERO) for component in members), ZERO)
            rows.append(_sum(f"{LETTERS[kategori]}. Jumlah {label}", total, Style.SUBTOTAL))
    markup = display(cost.markup, 2, trim=False)
    return [
        *rows,
        _sum("E. Jumlah (A+B+C+D)", cost.e_base, Style.SUBTOTAL),
        _sum(f"F. Profit/Margin {markup}% x E", cost.f, Style.SUBTOTAL),
        _sum("G. Harga Satuan Pekerjaan (E+F)", cost.g, Style.TOTAL),
    ]


def _component(number: int, component: Component) -> Row:
    with exact():
        amount = component.koefisien * (component.price or ZERO)
    cells = (
        str(number),
        component.uraian,
        component.kode,
        component.satuan,
        component.koefisien,
        component.price,
        amount,
    )
    return Row(cells)


def _sum(label: str, amount: Decimal, style: Style) -> Row:
    return Row(("", label, "", "", None, None, amount), style)
