"""What a write to a project takes: for each of its operations a body that the application accepts.

An accepted body is what makes "refused, and nothing changed" mean something: with an empty one nothing would change
anyway. ``tests/authorisation`` proves each of them in the matrix (let in, it changes something), and asks for the rest
of the inventory besides; the sweeps over the running application send them as another user.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contract.inventory import Operation

Things = Mapping[str, Any]
"""What a request can name: ids by what they are (``project``, ``job``, ``phase``), and ``name`` for what it makes."""
NAMED = {
    "project_id": "project",
    "pekerjaan_id": "job",
    "bundle_id": "bundle",
    "param_id": "parameter",
    "tahapan_id": "phase",
    "template_id": "template",
}
"""What a part of an address names."""
NAMED_BY = {
    ("ahsp.detail.reset", "pekerjaan_id"): "modified_job",
    ("schedule.tahapan.delete", "tahapan_id"): "free_phase",  # one that holds works is not deleted
}
"""What it names for one operation, by id and part, where it must be another thing for the request to be accepted."""
PROJECT_FIELDS = {
    "tanggal_mulai": "2026-01-05",
    "tanggal_selesai": "2026-03-29",
    "sumber_dana": "APBD",
    "lokasi_project": "Bandung",
    "nama_client": "Dinas PU",
    "anggaran_owner": "1500000",
}
_ROW = {"kategori": "TK", "kode": "L.77", "uraian": "Mandor", "satuan": "OH", "koefisien": "0,5"}


class NoRequestError(LookupError):
    """Nobody has said what a write takes."""


@dataclass(frozen=True)
class Asked:
    """A request besides its address: a JSON body or a form, and a query. ``via`` first follows the address' GET."""

    json: object = None
    form: dict[str, Any] | None = None
    query: dict[str, Any] = field(default_factory=dict)
    via: bool = False


Request = Callable[[Things], Asked]


def json_of(make: Callable[[Things], object]) -> Request:
    """Return the request whose JSON body ``make`` returns."""
    return lambda things: Asked(json=make(things))


def form_of(make: Callable[[Things], dict[str, Any]]) -> Request:
    """Return the request whose form's fields ``make`` returns."""
    return lambda things: Asked(form=make(things))


def query_of(make: Callable[[Things], dict[str, Any]]) -> Request:
    """Return the request whose query ``make`` returns."""
    return lambda things: Asked(query=make(things))


def asked(operation: Operation, things: Things, requests: Mapping[str, Request] | None = None) -> Asked:
    """Return the request of ``operation`` that names ``things``, by default of those of a project.

    Raises ``NoRequestError`` for a write that is not there.
    """
    make = (OF_A_PROJECT if requests is None else requests).get(operation.id)
    if make is not None:
        return make(things)
    if operation.method not in {"GET", "DELETE"}:
        raise NoRequestError(
            f"{operation.id}: say in contract/requests.py or tests/authorisation/requests.py what it takes"
        )
    return Asked()


def _tree(things: Things) -> dict[str, Any]:
    jobs = [
        {"id": things[name], "source_type": kind, "snapshot_uraian": "Diganti", "snapshot_satuan": "m3"}
        for name, kind in (("job", "custom"), ("other_job", "custom"), ("modified_job", "ref_modified"))
    ]
    sub = {"id": things["sub"], "name": "Umum", "pekerjaan": jobs}
    return {"klasifikasi": [{"id": things["group"], "name": "Diganti", "sub": [sub]}]}


def _new_tree(_: Things) -> dict[str, Any]:
    job = {"temp_id": "p1", "source_type": "custom", "snapshot_uraian": "Baru", "snapshot_satuan": "m3"}
    sub = {"temp_id": "s1", "name": "Baru", "ordering_index": 9, "pekerjaan": [job | {"ordering_index": 9}]}
    return {"klasifikasi": [{"temp_id": "k1", "name": "Baru", "ordering_index": 9, "sub": [sub]}]}


def _page(things: Things) -> dict[str, Any]:
    picture = "data:image/png;base64," + base64.b64encode(things["png"]).decode()
    page = {"pageNumber": 2, "title": "P", "dataUrl": picture}
    return {"exportId": str(things["open_session"]), "batchIndex": 1, "pages": [page]}


