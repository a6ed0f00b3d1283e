"""The cells of the matrix: which there are, and what is wrong with the application's answer to one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import transaction
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.test import Client

from contract.addresses import address, names
from contract.app_routes import pending
from contract.inventory import Contract, Kind, Operation
from contract.requests import NAMED, NAMED_BY, Asked, Things
from tests.authorisation.requests import REQUESTS, asked
from tests.authorisation.rules import LET_IN, NOT_FOUND, SAFE, Answer, Question, Role, Whose, is_asked, rule_of
from tests.authorisation.world import World, secret_of

# Ids, numbers, and the masked CSRF tokens of pages.
_VARIABLE = re.compile(rb"[0-9a-f-]{36}|[A-Za-z0-9]{64}|\d+")
_BY_NAME = {
    **NAMED,
    "export_id": "finished_session",
    "plan_id": "plan",
    "log_id": "event",
    "path": "media",
    "uidb36": "reset_user",
}
_BY_ROUTE = {
    ("dashboard/", "pk"): "project",
    ("referensi/api/items/", "pk"): "library_item",
    ("referensi/", "pk"): "library_job",
    ("referensi/import/pdf-convert/", "file_id"): "converted_file",
    ("referensi/import/validate/", "file_id"): "checked_file",
    ("referensi/", "task_id"): "library_export",
    ("detail_project/", "task_id"): "export_job",
    ("^accounts/confirm-email/", "key"): "email_key",
    ("^accounts/password/reset/", "key"): "reset_key",
}
CONSTANTS = {"format": "csv", "part_number": 1}
SHARED = frozenset({"library_job", "library_item", "event", "plan", "checked_file", "converted_file", "staged"})


class NoThingError(LookupError):
    """An address names something that the world has none of."""


def thing_of(operation: Operation, name: str) -> str | None:
    """Return which thing a part of an address names; None for what is no object (a format)."""
    if name in CONSTANTS:
        return None
    special = NAMED_BY.get((operation.id, name))
    by_route = (
        thing for (start, part), thing in _BY_ROUTE.items() if part == name and operation.route.startswith(start)
    )
    thing = special or next(by_route, None) or _BY_NAME.get(name)
    if thing is None:
        raise NoThingError(f"{operation.id}: say in tests/authorisation/cells.py what <{name}> names")
    return thing


def named_by(operation: Operation) -> frozenset[str]:
    """Return the things that the operation's address names."""
    return frozenset(thing for name in names(operation) if (thing := thing_of(operation, name)) is not None)


def named_by_body(operation: Operation) -> frozenset[str]:
    """Return the things that its body or query names, found out by making it."""
    seen: set[str] = set()

    class Watched(dict[str, Any]):
        def __missing__(self, name: str) -> Any:
            seen.add(name)
            return b"" if name in {"png", "pdf", "sheet", "projects_sheet"} else "1"

    if operation.id in REQUESTS:
        asked(operation, Watched())
    return frozenset(seen) - {"png", "pdf", "sheet", "projects_sheet", "backup", "template_content", "amount", "name"}


def operations() -> Iterator[Operation]:
    """Yield what the matrix asks: all of the inventory but what the application still lacks."""
    lacking = frozenset(pending())
    for operation in Contract.load():
        if operation.id not in lacking and is_asked(operation, has_object=bool(named_by(operation))):
            yield operation


def questions(operation: Operation) -> Iterator[Question]:
    """Yield the cells of one operation."""
    for role in Role:
        for whose in _whose(operation):
            if not (whose in {Whose.OWN, Whose.FOREIGN_PART} and role is Role.ANONYMOUS):
                yield Question(operation, role, whose)


