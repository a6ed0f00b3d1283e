"""Error answers: a page for people, JSON for scripts, internals for nobody (PLAN 4, CONTRACT 10.3)."""

from __future__ import annotations

import json
import re

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from app.accounts.models import CustomUser
from app.config import urls as real
from app.core.errors import too_many_requests
from app.core.http import InvalidBodyError, parse_json, parse_json_object, project_api, project_page
from app.dashboard.models import Project
from fixtures.headers import faults_of
from pages.base import INTERNALS
from tests.app.bad_input import bad_bodies
from tests.app.support import SignIn

handler400, handler403, handler404, handler500 = real.handler400, real.handler403, real.handler404, real.handler500
JSON = {"Accept": "application/json"}
SECRET = "rahasia-di-dalam"


def crash(request: HttpRequest) -> HttpResponse:
    """Fail with a secret in the exception."""
    raise RuntimeError(SECRET)


def hide(request: HttpRequest) -> HttpResponse:
    """Be missing, with a secret in the exception."""
    raise Http404(SECRET)


@project_api("GET", "POST")
def echo(request: HttpRequest, project: Project) -> HttpResponse:
    """Answer with the project's name and the body's keys."""
    body = parse_json_object(request) if request.method == "POST" else {}
    return HttpResponse(f"{project.nama} {sorted(body)}")


@project_page
def page(request: HttpRequest, project: Project) -> HttpResponse:
    """Answer with the project's name."""
    return HttpResponse(project.nama)


def too_much(request: HttpRequest) -> HttpResponse:
    """Read more than may be sent."""
    return HttpResponse(request.body)


def spend(request: HttpRequest) -> HttpResponse:
    """Be asked too often."""
    return too_many_requests(request)


urlpatterns = [
    *real.urlpatterns,
    path("crash/", crash),
    path("hide/", hide),
    path("echo/<int:project_id>/", echo),
    path("page/<int:project_id>/", page),
    path("too-much/", too_much),
    path("spend/", spend),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def visitor() -> Client:
    """Return a client that lets the application answer errors itself."""
    return Client(raise_request_exception=False)


def test_a_crash_shows_a_number_and_no_internals() -> None:
    answer = visitor().get("/crash/")
    text = answer.content.decode()
    assert answer.status_code == 500
    found = re.search(r"<title>Terjadi Kesalahan - Error ([0-9A-F]{8})</title>", text)
    assert found
    assert answer["X-Request-ID"].upper().startswith(found[1])
    assert '<script type="module" src="/static/core/failed.js"></script>' in text  # what was typed is kept there
    assert SECRET not in text
    assert "Traceback" not in text


@pytest.mark.parametrize("headers", [JSON, {"X-Requested-With": "XMLHttpRequest"}])
def test_a_crash_is_json_for_scripts(headers: dict[str, str]) -> None:
    answer = visitor().get("/crash/", headers=headers)
    error = answer.json()["error"]
    assert answer.status_code == 500
    assert error.keys() >= {"code", "message", "error_id", "recoverable", "actions"}
    assert error["code"] == "SERVER_ERROR"
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("address", ["/hide/", "/tidak/ada/"])
def test_what_is_missing_is_404_for_all(address: str) -> None:
    people, scripts = visitor().get(address), visitor().get(address, headers=JSON)
    assert (people.status_code, scripts.status_code) == (404, 404)
    assert "Halaman tidak ditemukan" in people.content.decode()
    assert scripts.json()["code"] == "NOT_FOUND"
    assert SECRET not in people.content.decode() + scripts.content.decode()


def test_a_write_without_token_is_403_for_people_and_scripts() -> None:
    browser = Client(enforce_csrf_checks=True)
    people, scripts = browser.post("/dashboard/"), browser.post("/dashboard/", headers=JSON)
    assert (people.status_code, scripts.status_code) == (403, 403)
    assert "CSRF" in people.content.decode()
    assert scripts.json()["ok"] is False


def test_a_foreign_host_is_400() -> None:
    with override_settings(ALLOWED_HOSTS=["127.0.0.1"]):
        answer = visitor().get("/", headers={"host": "jahat.example"})
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


OLD = '{"items": [], "client_updated_at": "2000-01-01T00:00:00Z"}'
ANSWERS = {
    400: ("POST", "/echo/{project}/", "{"),
    403: ("POST", "/dashboard/", ""),
    404: ("GET", "/hide/", ""),
    405: ("PUT", "/echo/{project}/", "{}"),
    409: ("POST", "/detail_project/api/project/{project}/volume-pekerjaan/save/", OLD),
    413: ("POST", "/too-much/", "x" * 200),
    429: ("GET", "/spend/", ""),
    500: ("GET", "/crash/", ""),
}


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("status", ANSWERS)
def test_no_error_shows_internals(user: CustomUser, project: Project, status: int, accept: str) -> None:
    browser = Client(raise_request_exception=False, enforce_csrf_checks=status == 403)
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    method, address, body = ANSWERS[status]
    kind = "application/json" if "api" in address or "echo" in address else "text/plain"

    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=150):
        answer = browser.generic(method, address.format(project=project.pk), body, kind, headers={"Accept": accept})

    text = answer.content.decode()
    assert answer.status_code == status
    assert not INTERNALS.search(text)
    assert SECRET not in text
    assert not faults_of(answer.headers)
    assert "html" not in answer.get("Content-Type", "") or not text or f">{status}<" in text


def test_headers_that_browsers_obey(client: Client) -> None:
    answer = client.get("/dashboard/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_project_api_serves_its_owner_only(
    client: Client, project: Project, other_user: CustomUser, sign_in: SignIn
) -> None:
    address = f"/echo/{project.pk}/"
    assert client.get(address).content == b"Gedung A []"
    assert client.post(address, {"b": 1}, content_type="application/json").content == b"Gedung A ['b']"
    assert sign_in(other_user).get(address, headers=JSON).status_code == 404
    assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"
    refused = client.put(address)
    assert (refused.status_code, refused["Allow"], refused.content) == (405, "GET, POST", b"")
    Project.objects.update(is_active=False)
    assert client.get(address).status_code == 200, "APIs keep answering for an archived project"
    assert client.get(f"/page/{project.pk}/").status_code == 404, "its pages do not"


@pytest.mark.parametrize("name", bad_bodies())
def test_a_bad_body_is_400_with_its_path(client: Client, project: Project, name: str) -> None:
    answer = client.post(f"/echo/{project.pk}/", bad_bodies()[name], content_type="application/json")
    if name == "long-integer":  # a huge number is JSON; its field refuses it
        assert answer.status_code == 200
        return
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == "$"


@pytest.mark.parametrize("text", ['"a\\\\u0000"', '"\\ud83c\\udfd7"', '"é"'])
def test_text_that_only_looks_bad_is_read(text: str) -> None:
    request = RequestFactory().post("/", text.encode(), content_type="application/json")
    assert parse_json(request) == json.loads(text)


def test_text_that_no_database_takes_is_refused_anywhere() -> None:
    for body in (b'{"a": [{"b\\u0000": 1}]}', b'[[" \\ud800 "]]'):
        with pytest.raises(InvalidBodyError):
            parse_json(RequestFactory().post("/", body, content_type="application/json"))
