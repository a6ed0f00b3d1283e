"""What browsers are told with every answer: guess no types, frame nothing, keep nothing, hand no cookie to scripts."""

from __future__ import annotations

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from contract.inventory import Contract, Operation
from tests.authorisation.cells import ask, operations, taken_back
from tests.authorisation.rules import Question, Role, Whose
from tests.authorisation.test_csrf import let_in
from tests.authorisation.world import PASSWORD, World

pytestmark = pytest.mark.django_db
ALL = list(operations())
GUARDS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
OPEN = ("account.", "health.", "site.", "billing.pricing", "billing.payment.notify", "monitoring.client_metric")


def faults_of(answer: HttpResponseBase) -> list[str]:
    """What an answer's headers lack."""
    faults = [
        f"{name}: {answer.headers.get(name)}" for name, value in GUARDS.items() if answer.headers.get(name) != value
    ]
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/") and "charset=utf-8" not in kind:
        faults.append(f"Content-Type: {kind}")  # a browser that guesses the encoding can be led to see a script
    return faults


def is_private(answer: HttpResponseBase) -> bool:
    """Whether neither a cache nor the back button keeps the answer."""
    return "no-store" in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.id)
def test_every_answer_says_how_it_may_be_used(world: World, operation: Operation) -> None:
    with taken_back():
        answer = ask(world, let_in(operation) if not operation.id.startswith("account.") else _anonymous(operation))
        faults, private = faults_of(answer), is_private(answer)
        answer.close()

    assert not faults
    assert private or operation.id.startswith(OPEN), "a cache may keep what a signed-in user was shown"


@pytest.mark.parametrize("operation_id", ["dashboard.page.view", "pricing.project.save", "export.rab.pdf"])
def test_refusals_say_it_too(world: World, operation_id: str) -> None:
    with taken_back():
        answer = ask(world, _anonymous(Contract.load().operation(operation_id)))

        assert not faults_of(answer)


def test_scripts_never_see_the_sessions_cookie(world: World) -> None:
    visitor = Client()

    with taken_back():
        visitor.get("/accounts/login/")
        visitor.post("/accounts/login/", {"login": world.users[Role.OWNER].email, "password": PASSWORD})

        session, token = visitor.cookies["sessionid"], visitor.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], session["path"], session["max-age"]) == (
        True,
        "Lax",
        "/",
        1209600,
    )
    assert (token["samesite"], token["path"], bool(token["httponly"])) == ("Lax", "/", False)


def _anonymous(operation: Operation) -> Question:
    return Question(operation, Role.ANONYMOUS, Whose.FOREIGN)