OF_A_PROJECT: Mapping[str, Request] = {
    "ahsp.detail.reset": json_of(lambda t: {}),
    "ahsp.detail.save": json_of(lambda t: {"rows": [_ROW]}),
    "ahsp.details.save_legacy": json_of(lambda t: {"items": [{"pekerjaan_id": t["job"], "rows": [_ROW]}]}),
    "dashboard.project.batch_copy": json_of(lambda t: {"base_name": t["name"], "count": 2}),
    "dashboard.project.deep_copy": json_of(lambda t: {"new_name": t["name"]}),
    "dashboard.project.delete": form_of(lambda t: {}),
    "dashboard.project.duplicate": form_of(lambda t: {**PROJECT_FIELDS, "nama": t["name"]}),
    "dashboard.project.edit": form_of(lambda t: {**PROJECT_FIELDS, "nama": t["name"]}),
    "dashboard.projects.archive": json_of(lambda t: {"project_ids": [t["project"]]}),
    "dashboard.projects.delete": json_of(lambda t: {"project_ids": [t["project"]]}),
    "dashboard.projects.mass_edit": json_of(lambda t: {"changes": [{"id": t["project"], "nama": t["name"]}]}),
    "dashboard.projects.unarchive": json_of(lambda t: {"project_ids": [t["archived"]]}),
    "export.batch.finalize": json_of(lambda t: {"exportId": str(t["open_session"])}),
    "export.batch.init": json_of(
        lambda t: {"reportType": "rekap", "format": "pdf", "estimatedPages": 1, "metadata": {"projectId": t["project"]}}
    ),
    "export.batch.upload": json_of(_page),
    "export.job.start": json_of(lambda t: {"export_type": "rekap-rab", "format": "pdf", "options": {}}),
    "export.schedule.csv_post": json_of(lambda t: {}),
    "export.schedule.pdf_post": json_of(lambda t: {}),
    "export.schedule.professional_post": json_of(lambda t: {}),
    "export.schedule.word_post": json_of(lambda t: {}),
    "export.schedule.xlsx_post": json_of(lambda t: {}),
    "pricing.conversion.save": json_of(
        lambda t: {"harga_item_id": t["price"], "market_unit": "zak", "market_price": "75000", "factor_to_base": "50"}
    ),
    "pricing.harga_items.save": json_of(lambda t: {"items": [{"id": t["price"], "harga_satuan": "2500.00"}]}),
    "pricing.orphans.delete": json_of(lambda t: {"item_ids": [t["orphan"]], "confirm": True}),
    "pricing.pekerjaan.save": json_of(lambda t: {"override_markup": "20,5"}),
    "pricing.project.save": json_of(lambda t: {"markup_percent": "17"}),
    "schedule.progress.reset": json_of(lambda t: {"mode": "planned"}),
    "schedule.progress.save": json_of(
        lambda t: {"mode": "planned", "assignments": [{"pekerjaan_id": t["job"], "week_number": 1, "proportion": 30}]}
    ),
    "schedule.tahapan.assign": json_of(lambda t: {"assignments": [{"pekerjaan_id": t["other_job"], "proporsi": 40}]}),
    "schedule.tahapan.create": json_of(lambda t: {"nama": t["name"]}),
    "schedule.tahapan.regenerate": json_of(lambda t: {"mode": "weekly"}),
    "schedule.tahapan.regenerate_v1": json_of(lambda t: {"mode": "weekly"}),
    "schedule.tahapan.reorder": json_of(lambda t: {"tahapan_order": [t["free_phase"], t["phase"]]}),
    "schedule.tahapan.unassign": json_of(lambda t: {"pekerjaan_ids": [t["job"]]}),
    "schedule.tahapan.update": json_of(lambda t: {"nama": t["name"]}),
    "schedule.week.save": json_of(lambda t: {"week_start_day": 2, "week_end_day": 1}),
    "template.file.apply": json_of(lambda t: {"content": t["template_content"]}),
    "template.library.apply": json_of(lambda t: {}),
    "template.library.create": json_of(lambda t: {"name": t["name"], "description": "", "category": "rumah"}),
    "template.library.delete": json_of(lambda t: {}),
    "volume.formulas.save": json_of(lambda t: {"items": [{"pekerjaan_id": t["job"], "raw": "=1+2", "is_fx": True}]}),
    "volume.formulas_alias.save": json_of(lambda t: {"items": [{"pekerjaan_id": t["job"], "raw": "=1+2"}]}),
    "volume.parameter.create": json_of(lambda t: {"name": "lebar", "value": "3"}),
    "volume.parameter.update": json_of(lambda t: {"value": "7"}),
    "volume.parameters.sync": json_of(lambda t: {"parameters": {"tinggi": 3}, "mode": "merge"}),
    "volume.quantity.save": json_of(lambda t: {"items": [{"pekerjaan_id": t["job"], "quantity": "99"}]}),
    "works.list.save_legacy": json_of(_new_tree),
    "works.list.upsert": json_of(_tree),
}
