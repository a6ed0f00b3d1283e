"""The list of works and the analyses as JSON for other tools (CONTRACT 6.2), and the bare rows of the RAB as CSV."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPProject, Pekerjaan
from app.detail_project.services.components import ORDER, components_of
from app.detail_project.services.pricing import pricing_of
from app.detail_project.services.rab import rab_of
from app.detail_project.services.rab_data import rincian_data
from app.detail_project.services.tree_read import read_tree
from app.exports.one_state import one_state

VERSION = "1.0"
RINCIAN_COLUMNS = (
    "pekerjaan_kode",
    "pekerjaan_uraian",
    "kategori",
    "kode",
    "uraian",
    "satuan",
    "koefisien",
    "volume",
    "harga_satuan",
    "subtotal",
)


def works_data(project: Project) -> dict[str, Any]:
    """The tree of works, without the ids that mean nothing elsewhere."""
    with one_state(project):
        tree = read_tree(project)["klasifikasi"]
    return _head("list_pekerjaan", project) | {
        "klasifikasi": [
            {
                "name": klas["name"],
                "ordering_index": klas["ordering_index"],
                "sub": [
                    {
                        "name": sub["name"],
                        "ordering_index": sub["ordering_index"],
                        "pekerjaan": [_work(job) for job in sub["pekerjaan"]],
                    }
                    for sub in klas["sub"]
                ],
            }
            for klas in tree
        ]
    }


def analyses_data(project: Project) -> dict[str, Any]:
    """Every work with its rows as they were typed."""
    with one_state(project):
        jobs = list(Pekerjaan.objects.filter(project=project).order_by("ordering_index", "id"))
        rows_of: defaultdict[int, list[DetailAHSPProject]] = defaultdict(list)
        for row in DetailAHSPProject.objects.filter(project=project):
            rows_of[row.pekerjaan_id].append(row)
    return _head("template_ahsp", project) | {
        "pekerjaan_list": [
            {
                "kode": job.snapshot_kode,
                "uraian": job.snapshot_uraian,
                "satuan": job.snapshot_satuan,
                "source_type": job.source_type,
                "ordering_index": job.ordering_index,
                "items": [
                    {
                        "kategori": row.kategori,
                        "kode": row.kode,
                        "uraian": row.uraian,
                        "satuan": row.satuan,
                        "koefisien": float(row.koefisien),
                    }
                    for row in sorted(rows_of[job.pk], key=lambda row: (ORDER[row.kategori], row.pk))
                ],
            }
            for job in jobs
        ]
    }


def rincian_rows(project: Project, *, canonical: bool) -> Iterator[list[str]]:
    """Every priced row with points for decimals, then the totals; a price of nobody's is empty unless ``canonical``."""
    pricing_of(project)
    with one_state(project):
        data = rincian_data(rab_of(project), components_of(project))
    yield list(RINCIAN_COLUMNS)
    for row in data["rows"]:
        texts = {name: str(row[name]) for name in RINCIAN_COLUMNS}
        if not canonical and not float(texts["harga_satuan"]):
            texts["harga_satuan"] = ""
        yield list(texts.values())
    meta = data["meta"]
    yield []
    yield ["TOTAL LANGSUNG (D)", meta["total_langsung"]]
    yield ["Profit/Margin %", meta["markup_percent"]]
    yield ["Profit/Margin (E)", meta["buk_amount"]]
    yield ["GRAND TOTAL (D+E)", meta["grand_total"]]


def _head(kind: str, project: Project) -> dict[str, Any]:
    return {
        "export_type": kind,
        "export_version": VERSION,
        "project_id": project.pk,
        "project_name": project.nama,
        "export_date": timezone.localtime().isoformat(),
    }


def _work(job: dict[str, Any]) -> dict[str, Any]:
    kept = ("source_type", "snapshot_kode", "snapshot_uraian", "snapshot_satuan", "ordering_index", "budgeted_cost")
    return {name: job[name] for name in kept} | {"ref_ahsp_id": job["ref_id"]}