def _whose(operation: Operation) -> tuple[Whose, ...]:
    in_address = named_by(operation)
    chosen = in_address or named_by_body(operation)
    owned = chosen - SHARED
    if operation.id == "billing.payment.notify" or not chosen:
        return (Whose.NONE,)
    if not owned:
        # A form over many shared rows takes what is there of them: only what is addressed can be missing.
        return (Whose.SHARED, Whose.MISSING) if in_address or not operation.success.location else (Whose.SHARED,)
    parts = (Whose.FOREIGN_PART,) if len(in_address - SHARED) > 1 and "project" in in_address else ()
    return (Whose.OWN, Whose.FOREIGN, Whose.MISSING, *parts)


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a cell: the rule, the answer in a word, and what is wrong with it."""

    question: Question
    rule: str
    expected: str
    status: int
    problems: tuple[str, ...]


def find_out(world: World, question: Question) -> Found:
    """Put a question to the application, look at answer and data, and take everything back."""
    rule = rule_of(question)
    with taken_back():
        response = ask(world, question)
        problems = list(_problems(world, question, response, rule.answers))
        status = response.status_code
        response.close()
    if NOT_FOUND in rule.answers and question.whose in {Whose.FOREIGN, Whose.FOREIGN_PART}:
        with taken_back():
            missing = ask(world, question, missing=True)
            if _likeness(response) != _likeness(missing):
                problems.append("the answer for another's differs from the answer for what does not exist")
    expected = " or ".join(dict.fromkeys(answer.name for answer in rule.answers))
    return Found(question, rule.name, expected, status, tuple(problems))


@contextmanager
def taken_back() -> Iterator[None]:
    """Roll back what is done within; the cache is empty before (rate limits count there)."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(
    world: World,
    question: Question,
    client: Client | None = None,
    *,
    missing: bool = False,
    headers: Mapping[str, str] | None = None,
) -> HttpResponseBase:
    """Send the cell's request with the session of its role and return the answer, read to its end.

    ``missing`` puts what does not exist in the place of another's.
    """
    operation = question.operation
    foreign = world.missing if missing else world.things[other_than(question.role)]
    in_address, in_body = _named(world, question, foreign)
    values = {
        name: in_address[thing] if (thing := thing_of(operation, name)) is not None else CONSTANTS[name]
        for name in names(operation)
    }
    request = asked(operation, in_body)
    client = client or world.client(question.role)
    path = address(operation, values)
    if request.via:
        path = client.get(path).headers.get("Location", path)
    response = _send(client, operation.method, path, request, headers or {})
    if isinstance(response, StreamingHttpResponse):
        response.getvalue()  # what fails half-way fails here
    return response


def _send(client: Client, method: str, path: str, request: Asked, headers: Mapping[str, str]) -> HttpResponseBase:
    response: Any
    if method in SAFE:
        response = client.get(path, request.query, headers=dict(headers))
    elif request.form is not None:
        response = client.post(path, request.form, headers=dict(headers))
    else:
        body = json.dumps(request.json)
        accept = {"Accept": "application/json", **headers}
        response = client.generic(method, path, body, "application/json", headers=accept)
    return response  # type: ignore[no-any-return]


def _named(world: World, question: Question, foreign: Things) -> tuple[Things, Things]:
    """Whose things address and body name."""
    own = world.things[Role.OWNER if question.role is Role.ANONYMOUS else question.role]
    whose = question.whose
    if whose is Whose.FOREIGN:
        return foreign, foreign
    if whose is Whose.MISSING:
        missing = world.missing_shared if _has_only_shared(question.operation) else world.missing
        return missing, own if named_by(question.operation) else missing
    if whose is Whose.FOREIGN_PART:
        return {**foreign, "project": own["project"]}, own
    return own, own


def other_than(role: Role) -> Role:
    """Return whose things are foreign to a role."""
    return Role.SECOND if role is Role.OWNER else Role.OWNER


def _has_only_shared(operation: Operation) -> bool:
    return not ((named_by(operation) or named_by_body(operation)) - SHARED)


def _problems(
    world: World, question: Question, response: HttpResponseBase, answers: tuple[Answer, ...]
) -> Iterator[str]:
    is_given = any(answer.is_given(question.operation, response) for answer in answers)
    if not is_given:
        wanted = " or ".join(dict.fromkeys(answer.name for answer in answers))
        yield f"expected: {wanted}; answered: {_spoken(response)}"
    if LET_IN not in answers:
        if question.writes and world.state() != world.pristine:
            yield "refused, and yet the data changed"
        if _tells(question, response):
            yield f"the answer shows data of the {other_than(question.role)}"
    elif is_given and question.operation.kind is Kind.WRITE and not world.has_changed():
        yield "let in, and yet nothing changed: the request in tests/authorisation/requests.py proves nothing"


def _likeness(response: HttpResponseBase) -> tuple[int, bytes]:
    """What of an answer must not depend on whether there is something: all but numbers and tokens."""
    return response.status_code, _VARIABLE.sub(b"#", getattr(response, "content", b""))


def _tells(question: Question, response: HttpResponseBase) -> bool:
    return secret_of(other_than(question.role)).encode() in getattr(response, "content", b"")


def _spoken(response: HttpResponseBase) -> str:
    place = response.headers.get("Location")
    if place:
        return f"{response.status_code} to {urlsplit(place).path}"
    body = getattr(response, "content", b"")
    is_text = response.headers.get("Content-Type", "").startswith("application/json")
    return f"{response.status_code} {body[:160].decode(errors='replace') if is_text else ''}".rstrip()
