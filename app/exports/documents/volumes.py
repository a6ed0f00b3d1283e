"""Volumes of works with the formulas and parameters they came from (CONTRACT 6.2)."""

from __future__ import annotations

from django.http import QueryDict

from app.dashboard.models import Project
from app.detail_project.models import (
    ProjectParameter,
    VolumeFormulaState,
    VolumePekerjaan,
)
from app.detail_project.services.rab import ZERO, jobs_in_order
from app.exports.documents.identity import day, identity_of, signatures_of
from app.exports.one_state import one_state
from app.exports.tables import Column, Document, Row, Signature, Style, Table

TITLE = "VOLUME PEKERJAAN"
PARAMETERS_TITLE = "DAFTAR PARAMETER PERHITUNGAN"
APPROVAL_TITLE = "LEMBAR PENGESAHAN"
COLUMNS = (
    Column("No", 6),
    Column("Uraian Pekerjaan", 44),
    Column("Formula", 24),
    Column("Satuan", 9),
    Column("Volume", 14, decimals=3),
)
PARAMETER_COLUMNS = (
    Column("No", 6),
    Column("Nama Parameter", 34),
    Column("Kode", 26),
    Column("Nilai", 16, decimals=3),
    Column("Satuan", 10),
)
APPROVAL_COLUMNS = (Column("Peran", 24), Column("Instansi", 36), Column("Nama", 36), Column("Tanda Tangan", 24))


def volumes_document(project: Project, query: QueryDict) -> Document:
    """Parameters, volumes, and the sheet that is signed; nothing in ``query`` narrows them."""
    with one_state(project):
        parameters = list(ProjectParameter.objects.filter(project=project).order_by("name"))
        rows = _rows(project)
    signatures = signatures_of(project)
    parameter_rows = [
        Row((str(number), item.label or item.name, item.name, item.value, item.unit))
        for number, item in enumerate(parameters, start=1)
    ]
    return Document(
        title=TITLE,
        stem=f"VOLUME_PEKERJAAN_{day()}",
        identity=identity_of(project),
        tables=[
            Table(PARAMETERS_TITLE, PARAMETER_COLUMNS, parameter_rows, sheet="Parameters"),
            Table(TITLE, COLUMNS, rows, sheet="Volume Pekerjaan"),
            approval_table(signatures),
        ],
        signatures=signatures,
    )


def approval_table(signatures: list[Signature]) -> Table:
    """Who approves, as a table: what spreadsheets have instead of lines to sign on."""
    rows = [Row((person.role, person.organisation, person.name, "")) for person in signatures]
    return Table(APPROVAL_TITLE, APPROVAL_COLUMNS, rows, sheet="Pengesahan", new_page=False)


def _rows(project: Project) -> list[Row]:
    volumes = dict(VolumePekerjaan.objects.filter(project=project).values_list("pekerjaan_id", "quantity"))
    states = VolumeFormulaState.objects.filter(project=project, is_fx=True)
    formulas = dict(states.values_list("pekerjaan_id", "raw"))
    rows: list[Row] = []
    klas_id = sub_id = 0
    for number, job in enumerate(jobs_in_order([project.pk]), start=1):
        sub = job.sub_klasifikasi
        if sub.klasifikasi_id != klas_id:
            klas_id = sub.klasifikasi_id
            rows.append(Row(("", sub.klasifikasi.name, "", "", None), Style.GROUP))
        if sub.pk != sub_id:
            sub_id = sub.pk
            rows.append(Row(("", sub.name, "", "", None), Style.SUBGROUP))
        formula = formulas.get(job.pk, "")
        cells = (str(number), job.snapshot_uraian, formula, job.snapshot_satuan, volumes.get(job.pk, ZERO))
        rows.append(Row(cells))
    return rows
