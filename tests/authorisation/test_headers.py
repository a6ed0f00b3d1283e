"""What browsers are told with every answer: guess no types, frame nothing, keep nothing, hand no cookie to scripts."""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client, override_settings

from app.config import settings as sound
from contract.addresses import address
from contract.inventory import Contract, Operation
from fixtures.headers import faults_of, is_private
from tests.authorisation.cells import ask, named_by, operations, taken_back
from tests.authorisation.rules import Question, Role, Whose
from tests.authorisation.test_csrf import let_in
from tests.authorisation.world import PASSWORD, World

pytestmark = pytest.mark.django_db
ALL = list(operations())
OPEN = ("account.", "health.", "site.", "billing.pricing", "billing.payment.notify", "monitoring.client_metric")
"""What strangers are shown, too; the pages of an account are looked at below."""
OF_ACCOUNTS = [o for o in Contract.load() if o.area == "account" and o.method == "GET" and not named_by(o)]


@pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.id)
def test_every_answer_says_how_it_may_be_used(world: World, operation: Operation) -> None:
    with taken_back():
        answer = ask(world, let_in(operation) if not operation.id.startswith("account.") else _anonymous(operation))
        faults, private = faults_of(answer.headers), is_private(answer.headers)
        answer.close()

    assert not faults
    assert private or operation.id.startswith(OPEN), "a cache may keep what a signed-in user was shown"


@pytest.mark.parametrize("operation_id", ["dashboard.page.view", "pricing.project.save", "export.rab.pdf"])
def test_refusals_say_it_too(world: World, operation_id: str) -> None:
    with taken_back():
        answer = ask(world, _anonymous(Contract.load().operation(operation_id)))

        assert not faults_of(answer.headers)


@pytest.mark.parametrize("operation", OF_ACCOUNTS, ids=lambda operation: operation.id)
@pytest.mark.parametrize("role", [Role.OWNER, Role.ANONYMOUS])
def test_every_page_of_an_account_says_it_and_is_kept_by_nobody(world: World, operation: Operation, role: Role) -> None:
    with taken_back():
        answer = world.client(role).get(address(operation))

    is_shown_to_somebody = role is not Role.ANONYMOUS and answer.status_code == 200
    assert not faults_of(answer.headers)
    assert is_private(answer.headers) or not is_shown_to_somebody, "a cache may keep what a signed-in user was shown"


@pytest.mark.parametrize("path", ["core/theme-boot.js", "core/favicon.svg", "vendor/bootstrap/css/bootstrap.min.css"])
def test_a_browser_guesses_no_type_of_a_static_file(path: str) -> None:
    answer = Client().get(f"/static/{path}")

    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


def cookies_of_a_sign_in(world: World, *, secure: bool = False) -> Mapping[str, Any]:
    visitor = Client()
    with taken_back():
        visitor.get("/accounts/login/", secure=secure)
        typed = {"login": world.users[Role.OWNER].email, "password": PASSWORD}
        assert visitor.post("/accounts/login/", typed, secure=secure).status_code == 302
    return visitor.cookies


def test_scripts_never_see_the_sessions_cookie(world: World) -> None:
    cookies = cookies_of_a_sign_in(world)

    session, token = cookies["sessionid"], cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], session["path"]) == (True, "Lax", "/")
    assert session["max-age"] == 1209600
    assert (token["samesite"], token["path"], bool(token["httponly"])) == ("Lax", "/", False)


def test_nor_what_the_next_page_is_to_say(world: World) -> None:
    messages = cookies_of_a_sign_in(world)["messages"]

    assert messages.value, "nobody was greeted"
    assert (messages["httponly"], messages["samesite"], messages["path"]) == (True, "Lax", "/")


@pytest.mark.parametrize(("https", "secure"), [("1", True), ("0", False)])
def test_where_there_is_https_no_cookie_goes_without_it(
    world: World, monkeypatch: pytest.MonkeyPatch, https: str, secure: bool
) -> None:
    monkeypatch.setenv("AHSP_HTTPS", https)
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    read = runpy.run_path(str(sound.__file__))

    with override_settings(**{name: read[name] for name in names}):
        cookies = cookies_of_a_sign_in(world, secure=secure)

    flags = {name: bool(cookies[name]["secure"]) for name in ("sessionid", "csrftoken", "messages")}
    assert flags == dict.fromkeys(flags, secure)


def _anonymous(operation: Operation) -> Question:
    return Question(operation, Role.ANONYMOUS, Whose.FOREIGN)
