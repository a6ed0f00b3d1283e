"""Exports by script: jobs of the worker, sessions of uploaded pages, plain downloads (CONTRACT 6)."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from api.client import ApiClient, ApiError, Exchange, expect_json

MADE_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 0.3
BATCH = "/detail_project/api/export"


@dataclass(frozen=True)
class File:
    """A file as the server sent it, under the name it gave, and the request that it answered."""

    name: str
    content: bytes
    method: str = "GET"
    path: str = ""


def get_document(
    client: ApiClient, project_id: int, page: str, form: str, query: Mapping[str, str] | None = None
) -> Exchange:
    """Ask for a document of a project and return whatever is answered."""
    return client.get(f"/detail_project/api/project/{project_id}/export/{page}/{form}/", query)


def file_of(answer: Exchange) -> File:
    """The file of an answer. Raises ``ApiError`` where the answer is none."""
    disposition = answer.headers.get("content-disposition", "")
    if answer.status != 200 or not disposition.startswith("attachment"):
        raise ApiError(f"{answer.path} answered {answer.status} ({disposition or 'no attachment'})")
    plain, _, encoded = disposition.partition("filename*=utf-8''")
    name = unquote(encoded) if encoded else plain.partition('filename="')[2].rstrip('"')
    return File(name, answer.body(), answer.method, answer.path)


def get_backup(client: ApiClient, project_id: int) -> Exchange:
    """Ask for the backup of a whole project, progress included."""
    return client.get(f"/detail_project/api/project/{project_id}/export/full-backup/json/", {"include_progress": 1})


def restore(client: ApiClient, backup: bytes) -> int:
    """Make a new project of a backup and return its id. Raises ``ApiError`` when it is refused."""
    answer = client.post_json("/detail_project/api/project/import/json/", json.loads(backup))
    return int(expect_json(answer)["project_id"])


def post_schedule(client: ApiClient, project_id: int, form: str, wish: Mapping[str, object]) -> Exchange:
    """Ask for a document of the schedule by POST (``form`` may be ``professional``); return whatever is answered."""
    return client.post_json(f"/detail_project/api/project/{project_id}/export/jadwal-pekerjaan/{form}/", dict(wish))


def post_job(client: ApiClient, project_id: int, page: str, form: str) -> Exchange:
    """Send W47 and return whatever is answered."""
    payload = {"export_type": page, "format": form, "options": {}}
    return client.post_json(f"/detail_project/api/project/{project_id}/export-async/", payload)


def start_job(client: ApiClient, project_id: int, page: str, form: str) -> str:
    """Start a job and return its id."""
    return str(expect_json(post_job(client, project_id, page, form), 202)["task_id"])


def status_of(client: ApiClient, job: str) -> Any:
    """How far a job is."""
    return expect_json(client.get(f"/detail_project/api/export-status/async/{job}/"))


def expect_made(client: ApiClient, job: str, *, seconds: float = MADE_SECONDS) -> File:
    """Wait until the job's document is made, and fetch it. Raises ``ApiError`` when it fails or takes longer."""
    deadline = time.monotonic() + seconds
    state = status_of(client, job)
    while state["status"] not in {"SUCCESS", "FAILURE"}:
        if time.monotonic() > deadline:
            raise ApiError(f"job {job} is still {state['status']} after {seconds:.0f} s ({state['progress']} %)")
        time.sleep(LOOK_AGAIN_SECONDS)  # a script has nothing else to wait for
        state = status_of(client, job)
    if state["status"] == "FAILURE":
        raise ApiError(f"job {job} failed: {state['error']}")
    return file_of(client.get(state["result"]["download_url"]))


def expect_unknown_job(client: ApiClient, job: str) -> None:
    """Expect neither state nor file of a job to be there for this caller."""
    for address in (
        f"/detail_project/api/export-status/async/{job}/",
        f"/detail_project/api/export-download/async/{job}/",
    ):
        answer = client.get(address)
        if answer.status != 404:
            raise AssertionError(f"{address} answered {answer.status} to a stranger, expected 404")


def post_begin(
    client: ApiClient, form: str, *, project_id: int | None = None, pages: int = 2, name: str = ""
) -> Exchange:
    """Send W44 and return whatever is answered."""
    payload = {
        "reportType": "rekap",
        "format": form,
        "estimatedPages": pages,
        "projectName": name,
        "metadata": {} if project_id is None else {"projectId": project_id},
    }
    return client.post_json(f"{BATCH}/init", payload)


def begin_session(client: ApiClient, form: str, *, name: str = "") -> str:
    """Begin a session and return its id. Raises ``ApiError`` when it is refused."""
    return str(expect_json(post_begin(client, form, name=name), 201)["exportId"])


def post_pages(client: ApiClient, session: str, pages: Mapping[int, bytes], *, batch: int = 0) -> Exchange:
    """Send W45: PNG pictures by their page numbers; return whatever is answered."""
    entries = [
        {
            "pageNumber": number,
            "title": f"Halaman {number}",
            "dataUrl": f"data:image/png;base64,{base64.b64encode(picture).decode()}",
            "format": "png",
        }
        for number, picture in pages.items()
    ]
    return client.post_json(f"{BATCH}/upload-pages", {"exportId": session, "batchIndex": batch, "pages": entries})


def post_end(client: ApiClient, session: str) -> Exchange:
    """Send W46 and return whatever is answered."""
    return client.post_json(f"{BATCH}/finalize", {"exportId": session})


def session_status(client: ApiClient, session: str) -> Any:
    """How far a session is."""
    return expect_json(client.get(f"{BATCH}/status/{session}"))


def get_session_file(client: ApiClient, session: str) -> Exchange:
    """Ask for the document of a session and return whatever is answered."""
    return client.get(f"{BATCH}/download/{session}")


def session_file(client: ApiClient, session: str) -> File:
    """The document of a finished session."""
    return file_of(get_session_file(client, session))
