"""Every write is refused without a CSRF token, with another session's token, and from a foreign origin."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from contract.inventory import Operation
from fixtures.sweeps import CSRF_EXEMPT
from tests.authorisation.cells import ask, operations, questions, taken_back
from tests.authorisation.rules import LET_IN, SAFE, Question, Role, Whose, rule_of
from tests.authorisation.world import World

pytestmark = pytest.mark.django_db
WRITES = [operation for operation in operations() if operation.method not in SAFE]
GUARDED = [operation for operation in WRITES if operation.id not in CSRF_EXEMPT]
COOKIE, HEADER = "csrftoken", "X-CSRFToken"


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


@pytest.mark.parametrize("operation", GUARDED, ids=lambda operation: operation.id)
@pytest.mark.parametrize("case", ["no-token", "another-sessions-token", "foreign-origin"])
def test_a_forged_write_is_refused_and_changes_nothing(world: World, operation: Operation, case: str) -> None:
    own = a_token()
    cookie, headers = {
        "no-token": (own, {}),
        "another-sessions-token": (own, {HEADER: a_token()}),
        "foreign-origin": (own, {HEADER: own, "Origin": "https://jahat.example"}),
    }[case]

    with taken_back():
        assert send(world, let_in(operation), cookie, headers).status_code == 403
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
