"""Killed half-way: whoever waits is told or served, nothing half-made stays on disk, and the next document is made."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Playwright

from api import exports, jobs
from api.accounts import sign_in
from api.client import ApiClient, expect_json
from api.projects import create
from documents.pictures import pictures_in
from documents.read import read
from fixtures.data import Fake
from fixtures.run import Attempt, Run
from tests.app.exports.test_pages import picture_bytes
from tests.app.exports.test_worker import SECONDS, wait_until

SETTINGS = "tests.faults.application.dies_while_exporting"
FAILED = "Dokumen gagal dibuat. Silakan coba lagi."
FAKE = Fake(Run("abc123", "killed", "/r", "/r/reports", "http://127.0.0.1:1", "", ""), Attempt("abc123", "killed"))
WORKS = 120


@dataclass(frozen=True)
class Application:
    """An embedded application over ``folder``, whose temporary files lie there too; it may be started again."""

    folder: Path
    playwright: Playwright
    settings: str = SETTINGS

    @contextmanager
    def running(self) -> Iterator[ApiClient]:
        """Start it, lend its owner's client, and end it."""
        command = [sys.executable, "-m", "app.serve", "--port", "0", "--data", str(self.folder)]
        command += ["--settings", self.settings]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  # ours
            try:
                assert server.stdout is not None
                url = json.loads(server.stdout.readline())["url"]
                account = json.loads((self.folder / "accounts.json").read_text("utf-8"))["owner"]
                client = ApiClient(self.playwright.request.new_context(), url, lambda exchange: None)
                sign_in(client, account["email"], account["password"])
                yield client
            finally:
                server.terminate()
                server.wait(SECONDS)

    @property
    def temporary(self) -> Path:
        """Where its processes put temporary files."""
        return self.folder / "tmp"

    def files_of(self, document: str) -> list[str]:
        """What is on disk: temporary files, and those of a job or a session."""
        files = [path for place in (self.temporary, self.folder / "media") for path in place.rglob("*")]
        return [file.name for file in files if self.temporary in file.parents or document in file.name]


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory, playwright: Playwright) -> Application:
    """An application whose processes die on request."""
    return Application(tmp_path_factory.mktemp("application"), playwright)


@pytest.fixture(scope="module")
def client(application: Application) -> Iterator[ApiClient]:
    """Its owner, while it runs."""
    with application.running() as client:
        yield client


def project_of(client: ApiClient) -> int:
    """A project whose summary takes some pages."""
    project = create(client, FAKE.project())
    jobs.create_custom(client, project.id, {"Struktur": [f"Pekerjaan {number}" for number in range(WORKS)]}, "m3")
    return project.id


def start(client: ApiClient, project: int, form: str, **options: str) -> str:
    """Start a job that is deadly, and return its id."""
    wish = {"export_type": "rekap-rab", "format": form, "options": options}
    answer = client.post_json(f"/detail_project/api/project/{project}/export-async/", wish)
    return str(expect_json(answer, 202)["task_id"])


def ended(client: ApiClient, job: str) -> Any:
    """The state of a job once nothing more will happen to it."""
    wait_until(lambda: exports.status_of(client, job)["status"] in {"SUCCESS", "FAILURE"})
    return exports.status_of(client, job)


@pytest.mark.parametrize(("form", "dies"), [("pdf", "writing"), ("word", "storing")])
def test_a_document_that_kills_each_worker_fails_with_a_message_and_the_next_one_is_made(
    application: Application, client: ApiClient, form: str, dies: str
) -> None:
    project = project_of(client)

    job = start(client, project, form, dies=dies, deaths="3")

    state = ended(client, job)
    assert (state["status"], state["error"]) == ("FAILURE", FAILED)
    assert client.get(f"/detail_project/api/export-download/async/{job}/").status == 400
    assert application.files_of(job) == []
    file = exports.expect_made(client, exports.start_job(client, project, "rekap-rab", form))
    assert len(read(file.name, file.content).tables[0].rows) > WORKS


@pytest.mark.parametrize(("form", "dies"), [("word", "writing"), ("pdf", "storing")])
def test_a_document_whose_worker_is_killed_once_is_made_whole_by_the_next(
    application: Application, client: ApiClient, form: str, dies: str
) -> None:
    job = start(client, project_of(client), form, dies=dies, deaths="1")

    file = exports.expect_made(client, job)

    assert len(read(file.name, file.content).tables[0].rows) > WORKS
    assert application.files_of(job) == [f"{job}.{file.name.rpartition('.')[2]}"]


def test_what_a_killed_server_left_of_a_workbook_is_gone_when_it_runs_again(
    tmp_path: Path, playwright: Playwright
) -> None:
    application = Application(tmp_path, playwright)
    with application.running() as client:
        session = _killed_session(client, "xlsx", "packing")
    assert application.files_of(session) != []  # the sheets that would have become the workbook

    with application.running() as client:
        assert application.files_of(session) == []
        assert exports.session_status(client, session)["status"] == "uploading"


def _killed_session(client: ApiClient, form: str, dies: str) -> str:
    """A session of one page whose document kills the server."""
    wish = {"reportType": "rekap", "format": form, "estimatedPages": 1, "metadata": {"dies": dies}}
    session = str(expect_json(client.post_json(f"{exports.BATCH}/init", wish), 201)["exportId"])
    expect_json(exports.post_pages(client, session, {1: picture_bytes()}))
    with suppress(Error):  # nobody answers
        exports.post_end(client, session)
    return session


def test_pages_whose_server_is_killed_are_still_there_and_become_one_document(
    tmp_path: Path, playwright: Playwright
) -> None:
    application = Application(tmp_path, playwright)
    with application.running() as client:
        session = _killed_session(client, "pdf", "storing")
    assert application.files_of(session) == [f"{session}.pdf"]  # a piece of it

    with application.running() as client:
        assert exports.session_status(client, session)["status"] == "uploading"
        assert client.get(f"{exports.BATCH}/download/{session}").status == 404
        expect_json(exports.post_end(client, session))
        file = exports.session_file(client, session)

        assert pictures_in(file.name, file.content) == ["red"]
        assert application.files_of(session) == [f"{session}.pdf"]
