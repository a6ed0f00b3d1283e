"""What is sent: for each operation that takes a body or a query, one that the application accepts.

An accepted body is what makes "refused, and nothing changed" mean something: with an empty one nothing would change
anyway. A write that is not here fails (`NoRequestError`), and so does one whose request, let in, changes nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from contract.inventory import Operation
from tests.authorisation.rules import SAFE
from tests.authorisation.world import PROJECT_FIELDS, SERVER_KEY, SHEET_ROWS, SOURCE, Things


class NoRequestError(LookupError):
    """Nobody has said what a write takes."""


@dataclass(frozen=True)
class Asked:
    """A request besides its address: a JSON body or a form, and a query. ``via`` first follows the address' GET."""

    json: object = None
    form: dict[str, Any] | None = None
    query: dict[str, Any] = field(default_factory=dict)
    via: bool = False


def asked(operation: Operation, things: Things) -> Asked:
    """Return the request of ``operation`` that names ``things``."""
    make = REQUESTS.get(operation.id)
    if make is None:
        if operation.method not in SAFE and operation.method != "DELETE":
            raise NoRequestError(f"{operation.id}: say in tests/authorisation/requests.py what it takes")
        return Asked()
    return make(things)


def _json(make: Callable[[Things], object]) -> Callable[[Things], Asked]:
    return lambda things: Asked(json=make(things))


def _form(make: Callable[[Things], dict[str, Any]]) -> Callable[[Things], Asked]:
    return lambda things: Asked(form=make(things))


def _query(make: Callable[[Things], dict[str, Any]]) -> Callable[[Things], Asked]:
    return lambda things: Asked(query=make(things))


