"""Uploaded pages: what is refused, in which words, and that nothing of it stays on disk."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.exports import jobs, pages
from app.exports.formats import open_written
from app.exports.models import ExportPage, ExportSession
from documents.pictures import pictures_in
from tests.app.exports.conftest import content_of
from tests.app.support import MakeUser, SignIn

BASE = "/detail_project/api/export"
START = {"reportType": "rekap", "format": "pdf", "estimatedPages": 2, "projectName": "Proyek A"}
UUID = "00000000-0000-4000-8000-000000000000"


def picture_bytes(colour: tuple[int, int, int] = (200, 30, 30), size: tuple[int, int] = (40, 30)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def picture(colour: tuple[int, int, int] = (200, 30, 30), size: tuple[int, int] = (40, 30)) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture_bytes(colour, size)).decode()}"


def page(number: int, url: str | None = None) -> dict[str, Any]:
    return {"pageNumber": number, "title": f"P{number}", "dataUrl": url or picture(), "format": "png"}


def post(client: Client, what: str, payload: object) -> Any:
    return client.post(f"{BASE}/{what}", payload, content_type="application/json")


def begin(client: Client, **wish: Any) -> str:
    answer = post(client, "init", START | wish)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["exportId"])


def upload(client: Client, session: str, *entries: object, batch: object = 0) -> Any:
    return post(client, "upload-pages", {"exportId": session, "batchIndex": batch, "pages": list(entries)})


def finalize(client: Client, session: str) -> Any:
    return post(client, "finalize", {"exportId": session})


@pytest.mark.parametrize("form", ["pdf", "word", "xlsx"])
def test_pages_become_a_document_in_their_order(client: Client, form: str) -> None:
    session = begin(client, format=form)
    assert upload(client, session, page(2, picture((30, 30, 200))), page(1)).json() == {
        "received": 2,
        "totalReceived": 2,
        "progress": 100,
    }
    made = finalize(client, session).json()
    assert made["pagesGenerated"] == 2
    assert finalize(client, session).json() == made
    answer = client.get(f"{BASE}/download/{session}")
    extension = "docx" if form == "word" else form
    assert answer["Content-Disposition"] == f'attachment; filename="Proyek_A_rekap.{extension}"'
    content = content_of(answer)
    assert len(content) == made["fileSize"]
    assert pictures_in(f"x.{extension}", content) == ["red", "blue"]
    assert content_of(client.get(made["downloadUrl"])) == content


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"reportType": ""}, "reportType is required"),
        ({"reportType": "daily"}, "Invalid reportType. Must be one of: rekap, monthly, weekly"),
        ({"format": None}, "format is required"),
        ({"format": "exe"}, "Invalid format. Must be one of: pdf, word, xlsx"),
        ({"format": ["pdf"]}, "Invalid format. Must be one of: pdf, word, xlsx"),
        ({"metadata": {"projectId": "satu"}}, "Invalid metadata.projectId"),
        ({"metadata": {"projectId": 2**70}}, "Invalid metadata.projectId"),
        ({"metadata": "x"}, "Invalid metadata"),
        ({"estimatedPages": -1}, "Invalid estimatedPages"),
        ({"estimatedPages": 1.5}, "Invalid estimatedPages"),
    ],
)
def test_a_session_that_makes_no_sense_is_not_begun(client: Client, wish: dict[str, Any], message: str) -> None:
    answer = post(client, "init", START | wish)
    assert (answer.status_code, answer.json()) == (400, {"error": message})
    assert not ExportSession.objects.exists()


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        (page(0), 400),
        (page(-1), 400),
        (page(201), 400),
        (page(1) | {"pageNumber": "1"}, 400),
        (page(1) | {"pageNumber": True}, 400),
        (page(1, "data:image/svg+xml;base64,PHN2Zz4="), 400),
        (page(1, "http://169.254.169.254/latest"), 400),
        (page(1, "data:image/png;base64,QUFBQQ=="), 400),
        (page(1, "data:image/png;base64,%%%"), 400),
        (page(1) | {"dataUrl": 5}, 400),
        (page(1, f"data:image/png;base64,{'A' * 7_000_000}"), 413),
    ],
)
def test_a_page_that_is_none_is_refused_with_all_of_its_batch(
    client: Client, media: Path, entry: dict[str, Any], status: int
) -> None:
    session = begin(client)
    answer = upload(client, session, page(2), entry)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert not ExportPage.objects.exists()
    assert not list(media.rglob("*.*"))


def test_too_many_pixels_are_refused(client: Client) -> None:
    answer = upload(client, begin(client), page(1, picture(size=(8000, 8000))))
    assert answer.status_code == 413


def test_too_much_together_is_refused_and_nothing_of_the_batch_stays(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MAX_SESSION_BYTES", 150)
    session = begin(client)
    assert upload(client, session, page(1)).status_code == 200
    assert upload(client, session, page(2), batch=1).status_code == 413
    assert [stored.page_number for stored in ExportPage.objects.all()] == [1]


def test_batches_come_in_order_and_may_come_again(client: Client) -> None:
    session = begin(client)
    early = upload(client, session, page(1), batch=2)
    assert (early.status_code, early.json()["error"]) == (409, "Batch 2 is out of order: 0 is expected")
    assert upload(client, session, page(1)).json()["totalReceived"] == 1
    assert upload(client, session, page(1)).json()["totalReceived"] == 1
    assert upload(client, session, page(2), batch=1).json()["totalReceived"] == 2
    for batch in (-1, "1", 1.5, None, True):
        assert upload(client, session, page(3), batch=batch).status_code == 400, batch


def test_a_hole_is_named_and_can_be_filled(client: Client) -> None:
    session = begin(client)
    upload(client, session, page(3))
    assert finalize(client, session).json() == {"error": "Pages are missing: 1, 2"}
    upload(client, session, page(1), page(2), batch=1)
    assert finalize(client, session).status_code == 200


def while_it_is_written(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let another request ``act`` while the next document is being written."""

    def written(*wish: Any) -> Any:
        monkeypatch.setattr(pages, "open_written", open_written)
        act()
        return open_written(*wish)

    monkeypatch.setattr(pages, "open_written", written)


