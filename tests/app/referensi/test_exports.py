"""Jobs of the library as files: directly, and by the worker."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from app.referensi.models import AHSPReferensi, LibraryExport, LibraryFile
from app.referensi.queue import run_next, throw_away_old
from tests.app.bad_input import bad_bodies
from tests.app.support import MakeUser, SignIn

START = "/referensi/export/async/"


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def start(browser: Client, body: object) -> tuple[int, dict[str, Any]]:
    data = body if isinstance(body, bytes) else json.dumps(body)
    answer = browser.post(START, data, content_type="application/json")
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("form", "magic"), [("csv", b""), ("pdf", b"%PDF-"), ("word", b"PK"), ("xlsx", b"PK"), ("json", b"{")]
)
def test_one_job_in_every_format(keeper: Client, job: AHSPReferensi, form: str, magic: bytes) -> None:
    answer = keeper.get(f"/referensi/export/single/{job.pk}/{form}/")
    assert answer.status_code == 200
    assert "A.1" in answer["Content-Disposition"]
    assert body_of(answer).startswith(magic)


def test_what_was_chosen_or_found_is_what_comes(keeper: Client, job: AHSPReferensi) -> None:
    other = AHSPReferensi.objects.create(kode_ahsp="B.1", nama_ahsp="Beton", sumber="Lain")
    path = "/referensi/export/multiple/json/"
    several = keeper.post(path, json.dumps({"job_ids": [other.pk]}), content_type="application/json")
    assert [entry["kode_ahsp"] for entry in json.loads(body_of(several))["jobs"]] == ["B.1"]
    found = json.loads(body_of(keeper.get("/referensi/export/search/json/?q=galian")))["jobs"]
    assert [(entry["kode_ahsp"], entry["rincian"][0]["koefisien"]) for entry in found] == [("A.1", "0.750000")]
    sheet = openpyxl.load_workbook(io.BytesIO(body_of(keeper.get(f"/referensi/export/single/{job.pk}/xlsx/"))))
    cells = [cell for row in sheet.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert {"A.1", "Galian tanah", "L.01", 0.75} <= set(cells)
    assert "B.1" not in cells


def test_what_cannot_be_exported(keeper: Client, job: AHSPReferensi) -> None:
    assert keeper.get(f"/referensi/export/single/{job.pk}/exe/").status_code == 400
    assert keeper.get("/referensi/export/search/exe/").status_code == 400
    assert keeper.get(f"/referensi/export/single/{job.pk + 1}/csv/").status_code == 404
    assert keeper.get(f"/referensi/export/single/{10**30}/csv/").status_code == 404
    assert keeper.get("/referensi/export/search/csv/?q=tidakada").status_code == 404
    for body in (
        *bad_bodies().values(),
        {},
        {"job_ids": []},
        {"job_ids": ["x"]},
        {"job_ids": [True]},
        {"job_ids": [-1]},
    ):
        data = body if isinstance(body, bytes) else json.dumps(body)
        answer = keeper.post("/referensi/export/multiple/csv/", data, content_type="application/json")
        assert answer.status_code == 400


def test_the_worker_makes_what_was_asked_for(keeper: Client, job: AHSPReferensi) -> None:
    status, answer = start(keeper, {"export_type": "search", "format": "json", "q": "galian"})
    assert status == 202
    waiting = keeper.get(answer["status_url"]).json()
    assert waiting == {"task_id": answer["task_id"], "status": "PENDING"}
    assert keeper.get(f"{answer['status_url']}?download=1").status_code == 400
    assert run_next()
    assert not run_next()
    done = keeper.get(answer["status_url"]).json()
    assert done["status"] == "SUCCESS"
    file = json.loads(body_of(keeper.get(done["result"]["download_url"])))
    assert [entry["kode_ahsp"] for entry in file["jobs"]] == ["A.1"]


def test_a_document_that_fails_says_so(keeper: Client, job: AHSPReferensi, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("rahasia")

    monkeypatch.setattr("app.referensi.queue.library_document", fail)
    _, answer = start(keeper, {"export_type": "single", "format": "csv", "job_ids": [job.pk]})
    assert run_next()
    told = keeper.get(answer["status_url"])
    assert told.json()["status"] == "FAILURE"
    assert "rahasia" not in told.content.decode()


@pytest.mark.parametrize(
    "body",
    [*bad_bodies().values(), {}, {"export_type": "lain"}, {"export_type": "search", "format": "exe"},
     {"export_type": "search", "format": ["csv"]}, {"export_type": "search", "format": "csv", "q": 5},
     {"export_type": "multiple", "format": "csv"}, {"export_type": ["search"], "format": "csv"},
     {"export_type": "single", "format": "csv", "job_ids": [10**30]}],
    ids=lambda body: repr(body)[:40],
)  # fmt: skip
def test_a_bad_wish_is_refused(keeper: Client, job: AHSPReferensi, body: object) -> None:
    assert start(keeper, body)[0] == 400
    assert not LibraryExport.objects.exists()


def test_a_file_is_its_askers_own(
    keeper: Client, client: Client, job: AHSPReferensi, make_user: MakeUser, sign_in: SignIn
) -> None:
    _, answer = start(keeper, {"export_type": "single", "format": "csv", "job_ids": [job.pk]})
    second = make_user("kedua", is_superuser=True)
    assert sign_in(second).get(answer["status_url"]).status_code == 404
    assert client.get(answer["status_url"]).status_code == 403
    assert client.post(START).status_code == 403
    assert sign_in(second, enforce_csrf_checks=True).post(START).status_code == 403
    assert keeper.get("/referensi/export/task-status/x/").status_code == 404


@pytest.mark.parametrize(("hours", "left"), [(23, 1), (25, 0)])
def test_what_was_made_is_thrown_away_after_a_day(
    keeper: Client, job: AHSPReferensi, make_user: MakeUser, hours: int, left: int
) -> None:
    start(keeper, {"export_type": "single", "format": "csv", "job_ids": [job.pk]})
    LibraryFile.objects.create(kind=LibraryFile.Kind.VALIDATION, content=b"x", created_by=make_user("kedua"))
    for model in (LibraryExport, LibraryFile):
        model.objects.update(created_at=timezone.now() - timedelta(hours=hours))
    throw_away_old()
    assert (LibraryExport.objects.count(), LibraryFile.objects.count()) == (left, left)


def test_a_queue_has_an_end(keeper: Client, job: AHSPReferensi) -> None:
    wish = {"export_type": "single", "format": "csv", "job_ids": [job.pk]}
    assert [start(keeper, wish)[0] for _ in range(11)] == [202] * 10 + [429]
