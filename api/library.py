"""Keeping the library by script: staging a sheet, committing it, deleting a source, files by the worker."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from api.client import ApiClient, ApiError, expect_json

HEADING = ("kode_AHSP", "Nama AHSP", "Kategori", "Item", "kode", "satuan", "koefisien", "Sumber", "Satuan AHSP")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STAGING = "/referensi/import/staging/"
MADE_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 0.3


@dataclass(frozen=True)
class LibraryJob:
    """A stored job of the library."""

    id: int
    kode: str
    nama: str


def sheet(rows: Sequence[Sequence[str]]) -> bytes:
    """Write a workbook that can be imported: :data:`HEADING`, then ``rows``."""
    book = Workbook()
    page = book.active
    if page is None:
        raise ApiError("openpyxl made a workbook without a sheet")
    for row in (HEADING, *rows):
        page.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def stage(client: ApiClient, rows: Sequence[Sequence[str]]) -> None:
    """Put rows into an empty staging area. Raises ``ApiError`` when they are refused."""
    clear_staging(client)
    file = {"name": "ahsp.xlsx", "mimeType": XLSX, "buffer": sheet(rows)}
    answer = client.post_multipart("/referensi/import/excel/", {"excel_file": file})
    if answer.status != 302:
        raise ApiError(f"the sheet was refused: {answer.status}")
    _read_messages(client)


def refuse_upload(client: ApiClient, name: str) -> None:
    """Send a sheet that is none, so that its refusal is on record. Raises ``ApiError`` when it is taken."""
    file = {"name": name, "mimeType": XLSX, "buffer": b"PK"}
    answer = client.post_multipart("/referensi/import/excel/", {"excel_file": file})
    if answer.status != 200:
        raise ApiError(f"{name} was not refused: {answer.status}")
    _read_messages(client)


def clear_staging(client: ApiClient) -> None:
    """Throw away what waits. Raises ``ApiError`` when it stays."""
    answer = client.post_form(f"{STAGING}clear/", {})
    if answer.status != 302:
        raise ApiError(f"what waits was not thrown away: {answer.status}")
    _read_messages(client)


def add_jobs(client: ApiClient, rows: Sequence[Sequence[str]]) -> None:
    """Take rows into the library. Raises ``ApiError`` when they are refused."""
    stage(client, rows)
    answer = client.post_form(f"{STAGING}commit/", {})
    if answer.status != 302 or "refused" in (answer.location or ""):
        raise ApiError(f"the rows were not committed: {answer.status} {answer.location}")
    _read_messages(client)


def _read_messages(client: ApiClient) -> None:
    """Read what the application says of it, as a browser would on its next page, so that no later page shows it."""
    client.get("/referensi/import/")


def jobs_of(client: ApiClient, sumber: str) -> list[LibraryJob]:
    """The jobs of a source, by code."""
    listed = expect_json(client.get("/referensi/api/jobs/", {"sumber": sumber, "page_size": 100}))
    return [LibraryJob(job["id"], job["kode_ahsp"], job["nama_ahsp"]) for job in listed["data"]]


def items_of(client: ApiClient, sumber: str) -> dict[str, int]:
    """The ids of the items of a source's jobs, by the items' codes."""
    listed = expect_json(client.get("/referensi/api/items/", {"sumber": sumber, "page_size": 100}))
    return {item["kode_item"]: item["id"] for item in listed["data"]}


def start_export(client: ApiClient, job_ids: Sequence[int], form: str) -> str:
    """Have the worker write jobs into a file; return the address that says how far it is."""
    wish = {"export_type": "multiple", "format": form, "job_ids": list(job_ids)}
    return str(expect_json(client.post_json("/referensi/export/async/", wish), 202)["status_url"])


def expect_exported(client: ApiClient, status_url: str) -> Any:
    """Wait until the file is made and return it, as JSON. Raises ``AssertionError`` where it is not, or not known."""
    deadline = time.monotonic() + MADE_SECONDS
    while True:
        answer = client.get(status_url)
        if answer.status != 200:
            raise AssertionError(f"{status_url} answered {answer.status}: the export is not known")
        state = answer.json()
        if state["status"] == "SUCCESS":
            return expect_json(client.get(state["result"]["download_url"]))
        if state["status"] == "FAILURE" or time.monotonic() > deadline:
            raise AssertionError(f"the export is {state['status']} after {MADE_SECONDS:.0f} s at most")
        time.sleep(LOOK_AGAIN_SECONDS)  # a script has nothing else to wait for