def test_two_requests_that_finalize_at_once_make_one_document(
    client: Client, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(client)
    upload(client, session, page(1))
    others: list[Any] = []
    while_it_is_written(monkeypatch, lambda: others.append(finalize(client, session).json()))
    answer = finalize(client, session)
    assert answer.json() == others[0]
    assert [file.name for file in media.rglob("*.*")] == [f"{session}.pdf"]
    assert len(content_of(client.get(answer.json()["downloadUrl"]))) == answer.json()["fileSize"]


def test_a_page_that_comes_while_the_document_is_written_is_not_left_out(
    client: Client, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(client)
    upload(client, session, page(1))
    while_it_is_written(monkeypatch, lambda: upload(client, session, page(2), batch=1))
    answer = finalize(client, session)
    assert (answer.status_code, answer.json()) == (409, {"error": "Pages were uploaded while the document was made"})
    assert not list(media.rglob("*.*"))
    assert finalize(client, session).json()["pagesGenerated"] == 2


def test_without_pages_a_session_fails(client: Client, media: Path) -> None:
    session = begin(client)
    answer = finalize(client, session)
    assert (answer.status_code, answer.json()) == (400, {"error": "No pages uploaded"})
    assert client.get(f"{BASE}/status/{session}").json()["status"] == "failed"
    assert client.get(f"{BASE}/download/{session}").status_code == 404
    assert not list(media.rglob("*.*"))


def test_after_the_end_nothing_is_taken(client: Client) -> None:
    session = begin(client)
    upload(client, session, page(1))
    finalize(client, session)
    assert upload(client, session, page(2)).json() == {"error": "Session already completed"}
    other = begin(client)
    ExportSession.objects.filter(pk=other).update(expires_at=timezone.now())
    assert upload(client, other, page(1)).status_code == 410
    assert finalize(client, other).status_code == 410


def test_sessions_are_their_owners(client: Client, sign_in: SignIn, other_user: CustomUser) -> None:
    session = begin(client)
    stranger = sign_in(other_user)
    assert upload(stranger, session, page(1)).status_code == 404
    assert finalize(stranger, session).status_code == 404
    assert stranger.get(f"{BASE}/status/{session}").status_code == 404
    upload(client, session, page(1))
    address = finalize(client, session).json()["downloadUrl"]
    assert stranger.get(f"{BASE}/download/{session}").status_code == 404
    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_strangers_project_is_unknown(
    client: Client, sign_in: SignIn, other_user: CustomUser, project: Project
) -> None:
    answer = post(sign_in(other_user), "init", START | {"metadata": {"projectId": project.pk}})
    assert (answer.status_code, answer.json()) == (404, {"error": "Project not found"})


@pytest.mark.parametrize("what", ["upload-pages", "finalize"])
def test_unknown_sessions(client: Client, what: str) -> None:
    for session in (UUID, "bukan", "../x", 5):
        assert post(client, what, {"exportId": session, "pages": [page(1)]}).status_code == 404
    assert post(client, what, {"pages": [page(1)]}).json() == {"error": "exportId is required"}
    assert post(client, what, "[]").status_code == 400


def test_nothing_else_of_the_folder_has_an_address(client: Client, media: Path) -> None:
    media.mkdir(parents=True)
    (media / "rahasia.txt").write_text("x")
    for path in ("rahasia.txt", "../db.sqlite3", "jobs/x.pdf", ""):
        assert client.get(f"/media/{path}").status_code == 404, path


@pytest.mark.parametrize(("tier", "code"), [("TRIAL", "TRIAL_NO_EXPORT"), ("EXPIRED", "SUBSCRIPTION_EXPIRED")])
def test_other_tiers_upload_nothing(make_user: MakeUser, sign_in: SignIn, tier: str, code: str) -> None:
    client = sign_in(make_user("cici", subscription_status=tier))
    for what in ("init", "upload-pages", "finalize"):
        answer = post(client, what, START)
        assert (answer.status_code, answer.json()["code"]) == (403, code), what


def test_no_token_no_session(user: CustomUser, sign_in: SignIn) -> None:
    assert post(sign_in(user, enforce_csrf_checks=True), "init", START).status_code == 403
    assert not ExportSession.objects.exists()


def test_old_sessions_are_thrown_away_with_their_files(client: Client, media: Path) -> None:
    session = begin(client)
    upload(client, session, page(1))
    finalize(client, session)
    assert list(media.rglob("*.pdf"))
    ExportSession.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    jobs.throw_away_old()
    assert not list(media.rglob("*.pdf"))
    assert not ExportPage.objects.exists()


def test_a_session_that_nobody_finishes_goes_with_its_pages(client: Client, media: Path) -> None:
    session = begin(client)
    upload(client, session, page(1))
    ExportSession.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert upload(client, session, page(2), batch=1).status_code == 410
    jobs.throw_away_old()
    assert not ExportPage.objects.exists()
    assert not list(media.rglob("*.*"))
    assert client.get(f"{BASE}/status/{session}").status_code == 404


def test_a_document_that_cannot_be_made_of_pages_leaves_no_file(
    client: Client, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(client)
    upload(client, session, page(1))
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(ExportSession, "save", _full_disk)
        assert finalize(client, session).status_code == 500
    assert not list(media.rglob("*.*"))
    assert finalize(client, session).status_code == 200
    assert len(list(media.rglob("*.pdf"))) == 1


def _full_disk(session: ExportSession, **given: Any) -> None:
    if "status" in given["update_fields"]:
        raise OSError("no space left on device")
