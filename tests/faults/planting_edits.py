"""Edits that fall into the middle of a document, at the very query that a test names: no chance, no clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from tests.faults.planting import Fault

# One edit of everything that a document shows: name, budget, works, volumes, coefficients, prices, mark-up, progress.
EDIT = """
    UPDATE dashboard_project SET nama = nama || '+', anggaran_owner = anggaran_owner + 1;
    UPDATE detail_project_pekerjaan SET snapshot_uraian = snapshot_uraian || '+';
    UPDATE detail_project_volumepekerjaan SET quantity = quantity + 1;
    UPDATE detail_project_detailahspproject SET koefisien = koefisien + 1;
    UPDATE detail_project_detailahspexpanded SET koefisien = koefisien + 1;
    UPDATE detail_project_hargaitemproject SET harga_satuan = harga_satuan + 1000;
    UPDATE detail_project_projectpricing SET markup_percent = (markup_percent + 1) % 50;
    UPDATE detail_project_pekerjaanprogressweekly SET planned_proportion = (planned_proportion + 1) % 50;
"""
WISH = "HTTP_X_EDIT_AFTER"
DONE = "X-Edited"


class EditsWhileExporting(Fault):
    """Edits all projects by another connection after the query that ``X-Edit-After`` counts; tells by ``X-Edited``."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, and edit meanwhile."""
        if WISH not in request.META:
            return self.get_response(request)
        edit = _Edit(int(request.META[WISH]))
        with connection.execute_wrapper(edit):
            response = self.get_response(request)
            if isinstance(response, StreamingHttpResponse):  # it asks while it is being sent
                headers = response.headers
                response = HttpResponse(b"".join(response), headers={**headers})
        response[DONE] = str(int(edit.done))
        return response


class _Edit:
    def __init__(self, after: int) -> None:
        self.left = after
        self.done = False

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        result = execute(*query)
        self.left -= 1
        if self.left == 0:
            with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
                other.executescript(f"BEGIN IMMEDIATE; {EDIT} COMMIT;")
            self.done = True
        return result
