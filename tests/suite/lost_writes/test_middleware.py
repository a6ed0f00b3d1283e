"""Nothing of a lost write stays, its answer is that of a stored one, and nobody else can ask for it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings

from app.accounts.models import CustomUser
from app.subscriptions.models import SubscriptionPlan
from lost_writes.effects import BlockedError
from lost_writes.middleware import LostWrites
from lost_writes.signing import HEADER, Order, sign
from tests.suite.lost_writes import views

SECRET = "rahasia"
PASSWORD = "kuda-lumping-7"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.suite.lost_writes.views")]


@pytest.fixture(autouse=True)
def _installed(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.LOST_WRITES_SECRET = SECRET
    settings.MIDDLEWARE = ["lost_writes.middleware.LostWrites", *settings.MIDDLEWARE]
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    views.DONE.clear()
    yield
    cache.clear()


def order(
    route: str, *, method: str = "POST", mutation: str = "lost", seconds: float = 60, secret: str = SECRET
) -> dict[str, str]:
    """Headers that ask for a mutation."""
    return {HEADER: sign(Order("a.b.c", mutation, method, route, time.time() + seconds), secret)}


def months() -> list[int]:
    return sorted(SubscriptionPlan.objects.values_list("duration_months", flat=True))


@pytest.mark.parametrize(
    ("kind", "atomic"),
    [("row", False), ("row", True), ("streamed", False), ("streamed", True), ("durable", False)],
)
def test_a_lost_row_is_answered_and_not_stored(kind: str, atomic: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", atomic)

    answer = Client().post(f"/{kind}/7/", headers=order(f"{kind}/<int:months>/"))

    assert answer.status_code == 200
    assert b"".join(answer) == b"stored"
    assert answer[HEADER] == "lost; state=changed; blocked="
    assert months() == []


def test_the_same_request_without_an_order_is_stored() -> None:
    answer = Client().post("/row/7/")

    assert HEADER not in answer
    assert months() == [7]


@pytest.mark.parametrize(
    ("route", "method"),
    [("row/<int:months>/", "PUT"), ("durable/<int:months>/", "POST"), ("row/", "POST")],
    ids=["method", "route", "prefix"],
)
def test_an_order_for_another_operation_loses_nothing(route: str, method: str) -> None:
    answer = Client().post("/row/7/", headers=order(route, method=method))

    assert HEADER not in answer
    assert months() == [7]


def test_parameters_may_have_other_names() -> None:
    Client().post("/row/7/", headers=order("^row/<int:pk>/$"))

    assert months() == []


def test_a_save_that_changes_nothing_says_so() -> None:
    Client().post("/row/7/")

    answer = Client().post("/idempotent/", headers=order("idempotent/"))

    assert answer[HEADER] == "lost; state=equal; blocked="


def test_tables_that_the_settings_name_are_not_compared(settings: Settings) -> None:
    settings.LOST_WRITES_IGNORED_TABLES = [SubscriptionPlan._meta.db_table]

    assert "state=equal" in Client().post("/row/7/", headers=order("row/<int:months>/"))[HEADER]


def test_a_lost_sign_in_leaves_no_session() -> None:
    user = CustomUser.objects.create_user("ani", "ani@contoh.example", PASSWORD)
    client = Client(headers=order("accounts/login/"))

    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert answer.status_code == 302
    assert answer["Location"] == "/dashboard/"
    assert "sessionid" in client.cookies
    assert not Session.objects.exists()
    assert CustomUser.objects.get().last_login is None
    assert client.get("/dashboard/").status_code == 302  # to the sign-in


def test_a_lost_sign_up_leaves_no_user_and_no_mail() -> None:
    fields = {"email": "b@contoh.example", "username": "b", "password1": PASSWORD, "password2": PASSWORD}

    answer = Client().post("/accounts/signup/", fields, headers=order("accounts/signup/"))

    assert answer.status_code == 302
    assert not CustomUser.objects.exists()
    assert mail.outbox == []
    assert "mail" in answer[HEADER]


def test_the_cache_is_read_but_not_written() -> None:
    cache.set("counted", 5)
    cache.set("doomed", "stays")

    answer = Client().post("/effect/cache/", headers=order("effect/cache/"))

    assert answer[HEADER].endswith("blocked=cache")
    assert [cache.get(key) for key in ("set", "add", "many", "or_set")] == [None] * 4
    assert (cache.get("counted"), cache.get("doomed")) == (5, "stays")
    Client().post("/effect/cache/")
    assert (cache.get("set"), cache.get("counted"), cache.get("doomed")) == (1, 6, None)


def test_no_file_is_stored_changed_or_deleted(tmp_path: Path) -> None:
    (tmp_path / "doomed.txt").write_text("stays")

    answer = Client().post("/effect/file/", headers=order("effect/file/"))

    assert answer[HEADER].endswith("blocked=file")
    assert [path.name for path in tmp_path.iterdir()] == ["doomed.txt"]
    Client().post("/effect/file/")
    assert {path.name for path in tmp_path.iterdir()} == {"saved.txt", "opened.txt"}


def test_no_mail_is_sent() -> None:
    answer = Client().post("/effect/mail/", headers=order("effect/mail/"))

    assert answer[HEADER].endswith("blocked=mail")
    assert mail.outbox == []
    Client().post("/effect/mail/")
    assert len(mail.outbox) == 1


def test_work_after_the_commit_never_runs() -> None:
    answer = Client().post("/effect/on_commit/", headers=order("effect/on_commit/"))

    assert answer[HEADER].endswith("blocked=on_commit")
    assert views.DONE == []
    Client().post("/effect/on_commit/")
    assert views.DONE == ["on_commit"]


def test_threads_and_pools_do_nothing() -> None:
    answer = Client().post("/effect/thread/", headers=order("effect/thread/"))

    assert answer[HEADER].endswith("blocked=thread")
    views.POOL.submit(lambda: None).result(10)  # what the pool had to do before is done
    assert views.DONE == []
    Client().post("/effect/thread/")
    views.POOL.submit(lambda: None).result(10)
    assert views.DONE == ["thread", "pool"]


def test_no_process_is_started() -> None:
    with pytest.raises(BlockedError):
        Client().post("/effect/process/", headers=order("effect/process/"))


@pytest.fixture
def upstream() -> Iterator[list[str]]:
    """Requests that another machine got."""
    got: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            got.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    views.UPSTREAM[:] = [f"http://127.0.0.1:{server.server_port}/"]
    yield got
    server.shutdown()
    server.server_close()


def test_no_other_machine_is_told(upstream: list[str]) -> None:
    client = Client(raise_request_exception=False)

    answer = client.post("/effect/connection/", headers=order("effect/connection/"))

    assert answer.status_code == 500
    assert answer[HEADER].endswith("blocked=connection")
    assert upstream == []
    client.post("/effect/connection/")
    assert upstream == ["/"]


def test_a_host_that_the_settings_allow_is_reached(upstream: list[str], settings: Settings) -> None:
    settings.LOST_WRITES_ALLOWED_HOSTS = ["127.0.0.1"]

    Client().post("/effect/connection/", headers=order("effect/connection/"))

    assert upstream == ["/"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"secret": "tebakan"}, "signature"),
        ({"seconds": -1}, "expired"),
        ({"mutation": "halved"}, "no mutation"),
    ],
    ids=["forged", "expired", "unknown"],
)
def test_a_bad_order_is_refused_and_logged(
    wrong: dict[str, Any], reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    value = order("row/<int:months>/", **wrong)[HEADER]  # signed now: an order does not live as long as a session
    with caplog.at_level(logging.WARNING, logger="lost_writes"):
        answer = Client().post("/row/7/", headers={HEADER: value})

    assert answer.status_code == 400
    assert reason in answer.content.decode()
    assert reason in caplog.text
    assert months() == []


def test_nonsense_is_refused() -> None:
    answer = Client().post("/row/7/", headers={HEADER: "nonsense"})

    assert answer.status_code == 400
    assert "signature" in answer.content.decode()
    assert months() == []


def test_an_altered_order_does_not_fit_its_signature() -> None:
    body, _, _ = order("durable/<int:months>/")[HEADER].partition(".")
    _, _, seal = order("row/<int:months>/")[HEADER].partition(".")

    assert Client().post("/row/7/", headers={HEADER: f"{body}.{seal}"}).status_code == 400


def test_without_its_secret_it_is_not_there(settings: Settings) -> None:
    settings.LOST_WRITES_SECRET = ""

    answer = Client().post("/row/7/", headers=order("row/<int:months>/"))

    assert answer.status_code == 200
    assert months() == [7]


@pytest.mark.parametrize("engine", ["file", "signed_cookies"])
def test_sessions_that_cannot_be_lost_are_refused_at_start(engine: str, settings: Settings) -> None:
    settings.SESSION_ENGINE = f"django.contrib.sessions.backends.{engine}"

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    with pytest.raises(ImproperlyConfigured, match=engine):
        LostWrites(view)
