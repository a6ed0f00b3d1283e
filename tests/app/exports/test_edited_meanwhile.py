"""A project that is edited while it is exported: behind whichever query it happens, a document is of one moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest
from playwright.sync_api import Playwright

from api import ahsp, jobs, prices, schedule
from api.client import ApiClient, Exchange
from api.projects import create
from fixtures.data import Fake
from fixtures.run import Attempt, Run
from tests.app.exports.test_killed import Application

SETTINGS = "tests.faults.application.edits_while_exporting"
FAKE = Fake(Run("abc123", "edited", "/r", "/r/reports", "http://127.0.0.1:1", "", ""), Attempt("abc123", "edited"))
MADE_AT = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.+]+")  # the one thing that two documents of one state may differ in

# One format of each kind: all formats are written from what was read once. Those are texts.
DOCUMENTS = (
    "export/rekap-rab/csv/",
    "export/rekap-kebutuhan/json/",
    "export/volume-pekerjaan/json/",
    "export/harga-items/csv/",
    "export/jadwal-pekerjaan/csv/",
    "export/rincian-ahsp/csv/",
    "export/list-pekerjaan/json/",
    "export/template-ahsp/json/",
    "rincian-rab/export.csv",
    "templates/export/",
    "export/full-backup/json/?include_progress=1",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, playwright: Playwright) -> Iterator[ApiClient]:
    """The owner of an application that is edited in the middle of a document."""
    with Application(tmp_path_factory.mktemp("application"), playwright, SETTINGS).running() as client:
        yield client


@pytest.fixture(scope="module")
def project(client: ApiClient) -> int:
    """A project with something in every document."""
    project = create(client, FAKE.project()).id
    works = jobs.create_custom(client, project, {"Struktur": ["Galian", "Beton"]}, "m3")
    jobs.save_volumes(client, project, {work.id: Decimal(10) for work in works})
    for work in works:
        ahsp.save_rows(client, project, work.id, [ahsp.NewRow("TK", "L.01", Decimal(1), "Pekerja", "OH")])
    prices.save_prices(client, project, {"L.01": Decimal(150_000)})
    schedule.save_progress(client, project, "planned", {work.id: {1: Decimal(50)} for work in works})
    return project


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_of_an_edited_project_is_of_the_moment_before_or_after(
    client: ApiClient, project: int, document: str
) -> None:
    before, edits = _text(_asked(client, project, document)), 0
    for query in count(1):
        answer = _asked(client, project, document, edited_after=query)
        during, after = _text(answer), _text(_asked(client, project, document))
        if answer.headers["x-edited"] == "0":
            break
        assert after != before, "the edit is not in the document at all"
        assert during in {before, after}, f"an edit behind query {query} is half in the document"
        before, edits = after, query
    assert edits > 3


def _asked(client: ApiClient, project: int, document: str, *, edited_after: int = 0) -> Exchange:
    wish = {"X-Edit-After": str(edited_after)} if edited_after else {}
    return replace(client, headers={**client.headers, **wish}).get(f"/detail_project/api/project/{project}/{document}")


def _text(answer: Exchange) -> str:
    assert answer.status == 200, answer
    return MADE_AT.sub("", answer.text())
