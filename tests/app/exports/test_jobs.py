"""The worker's queue: what may be queued, how a job ends, and what happens when a worker dies."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.exports import jobs
from app.exports.models import ExportJob
from documents.read import read
from tests.app.exports.conftest import Exports, Work, content_of
from tests.app.support import MakeProject, MakeUser, SignIn

GOOD = {"export_type": "rekap-rab", "format": "pdf", "options": {}}
BAD: list[tuple[Any, int]] = [
    ([], 400),
    ("x", 400),
    ({}, 400),
    (GOOD | {"export_type": "rahasia"}, 400),
    (GOOD | {"export_type": ["rekap-rab"]}, 400),
    (GOOD | {"format": "xlsx"}, 400),
    (GOOD | {"format": None}, 400),
    (GOOD | {"options": []}, 400),
    (GOOD | {"options": {"search": 5}}, 400),
]


def started(exports: Exports, **wish: Any) -> ExportJob:
    answer = exports.start(GOOD | wish)
    assert answer.status_code == 202, answer.content
    return ExportJob.objects.get(pk=answer.json()["task_id"])


def state(exports: Exports, job: ExportJob) -> Any:
    return exports.client.get(f"/detail_project/api/export-status/async/{job.pk}/").json()


def test_a_job_is_made_and_fetched(exports: Exports, add_work: Work) -> None:
    add_work()
    job = started(exports)
    assert state(exports, job)["status"] == "PENDING"
    waiting = exports.client.get(f"/detail_project/api/export-download/async/{job.pk}/")
    assert (waiting.status_code, waiting.json()) == (400, {"error": "Export not ready. Status: PENDING"})

    assert jobs.run_next()

    done = state(exports, job)
    assert (done["status"], done["progress"]) == ("SUCCESS", 100)
    file = content_of(exports.client.get(done["result"]["download_url"]))
    assert len(file) == done["result"]["file_size"]
    assert read("x.pdf", file).identity["Proyek"] == exports.project.nama
    assert not jobs.run_next()


@pytest.mark.parametrize(("payload", "status"), BAD)
def test_what_cannot_be_made_is_not_queued(exports: Exports, payload: object, status: int) -> None:
    assert exports.start(payload).status_code == status
    assert not ExportJob.objects.exists()


def test_the_options_are_the_pages_filter(exports: Exports, add_work: Work) -> None:
    add_work("Satu")
    add_work("Dua")
    job = started(exports, export_type="rekap-kebutuhan", format="word", options={"search": "L.02"})
    jobs.run_next()
    file = content_of(exports.client.get(state(exports, job)["result"]["download_url"]))
    assert [cell for cell in read("x.docx", file).tables[0].column("Kode") if cell] == ["L.02"]


def test_only_the_owner_starts_polls_and_fetches(exports: Exports, sign_in: SignIn, other_user: CustomUser) -> None:
    job = started(exports)
    jobs.run_next()
    stranger = sign_in(other_user)
    assert Exports(stranger, exports.project).start(GOOD).json() == {"error": "Project not found"}
    for what in ("status", "download"):
        assert stranger.get(f"/detail_project/api/export-{what}/async/{job.pk}/").status_code == 404
        assert exports.client.get(f"/detail_project/api/export-{what}/async/bukan-id/").status_code == 404


@pytest.mark.parametrize(("tier", "code"), [("TRIAL", "TRIAL_NO_EXPORT"), ("EXPIRED", "SUBSCRIPTION_EXPIRED")])
def test_other_tiers_start_nothing(
    make_user: MakeUser, make_project: MakeProject, sign_in: SignIn, tier: str, code: str
) -> None:
    who = make_user("cici", subscription_status=tier)
    answer = Exports(sign_in(who), make_project(owner=who)).start(GOOD)
    assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert not ExportJob.objects.exists()


def test_a_finished_pdf_gets_a_watermark_once_its_owner_has_lapsed(exports: Exports, user: CustomUser) -> None:
    job, word = started(exports), started(exports, format="word")
    jobs.run_next()
    jobs.run_next()
    user.subscription_status = "EXPIRED"
    user.save()
    pdf = read("x.pdf", content_of(exports.client.get(f"/detail_project/api/export-download/async/{job.pk}/")))
    assert pdf.watermarks == ("LANGGANAN BERAKHIR",) * pdf.pages
    assert exports.client.get(f"/detail_project/api/export-download/async/{word.pk}/").status_code == 403


def test_a_job_whose_worker_died_is_made_by_the_next_one(exports: Exports) -> None:
    job = started(exports)
    ExportJob.objects.update(status="PROCESSING", attempts=1, heartbeat=timezone.now())
    assert not jobs.run_next()  # somebody may still be at it
    ExportJob.objects.update(heartbeat=timezone.now() - jobs.SILENCE * 2)
    assert jobs.run_next()
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("SUCCESS", 2)


def test_a_job_that_kills_every_worker_is_given_up(exports: Exports) -> None:
    job = started(exports)
    ExportJob.objects.update(status="PROCESSING", attempts=3, heartbeat=timezone.now() - jobs.SILENCE * 2)
    assert not jobs.run_next()
    assert state(exports, job)["status"] == "FAILURE"
    assert state(exports, job)["error"] == jobs.FAILED_TEXT


def test_a_document_that_cannot_be_made_ends_as_a_failure_with_nothing_on_disk(
    exports: Exports, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = started(exports)

    def broken(*given: object) -> None:
        raise RuntimeError("rusak")

    monkeypatch.setattr(jobs, "build", broken)
    assert jobs.run_next()
    assert state(exports, job)["status"] == "FAILURE"
    assert "rusak" not in str(state(exports, job))
    assert not list(media.rglob("*.*"))


def test_a_project_deleted_meanwhile_gets_no_document(exports: Exports, project: Project, media: Path) -> None:
    job = started(exports)
    project.is_active = False
    project.save()
    jobs.run_next()
    job.refresh_from_db()
    assert (job.status, job.error) == ("FAILURE", jobs.GONE_TEXT)
    assert not list(media.rglob("*.*"))


def test_old_files_are_thrown_away(exports: Exports, media: Path) -> None:
    started(exports)
    jobs.run_next()
    assert list(media.rglob("*.pdf"))
    ExportJob.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    jobs.throw_away_old()
    assert not list(media.rglob("*.pdf"))
    assert not ExportJob.objects.exists()


def test_nobody_fills_the_queue(exports: Exports) -> None:
    for _ in range(10):
        started(exports)
    assert exports.start(GOOD).status_code == 429


def test_no_token_no_job(project: Project, user: CustomUser, sign_in: SignIn) -> None:
    assert Exports(sign_in(user, enforce_csrf_checks=True), project).start(GOOD).status_code == 403
    assert not ExportJob.objects.exists()
