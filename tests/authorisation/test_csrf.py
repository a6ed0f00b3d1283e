"""Every write is refused without a CSRF token, with another session's token, and from a foreign origin."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.core import mail
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from contract.inventory import Channel, Contract, Operation
from fixtures.sweeps import CSRF_EXEMPT
from tests.authorisation import account_forms
from tests.authorisation.account_forms import CODE, FORMS
from tests.authorisation.cells import ask, operations, questions, taken_back
from tests.authorisation.rules import LET_IN, SAFE, Question, Role, Whose, rule_of
from tests.authorisation.world import World

pytestmark = pytest.mark.django_db
WRITES = [operation for operation in operations() if operation.method not in SAFE]
GUARDED = [operation for operation in WRITES if operation.id not in CSRF_EXEMPT]
COOKIE, HEADER = "csrftoken", "X-CSRFToken"
CASES = ("no-token", "another-sessions-token", "foreign-origin")


def let_in(operation: Operation) -> Question:
    """The cell of an operation that is let in: the owner's, or the administrator's where only he may."""
    for role in (Role.OWNER, Role.ADMIN, Role.TRIAL):
        for question in questions(operation):
            allowed = question.role is role and question.whose in {Whose.OWN, Whose.SHARED, Whose.NONE}
            if allowed and rule_of(question).answers == (LET_IN,):
                return question
    raise AssertionError(f"nobody is let in to {operation.id}")


def send(world: World, question: Question, cookie: str | None, headers: Mapping[str, str]) -> HttpResponseBase:
    client = world.client(question.role, enforce_csrf_checks=True)
    if cookie is not None:
        client.cookies[COOKIE] = cookie
    return ask(world, question, client, headers=headers)


def a_token() -> str:
    """A token as a session gets it."""
    request = RequestFactory().get("/")
    get_token(request)
    return str(request.META["CSRF_COOKIE"])


def forged(own: str, case: str) -> Mapping[str, str]:
    """The headers of a write that somebody else makes the browser send, whose cookie is ``own``."""
    headers: Mapping[str, Mapping[str, str]] = {
        "no-token": {},
        "another-sessions-token": {HEADER: a_token()},
        "foreign-origin": {HEADER: own, "Origin": "https://jahat.example"},
    }
    return headers[case]


@pytest.mark.parametrize("operation", GUARDED, ids=lambda operation: operation.id)
@pytest.mark.parametrize("case", CASES)
def test_a_forged_write_is_refused_and_changes_nothing(world: World, operation: Operation, case: str) -> None:
    own = a_token()

    with taken_back():
        assert send(world, let_in(operation), own, forged(own, case)).status_code == 403
        assert world.state() == world.pristine


@pytest.mark.parametrize("operation", GUARDED, ids=lambda operation: operation.id)
def test_the_same_write_with_its_own_token_is_let_in(world: World, operation: Operation) -> None:
    own = a_token()

    with taken_back():
        answer = send(world, let_in(operation), own, {HEADER: own})

        assert LET_IN.is_given(operation, answer), answer.status_code


@pytest.mark.parametrize("operation", [o for o in WRITES if o.id in CSRF_EXEMPT], ids=lambda operation: operation.id)
def test_what_strangers_send_needs_no_token(world: World, operation: Operation) -> None:
    with taken_back():
        answer = ask(world, Question(operation, Role.ANONYMOUS, Whose.NONE), Client(enforce_csrf_checks=True))

        assert LET_IN.is_given(operation, answer)


def test_every_form_of_an_account_is_among_them() -> None:
    assert set(FORMS) == account_forms.writes(), "say in tests/authorisation/account_forms.py who sends it, and what"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_a_forged_form_of_an_account_is_refused_and_changes_nothing(world: World, form: str, case: str) -> None:
    own = a_token()

    with taken_back():
        client, fields = ready(world, form, own)
        before = everything(world, client)

        answer = client.post(FORMS[form].path(world), fields, headers=dict(forged(own, case)))

        assert answer.status_code == 403
        assert everything(world, client) == before


@pytest.mark.parametrize("form", FORMS)
def test_the_same_form_with_its_own_token_is_taken(world: World, form: str) -> None:
    own = a_token()

    with taken_back():
        client, fields = ready(world, form, own)
        before = everything(world, client)

        answer = client.post(FORMS[form].path(world), fields, headers={HEADER: own})

        assert is_taken(form, answer), f"{answer.status_code} {answer.headers.get('Location')}"
        assert everything(world, client) != before or not is_to_change_something(form)


def ready(world: World, form: str, token: str) -> tuple[Client, Mapping[str, str]]:
    """A browser that is where the form is, with ``token`` for its own, and what is filled in."""
    sender = FORMS[form].sender(world)
    fields = FORMS[form].fields(world)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sender.cookies
    strict.cookies[COOKIE] = token
    return strict, fields


def everything(world: World, client: Client) -> tuple[object, ...]:
    """What a form of an account may change: the data, the mail that was sent, the session and what is in it."""
    session = client.session
    return world.state(), len(mail.outbox), session.session_key, dict(session.items())


def is_taken(form: str, answer: HttpResponseBase) -> bool:
    if form == CODE:
        return answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/code/confirm/")
    operation = Contract.load().operation(form)
    # What needs a third party cannot be done here: it must not be its token that it is refused for.
    return answer.status_code != 403 if operation.channel is Channel.NONE else LET_IN.is_given(operation, answer)


def is_to_change_something(form: str) -> bool:
    return form == CODE or Contract.load().operation(form).channel is not Channel.NONE
