"""What is sent: for each operation that takes a body or a query, one that the application accepts.

Those of a project stand in ``contract/requests.py``. A write that is nowhere fails (``NoRequestError``), and so does
one whose request, let in, changes nothing.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from contract import requests as known
from contract.inventory import Operation
from contract.requests import OF_A_PROJECT, PROJECT_FIELDS, Asked, Request, Things, form_of, json_of, query_of
from tests.authorisation.world import SERVER_KEY, SHEET_ROWS, SOURCE


def asked(operation: Operation, things: Things) -> Asked:
    """Return the request of ``operation`` that names ``things``."""
    return known.asked(operation, things, REQUESTS)


def _formset(row: dict[str, Any], *, initial: int) -> dict[str, Any]:
    sizes = {"TOTAL_FORMS": 1, "INITIAL_FORMS": initial, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {f"form-{name}": value for name, value in sizes.items()} | {f"form-0-{k}": v for k, v in row.items()}


def _notification(things: Things) -> dict[str, Any]:
    words = {"order_id": things["order"], "status_code": "200", "gross_amount": things["amount"]}
    signature = hashlib.sha512("".join([*words.values(), SERVER_KEY]).encode()).hexdigest()
    return {**words, "transaction_status": "settlement", "signature_key": signature}


def _upload(name: str, things: Things, thing: str) -> dict[str, Any]:
    ending = "pdf" if thing == "pdf" else "xlsx"
    return {name: SimpleUploadedFile(f"uji.{ending}", things[thing])}


REQUESTS: dict[str, Request] = {
    **OF_A_PROJECT,
    "account.email.confirm": form_of(lambda t: {}),
    "account.password.reset": lambda t: Asked(form={"password1": "lain-kali-8", "password2": "lain-kali-8"}, via=True),
    "billing.payment.create": json_of(lambda t: {"plan_id": t["plan"]}),
    "billing.payment.notify": json_of(_notification),
    "billing.payment.view_finish": query_of(lambda t: {"order_id": t["order"]}),
    "dashboard.project.create": form_of(lambda t: _formset({**PROJECT_FIELDS, "nama": t["name"]}, initial=0)),
    "dashboard.project.import": json_of(lambda t: t["backup"]),
    "dashboard.upload.save": form_of(lambda t: _upload("file", t, "projects_sheet")),
    "export.selected_projects.xlsx": query_of(lambda t: {"ids": t["project"]}),
    "export.template.json": query_of(lambda t: {"name": "Template uji"}),
    "library.ahsp.search": query_of(lambda t: {"q": "Galian"}),
    "library.audit_log.resolve": form_of(lambda t: {"notes": "Sudah"}),
    "library.clear.execute": form_of(lambda t: {"confirm": "HAPUS"}),
    "library.database.save": form_of(
        lambda t: _formset({"id": t["library_job"], "kode_ahsp": "W.9", "nama_ahsp": "Lain", "satuan": "m2"}, initial=1)
    ),
    "library.excel.upload": form_of(lambda t: _upload("excel_file", t, "sheet")),
    "library.export.multiple": json_of(lambda t: {"job_ids": [t["library_job"]]}),
    "library.export.start": json_of(lambda t: {"export_type": "search", "format": "csv", "q": "Galian"}),
    "library.item.update": json_of(lambda t: {"field": "koefisien", "value": "2,5"}),
    "library.job.update": json_of(lambda t: {"field": "nama_ahsp", "value": "Nama lain"}),
    "library.jobs.delete": json_of(lambda t: {"sumber": SOURCE, "confirm": True}),
    "library.jobs.preview_delete": query_of(lambda t: {"sumber": SOURCE}),
    "library.pdf.convert": form_of(lambda t: {**_upload("pdf_file", t, "pdf"), "import_mode": "import"}),
    "library.portal.save": form_of(lambda t: {"text": "Catatan baru"}),
    "library.staging.clear": form_of(lambda t: {}),
    "library.staging.commit": form_of(lambda t: {}),
    "library.staging.save": form_of(
        lambda t: _formset({"id": t["staged"], "kode_ahsp": "W.8", "nama_ahsp": "Lain", "kategori": "TK",
                            "kode_item": "L.01", "uraian_item": "Pekerja", "koefisien": "2"}, initial=1)
    ),
    "library.validation.export_rows": json_of(lambda t: {"rows": SHEET_ROWS[1:]}),
    "library.validation.run": form_of(lambda t: _upload("excel_file", t, "sheet")),
    "monitoring.client_metric.report": json_of(lambda t: {"type": "page", "metric": {"ms": 1}}),
    "monitoring.deprecation.reset": json_of(lambda t: {}),
    "monitoring.performance.reset": json_of(lambda t: {}),
}  # fmt: skip
