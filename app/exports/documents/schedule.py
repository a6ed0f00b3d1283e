"""The schedule on paper: progress by week or month, planned and actual, and the S-curve (CONTRACT 6.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict

from app.core.http import InvalidBodyError, error_item
from app.dashboard.models import Project
from app.detail_project.services.pricing import pricing_of
from app.detail_project.services.rab import ZERO, Rab, exact, rab_of
from app.detail_project.services.schedule_calendar import WEEKS_PER_MONTH, Period, months_of
from app.detail_project.services.schedule_curve import Cell, Curves, cells_of, cumulative, curves_of
from app.exports.documents.curve_picture import curve_png
from app.exports.documents.identity import day, identity_of, signatures_of
from app.exports.documents.rab import recap_table
from app.exports.one_state import one_state
from app.exports.tables import Column, Document, Picture, Row, Style, Table

TITLE = "REKAP LAPORAN - JADWAL PELAKSANAAN PEKERJAAN"
CURVE_TITLE = "KURVA S"
PER_PAGE = 12  # columns of time
REPORT_TYPES = ("full", "monthly", "weekly")
PROFESSIONAL_TYPES = ("rekap", "monthly", "weekly")
SERIES = (("planned", "Planned"), ("actual", "Actual"))
HUNDREDTHS = Decimal("0.01")
MAX_PERIOD = 10_000


@dataclass(frozen=True)
class Wish:
    """Which columns: weeks or months, and which of them (all without any)."""

    monthly: bool
    chosen: frozenset[int]

    def select(self, columns: Sequence[Period]) -> list[Period]:
        """The columns that are wanted."""
        return [column for column in columns if not self.chosen or column.number in self.chosen]


@dataclass(frozen=True)
class _Facts:
    rab: Rab
    cells: list[Cell]
    curves: Curves
    columns: list[Period]


def schedule_document(project: Project, query: QueryDict) -> Document:
    """Progress of all works and the S-curve, as ``report_type`` (full, monthly, weekly) asks for them."""
    wish = read_wish(query, REPORT_TYPES)
    facts = _facts(project, wish)
    return Document(
        title=TITLE,
        stem=f"REKAP_LAPORAN_-_JADWAL_PELAKSANAAN_PEKERJAAN_{day()}",
        identity=identity_of(project),
        tables=[*_progress_tables(facts, wish), _curve_table(facts)],
        landscape=True,
        pictures=[_picture(facts)],
        signatures=signatures_of(project),
    )


def professional_document(project: Project, query: QueryDict) -> Document:
    """The report for the client: recapitulation of costs, schedule, S-curve, and who signs."""
    wish = read_wish(query, PROFESSIONAL_TYPES)
    facts = _facts(project, wish)
    kind = query.get("report_type") or "rekap"
    document = Document(
        title=f"LAPORAN {kind.upper()} PELAKSANAAN PEKERJAAN",
        stem=f"Laporan_{kind.title()}",
        identity=identity_of(project),
        tables=[recap_table(facts.rab), *_progress_tables(facts, wish), _curve_table(facts)],
        landscape=True,
        pictures=[_picture(facts)],
        signatures=signatures_of(project),
    )
    return replace(document, identity=[*document.identity, ("Jenis Laporan", kind)])


def read_wish(query: QueryDict, types: tuple[str, ...]) -> Wish:
    """Read ``report_type``, ``mode``, ``weeks``, ``months``, ``period``; :exc:`InvalidBodyError` for what is none."""
    report_type = query.get("report_type") or types[0]
    if report_type not in types:
        raise InvalidBodyError([error_item("report_type", f"Invalid report_type: {report_type}")])
    mode = query.get("mode") or ("monthly" if report_type == "monthly" else "weekly")
    if mode not in {"weekly", "monthly"}:
        raise InvalidBodyError([error_item("mode", f"Invalid mode: {mode}")])
    name = "months" if mode == "monthly" else "weeks"
    given = ",".join(query.getlist(name)) or query.get("period", "")
    if report_type == types[0]:
        return Wish(mode == "monthly", frozenset())
    return Wish(mode == "monthly", frozenset(_number(name, text) for text in given.split(",") if text.strip()))


def _number(name: str, text: str) -> int:
    plain = text.strip()
    if not plain.isascii() or not plain.isdigit() or len(plain) > 5 or not 0 < int(plain) <= MAX_PERIOD:
        raise InvalidBodyError([error_item(name, f"Invalid {name}: {plain[:40]}")])
    return int(plain)


def _facts(project: Project, wish: Wish) -> _Facts:
    pricing_of(project)
    with one_state(project):
        rab, cells = rab_of(project), cells_of(project)
        curves = curves_of(project, rab.costs, cells)
    columns = list(curves.weeks)
    return _Facts(rab, cells, curves, wish.select(months_of(columns) if wish.monthly else columns))


def _progress_tables(facts: _Facts, wish: Wish) -> list[Table]:
    """A table for each stretch of columns that fits on a page, first of the plan, then of what was done."""
    pages = [facts.columns[start : start + PER_PAGE] for start in range(0, len(facts.columns), PER_PAGE)]
    unit, word = ("Month", "Bulan") if wish.monthly else ("Week", "Minggu")
    return [
        Table(
            f"Input Progress {label} - Halaman {number}/{len(pages)} ({word} {page[0].number}-{page[-1].number})",
            (
                Column("Uraian Pekerjaan", 30),
                Column("Volume", 9, decimals=3),
                Column("Satuan", 7),
                *(Column(f"{unit} {column.number} ({column.dates})", 7, decimals=2) for column in page),
            ),
            _progress_rows(facts, page, series, monthly=wish.monthly),
        )
        for series, label in SERIES
        for number, page in enumerate(pages, start=1)
    ]


def _progress_rows(facts: _Facts, page: Sequence[Period], series: str, *, monthly: bool) -> list[Row]:
    percent: defaultdict[tuple[int, int], int] = defaultdict(int)
    for cell in facts.cells:
        column = (cell.week - 1) // WEEKS_PER_MONTH + 1 if monthly else cell.week
        percent[cell.job_id, column] += cell.planned if series == "planned" else cell.actual
    rows: list[Row] = []
    empty = (None,) * len(page)
    klas_id = sub_id = 0
    for cost in facts.rab.costs:
        job, sub = cost.job, cost.job.sub_klasifikasi
        if sub.klasifikasi_id != klas_id:
            klas_id = sub.klasifikasi_id
            rows.append(Row((sub.klasifikasi.name, None, "", *empty), Style.GROUP))
        if sub.pk != sub_id:
            sub_id = sub.pk
            rows.append(Row((sub.name, None, "", *empty), Style.SUBGROUP, indent=1))
        found = (percent.get((job.pk, column.number), 0) for column in page)
        values = tuple(value * HUNDREDTHS if value else None for value in found)
        rows.append(Row((job.snapshot_uraian, cost.volume, job.snapshot_satuan, *values), indent=2))
    return rows


def _curve_table(facts: _Facts) -> Table:
    """Both curves week by week, in percent of the project, and what stands behind them in rupiah."""
    curves = facts.curves
    planned, actual = (cumulative(week.percent for week in series) for series in (curves.planned, curves.actual))
    rows = [
        Row(
            (
                f"Minggu {week.number}",
                f"{week.start:%d/%m/%Y} - {week.end:%d/%m/%Y}",
                planned[place],
                actual[place],
                curves.planned[place].cost,
                curves.actual[place].cost,
            )
        )
        for place, week in enumerate(curves.weeks)
    ]
    with exact():
        costs = [sum((week.cost for week in series), ZERO) for series in (curves.planned, curves.actual)]
    rows.append(Row(("Jumlah", "", planned[-1], actual[-1], *costs), Style.TOTAL))
    columns = (
        Column("Minggu", 14),
        Column("Periode", 24),
        Column("Kumulatif Rencana (%)", 16, decimals=2),
        Column("Kumulatif Realisasi (%)", 16, decimals=2),
        Column("Biaya Rencana (Rp)", 18, decimals=0),
        Column("Biaya Realisasi (Rp)", 18, decimals=0),
    )
    return Table(CURVE_TITLE, columns, rows)


def _picture(facts: _Facts) -> Picture:
    planned, actual = (
        cumulative(week.percent for week in series) for series in (facts.curves.planned, facts.curves.actual)
    )
    return Picture("GRAFIK KURVA S", curve_png(planned, actual))
