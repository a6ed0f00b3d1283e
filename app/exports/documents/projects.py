"""Lists of projects, and what is known of one (CONTRACT 6.1, 6.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from app.core.numbers import display
from app.dashboard.forms import ProjectForm
from app.dashboard.listing import STATUS_LABELS, timeline_status
from app.dashboard.models import Project
from app.detail_project.services.pricing import pricing_of
from app.detail_project.services.rab import project_costs, rab_of
from app.detail_project.services.schedule_curve import progress_percent
from app.exports.documents.identity import day, identity_of, signatures_of
from app.exports.documents.rab import recap_table
from app.exports.one_state import one_state
from app.exports.tables import Cell, Column, Document, Row, Table

TITLE = "DAFTAR PROJECT"
COLUMNS = (
    Column("Index", 20),
    Column("Nama Project", 36),
    Column("Tahun", 8, decimals=0),
    Column("Sumber Dana", 20),
    Column("Lokasi", 20),
    Column("Nilai Anggaran (Rp)", 20, decimals=2),
    Column("Progress (%)", 10, decimals=2),
    Column("Status", 16),
    Column("Nama Client", 22),
    Column("Jabatan Client", 18),
    Column("Instansi Client", 20),
    Column("Nama Kontraktor", 20),
    Column("Instansi Kontraktor", 20),
    Column("Konsultan Perencana", 20),
    Column("Instansi Perencana", 20),
    Column("Konsultan Pengawas", 20),
    Column("Instansi Pengawas", 20),
    Column("Tanggal Mulai", 13),
    Column("Tanggal Selesai", 13),
    Column("Durasi (Hari)", 9, decimals=0),
    Column("Ket 1", 18),
    Column("Ket 2", 18),
    Column("Kategori", 16),
)
SELECTED_COLUMNS = (
    Column("No", 5),
    Column("Index Project", 20),
    Column("Nama Project", 36),
    Column("Tahun", 8, decimals=0),
    Column("Sumber Dana", 20),
    Column("Lokasi", 20),
    Column("Client", 22),
    Column("Anggaran (Rp)", 20, decimals=2),
    Column("Tanggal Mulai", 13),
    Column("Tanggal Selesai", 13),
    Column("Durasi (hari)", 9, decimals=0),
    Column("Status", 16),
    Column("Kategori", 16),
    Column("Created", 13),
)
FACT_COLUMNS = (Column("Keterangan", 30), Column("Isi", 70))


def list_document(projects: QuerySet[Project], owner: str, today: date) -> Document:
    """The dashboard's list, all of it: the pages it is read in do not cut it."""
    with one_state():
        listed = list(projects)
        progress = progress_percent(project_costs([project.pk for project in listed]))
    rows = [Row(_line(project, progress[project.pk], today)) for project in listed]
    return Document(
        title=TITLE,
        stem=f"Project_Export_{today:%Y-%m-%d}",
        identity=[("Pemilik Akun", owner), ("Tanggal", _date(today)), ("Jumlah Project", str(len(rows)))],
        tables=[Table(TITLE, COLUMNS, rows, sheet="Daftar Project")],
        landscape=True,
    )


def selected_document(projects: Sequence[Project], owner: str, today: date) -> Document:
    """The projects that were chosen on the dashboard."""
    rows = [
        Row(
            (
                str(number),
                project.index_project,
                project.nama,
                Decimal(project.tahun_project),
                project.sumber_dana,
                project.lokasi_project,
                project.nama_client,
                project.anggaran_owner,
                _date(project.tanggal_mulai),
                _date(project.tanggal_selesai),
                Decimal(project.durasi_hari or 0),
                STATUS_LABELS[timeline_status(project, today)],
                project.kategori or "",
                _date(timezone.localtime(project.created_at).date()),
            )
        )
        for number, project in enumerate(projects, start=1)
    ]
    return Document(
        title="PROJECT TERPILIH",
        stem=f"selected_projects_{today:%Y%m%d}",
        identity=[("Pemilik Akun", owner), ("Tanggal", _date(today))],
        tables=[Table("PROJECT TERPILIH", SELECTED_COLUMNS, rows, sheet="Selected Projects")],
        landscape=True,
    )


def project_document(project: Project) -> Document:
    """One project on paper: what its page says, and the recapitulation of its costs."""
    pricing_of(project)
    with one_state(project):
        rab = rab_of(project)
        progress = progress_percent({project.pk: rab.costs})[project.pk]
    form = ProjectForm(instance=project)
    facts = [(str(field.label), _fact(getattr(project, field.name))) for field in form]
    facts = [("Index", project.index_project), *((label, text) for label, text in facts if text)]
    facts += [
        ("Status", STATUS_LABELS[timeline_status(project, timezone.localdate())]),
        ("Progress", f"{display(progress, 2, trim=False)}%"),
    ]
    return Document(
        title="LAPORAN PROJECT",
        stem=f"LAPORAN_PROJECT_{project.index_project}_{day()}",
        identity=identity_of(project),
        tables=[
            Table("LAPORAN PROJECT", FACT_COLUMNS, [Row(fact) for fact in facts]),
            replace(recap_table(rab), new_page=False),
        ],
        signatures=signatures_of(project),
    )


def _line(project: Project, progress: Decimal, today: date) -> tuple[Cell, ...]:
    return (
        project.index_project,
        project.nama,
        Decimal(project.tahun_project),
        project.sumber_dana,
        project.lokasi_project,
        project.anggaran_owner,
        progress,
        STATUS_LABELS[timeline_status(project, today)],
        project.nama_client,
        project.jabatan_client or "",
        project.instansi_client or "",
        project.nama_kontraktor or "",
        project.instansi_kontraktor or "",
        project.nama_konsultan_perencana or "",
        project.instansi_konsultan_perencana or "",
        project.nama_konsultan_pengawas or "",
        project.instansi_konsultan_pengawas or "",
        _date(project.tanggal_mulai),
        _date(project.tanggal_selesai),
        Decimal(project.durasi_hari or 0),
        project.ket_project1 or "",
        project.ket_project2 or "",
        project.kategori or "",
    )


def _date(moment: date | None) -> str:
    return f"{moment:%d/%m/%Y}" if moment else ""


def _fact(value: object) -> str:
    if isinstance(value, date):
        return _date(value)
    if isinstance(value, Decimal):
        return f"Rp {display(value, 2, trim=False)}"
    return "" if value is None else str(value)