def _formset(row: dict[str, Any], *, initial: int) -> dict[str, Any]:
    sizes = {"TOTAL_FORMS": 1, "INITIAL_FORMS": initial, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {f"form-{name}": value for name, value in sizes.items()} | {f"form-0-{k}": v for k, v in row.items()}


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


ROW = {"kategori": "TK", "kode": "L.77", "uraian": "Mandor", "satuan": "OH", "koefisien": "0,5"}
TEMPLATE = {"name": "Template uji", "description": "", "category": "rumah"}


def _notification(things: Things) -> dict[str, Any]:
    words = {"order_id": things["order"], "status_code": "200", "gross_amount": things["amount"]}
    signature = hashlib.sha512("".join([*words.values(), SERVER_KEY]).encode()).hexdigest()
    return {**words, "transaction_status": "settlement", "signature_key": signature}


def _page(things: Things) -> dict[str, Any]:
    picture = "data:image/png;base64," + base64.b64encode(things["png"]).decode()
    page = {"pageNumber": 2, "title": "P", "dataUrl": picture}
    return {"exportId": str(things["open_session"]), "batchIndex": 1, "pages": [page]}


def _upload(name: str, things: Things, thing: str) -> dict[str, Any]:
    ending = "pdf" if thing == "pdf" else "xlsx"
    return {name: SimpleUploadedFile(f"uji.{ending}", things[thing])}


def _project(_: Things) -> dict[str, Any]:
    return {**PROJECT_FIELDS, "nama": "Nama lain"}


REQUESTS: dict[str, Callable[[Things], Asked]] = {
    "account.email.confirm": _form(lambda t: {}),
    "account.password.reset": lambda t: Asked(form={"password1": "lain-kali-8", "password2": "lain-kali-8"}, via=True),
    "ahsp.detail.reset": _json(lambda t: {}),
    "ahsp.detail.save": _json(lambda t: {"rows": [ROW]}),
    "ahsp.details.save_legacy": _json(lambda t: {"items": [{"pekerjaan_id": t["job"], "rows": [ROW]}]}),
    "billing.payment.create": _json(lambda t: {"plan_id": t["plan"]}),
    "billing.payment.notify": _json(_notification),
    "billing.payment.view_finish": _query(lambda t: {"order_id": t["order"]}),
    "dashboard.project.batch_copy": _json(lambda t: {"base_name": "Salinan", "count": 2}),
    "dashboard.project.create": _form(lambda t: _formset(_project(t), initial=0)),
    "dashboard.project.deep_copy": _json(lambda t: {"new_name": "Salinan"}),
    "dashboard.project.delete": _form(lambda t: {}),
    "dashboard.project.duplicate": _form(_project),
    "dashboard.project.edit": _form(_project),
    "dashboard.project.import": _json(lambda t: t["backup"]),
    "dashboard.projects.archive": _json(lambda t: {"project_ids": [t["project"]]}),
    "dashboard.projects.delete": _json(lambda t: {"project_ids": [t["project"]]}),
    "dashboard.projects.mass_edit": _json(lambda t: {"changes": [{"id": t["project"], "nama": "Nama lain"}]}),
    "dashboard.projects.unarchive": _json(lambda t: {"project_ids": [t["archived"]]}),
    "dashboard.upload.save": _form(lambda t: _upload("file", t, "projects_sheet")),
    "export.batch.finalize": _json(lambda t: {"exportId": str(t["open_session"])}),
    "export.batch.init": _json(
        lambda t: {"reportType": "rekap", "format": "pdf", "estimatedPages": 1, "metadata": {"projectId": t["project"]}}
    ),
    "export.batch.upload": _json(_page),
    "export.job.start": _json(lambda t: {"export_type": "rekap-rab", "format": "pdf", "options": {}}),
    "export.schedule.csv_post": _json(lambda t: {}),
    "export.schedule.pdf_post": _json(lambda t: {}),
    "export.schedule.professional_post": _json(lambda t: {}),
    "export.schedule.word_post": _json(lambda t: {}),
    "export.schedule.xlsx_post": _json(lambda t: {}),
    "export.selected_projects.xlsx": _query(lambda t: {"ids": t["project"]}),
    "export.template.json": _query(lambda t: {"name": "Template uji"}),
    "library.ahsp.search": _query(lambda t: {"q": "Galian"}),
    "library.audit_log.resolve": _form(lambda t: {"notes": "Sudah"}),
    "library.clear.execute": _form(lambda t: {"confirm": "HAPUS"}),
    "library.database.save": _form(
        lambda t: _formset({"id": t["library_job"], "kode_ahsp": "W.9", "nama_ahsp": "Lain", "satuan": "m2"}, initial=1)
    ),
    "library.excel.upload": _form(lambda t: _upload("excel_file", t, "sheet")),
    "library.export.multiple": _json(lambda t: {"job_ids": [t["library_job"]]}),
    "library.export.start": _json(lambda t: {"export_type": "search", "format": "csv", "q": "Galian"}),
    "library.item.update": _json(lambda t: {"field": "koefisien", "value": "2,5"}),
    "library.job.update": _json(lambda t: {"field": "nama_ahsp", "value": "Nama lain"}),
    "library.jobs.delete": _json(lambda t: {"sumber": SOURCE, "confirm": True}),
    "library.jobs.preview_delete": _query(lambda t: {"sumber": SOURCE}),
    "library.pdf.convert": _form(lambda t: {**_upload("pdf_file", t, "pdf"), "import_mode": "import"}),
    "library.portal.save": _form(lambda t: {"text": "Catatan baru"}),
    "library.staging.clear": _form(lambda t: {}),
    "library.staging.commit": _form(lambda t: {}),
    "library.staging.save": _form(
        lambda t: _formset({"id": t["staged"], "kode_ahsp": "W.8", "nama_ahsp": "Lain", "kategori": "TK",
                            "kode_item": "L.01", "uraian_item": "Pekerja", "koefisien": "2"}, initial=1)
    ),
    "library.validation.export_rows": _json(lambda t: {"rows": SHEET_ROWS[1:]}),
    "library.validation.run": _form(lambda t: _upload("excel_file", t, "sheet")),
    "monitoring.client_metric.report": _json(lambda t: {"type": "page", "metric": {"ms": 1}}),
    "monitoring.deprecation.reset": _json(lambda t: {}),
    "monitoring.performance.reset": _json(lambda t: {}),
    "pricing.conversion.save": _json(
        lambda t: {"harga_item_id": t["price"], "market_unit": "zak", "market_price": "75000", "factor_to_base": "50"}
    ),
    "pricing.harga_items.save": _json(lambda t: {"items": [{"id": t["price"], "harga_satuan": "2500.00"}]}),
    "pricing.orphans.delete": _json(lambda t: {"item_ids": [t["orphan"]], "confirm": True}),
    "pricing.pekerjaan.save": _json(lambda t: {"override_markup": "20,5"}),
    "pricing.project.save": _json(lambda t: {"markup_percent": "15"}),
    "schedule.progress.reset": _json(lambda t: {"mode": "planned"}),
    "schedule.progress.save": _json(
        lambda t: {"mode": "planned", "assignments": [{"pekerjaan_id": t["job"], "week_number": 1, "proportion": 30}]}
    ),
    "schedule.tahapan.assign": _json(lambda t: {"assignments": [{"pekerjaan_id": t["other_job"], "proporsi": 40}]}),
    "schedule.tahapan.create": _json(lambda t: {"nama": "Tahap baru"}),
    "schedule.tahapan.regenerate": _json(lambda t: {"mode": "weekly"}),
    "schedule.tahapan.regenerate_v1": _json(lambda t: {"mode": "weekly"}),
    "schedule.tahapan.reorder": _json(lambda t: {"tahapan_order": [t["free_phase"], t["phase"]]}),
    "schedule.tahapan.unassign": _json(lambda t: {"pekerjaan_ids": [t["job"]]}),
    "schedule.tahapan.update": _json(lambda t: {"nama": "Nama lain"}),
    "schedule.week.save": _json(lambda t: {"week_start_day": 2, "week_end_day": 1}),
    "template.file.apply": _json(lambda t: {"content": t["template_content"]}),
    "template.library.apply": _json(lambda t: {}),
    "template.library.create": _json(lambda t: {**TEMPLATE, "name": "Template lain"}),
    "template.library.delete": _json(lambda t: {}),
    "volume.formulas.save": _json(lambda t: {"items": [{"pekerjaan_id": t["job"], "raw": "=1+2", "is_fx": True}]}),
    "volume.formulas_alias.save": _json(lambda t: {"items": [{"pekerjaan_id": t["job"], "raw": "=1+2"}]}),
    "volume.parameter.create": _json(lambda t: {"name": "lebar", "value": "3"}),
    "volume.parameter.update": _json(lambda t: {"value": "7"}),
    "volume.parameters.sync": _json(lambda t: {"parameters": {"tinggi": 3}, "mode": "merge"}),
    "volume.quantity.save": _json(lambda t: {"items": [{"pekerjaan_id": t["job"], "quantity": "99"}]}),
    "works.list.save_legacy": _json(_new_tree),
    "works.list.upsert": _json(_tree),
}  # fmt: skip
