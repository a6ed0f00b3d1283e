"""What must be answered: a table of rules over the inventory, of which the first that applies counts.

Sources: CONTRACT 2.2 (sign-in, exemptions), 2.4 (tiers), 3.14 and 4.8 (library, monitoring, payments), 10.3.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from django.http.response import HttpResponseBase

from contract.inventory import Operation
from contract.success import judge


class Role(StrEnum):
    """Who asks. Owner and second owner are both PRO; the administrator is staff and superuser."""

    ANONYMOUS = "anonymous"
    OWNER = "owner"
    SECOND = "second owner"
    TRIAL = "trial"
    EXPIRED = "expired"
    ADMIN = "admin"


class Whose(StrEnum):
    """Whose the object is that the address or the body names."""

    NONE = "no object"
    OWN = "own"
    FOREIGN = "foreign"
    MISSING = "missing"
    SHARED = "shared"
    FOREIGN_PART = "own, foreign part"


NOT_THEIRS = frozenset({Whose.FOREIGN, Whose.MISSING, Whose.FOREIGN_PART})
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OF_PROJECTS = {"ahsp", "audit", "dashboard", "needs", "pricing", "rab", "schedule", "template", "volume", "works"}
AREAS = OF_PROJECTS | {"account", "billing", "export", "health", "library", "monitoring", "site"}


@dataclass(frozen=True, slots=True)
class Question:
    """One cell: who asks for what, on whose object."""

    operation: Operation
    role: Role
    whose: Whose

    def __str__(self) -> str:
        return f"{self.operation.id}-{self.role}-{self.whose}".replace(", ", "-").replace(" ", "_")

    @property
    def writes(self) -> bool:
        """Whether the method is one that may change something."""
        return self.operation.method not in SAFE

    def of(self, *patterns: str) -> bool:
        """Whether the operation's id fits one of the patterns."""
        return any(fnmatchcase(self.operation.id, pattern) for pattern in patterns)


@dataclass(frozen=True, slots=True)
class Answer:
    """A kind of answer, and how it is recognised."""

    name: str
    is_given: Callable[[Operation, HttpResponseBase], bool]


class NoRuleError(LookupError):
    """Nobody has said who may do this operation."""


def _redirects(*starts: str) -> Callable[[Operation, HttpResponseBase], bool]:
    return lambda _, response: response.status_code == 302 and response.headers["Location"].startswith(starts)


def _status(*statuses: int) -> Callable[[Operation, HttpResponseBase], bool]:
    return lambda _, response: response.status_code in statuses


def _code(*codes: str) -> Callable[[Operation, HttpResponseBase], bool]:
    return lambda _, response: response.status_code == 403 and code_of(response) in codes


def code_of(response: HttpResponseBase) -> object:
    """Return ``code`` of a JSON object, None of anything else."""
    body = json_of(response)
    return body.get("code") if isinstance(body, dict) else None


def json_of(response: HttpResponseBase) -> object:
    """Return the decoded body, None where it is no JSON."""
    content = getattr(response, "content", b"")
    try:
        return json.loads(content) if "json" in response.headers.get("Content-Type", "") else None
    except ValueError:
        return None


def _let_in(operation: Operation, response: HttpResponseBase) -> bool:
    return judge(operation, response.status_code, response.headers.get("Location"), lambda: json_of(response))


def _read_only(operation: Operation, response: HttpResponseBase) -> bool:
    away = _redirects("/pricing/?reason=subscription_expired")
    return _code("SUBSCRIPTION_EXPIRED")(operation, response) or away(operation, response)


def _to(address: str) -> Callable[[Operation, HttpResponseBase], bool]:
    return lambda _, response: response.status_code == 302 and response.headers["Location"] == address


LET_IN = Answer("let in", _let_in)
SIGN_IN = Answer("sign in", _redirects("/accounts/login/?next="))
ADMIN_SIGN_IN = Answer("sign in", _redirects("/admin/login/?next="))
NOT_FOUND = Answer("not found", _status(404))
FORBIDDEN = Answer("forbidden", _status(403))
READ_ONLY = Answer("read only", _read_only)
NO_EXPORT = Answer("no export", _code("TRIAL_NO_EXPORT", "PRO_REQUIRED"))
TO_START = Answer("led to the start", _to("/"))
TO_DASHBOARD = Answer("led to the dashboard", _to("/dashboard/"))
NOTHING_TO_BUY = Answer("nothing to buy", _code("ADMIN_CHECKOUT_BLOCKED"))
DEAD_LINK = Answer("dead link", _status(200, 404))
NOTHING_CHOSEN = Answer("nothing chosen", _status(400))


@dataclass(frozen=True, slots=True)
class Rule:
    """Any of ``answers`` is right where the rule applies: guards stand in no particular order, so the first speaks."""

    name: str
    applies: Callable[[Question], bool]
    answers: tuple[Answer, ...]


OPEN = ("health.*", "site.landing.*", "site.pricing.*", "site.admin.sign_in", "billing.pricing.view",
        "billing.payment.notify", "monitoring.client_metric.report")  # fmt: skip
FOR_EVERY_ACCOUNT = ("library.ahsp.search", "library.sources.list", "template.library.list")
"""What all read of what is shared."""
OF_THE_CALLER = ("dashboard.page.view", "dashboard.project.create", "dashboard.project.import", "dashboard.upload.*",
                 "export.dashboard.*")  # fmt: skip
"""What lists, or makes, the caller's own without naming any of it."""
FOR_SALE = ("billing.checkout.view", "billing.payment.create")
SCRIPTS_OF_THE_LIBRARY = ("referensi/api/", "referensi/export/")


def _lacks_tier(question: Question) -> bool:
    tier = question.operation.tier
    if question.role is Role.TRIAL:
        return tier is not None
    return question.role is Role.EXPIRED and tier == "pro"


def _outside_library(question: Question) -> bool:
    is_library = question.operation.area == "library" and not question.of(*FOR_EVERY_ACCOUNT)
    return is_library and question.role is not Role.ADMIN


def _is_script_of_library(question: Question) -> bool:
    return question.operation.route.startswith(SCRIPTS_OF_THE_LIBRARY)


RULES = (
    Rule("a secret link works for whoever has it, and no other does",
         lambda q: q.operation.area == "account" and q.whose is Whose.MISSING, (DEAD_LINK,)),
    Rule("a secret link works for whoever has it", lambda q: q.operation.area == "account", (LET_IN,)),
    Rule("open to everybody", lambda q: q.of(*OPEN), (LET_IN,)),
    Rule("the administration has its own way in",
         lambda q: q.operation.area == "site" and q.role is Role.ANONYMOUS, (ADMIN_SIGN_IN,)),
    Rule("the administration refuses who would not get in by signing in",
         lambda q: q.operation.area == "site" and q.role is not Role.ADMIN, (FORBIDDEN,)),
    Rule("visitors sign in first", lambda q: q.role is Role.ANONYMOUS, (SIGN_IN,)),
    Rule("administrators buy nothing",
         lambda q: q.of("billing.payment.create") and q.role is Role.ADMIN, (NOTHING_TO_BUY,)),
    Rule("whoever has a subscription is not sold one",
         lambda q: q.of("billing.checkout.*") and q.role in {Role.OWNER, Role.SECOND, Role.ADMIN}, (TO_DASHBOARD,)),
    Rule("who has lapsed writes nothing, but may pay",
         lambda q: q.role is Role.EXPIRED and q.writes and q.operation.area != "billing", (READ_ONLY,)),
    Rule("monitoring is for staff",
         lambda q: q.operation.area == "monitoring" and q.role is not Role.ADMIN, (SIGN_IN,)),
    Rule("scripts of the library are for its keepers",
         lambda q: _outside_library(q) and _is_script_of_library(q), (FORBIDDEN,)),
    Rule("the library is for its keepers", _outside_library, (TO_START,)),
    Rule("a tier without the format, and not one's own",
         lambda q: _lacks_tier(q) and q.whose in NOT_THEIRS, (NO_EXPORT, NOT_FOUND)),
    Rule("a tier without the format", _lacks_tier, (NO_EXPORT,)),
    Rule("a choice of library jobs that are gone is empty",
         lambda q: q.of("library.export.multiple") and q.whose is Whose.MISSING, (NOTHING_CHOSEN,)),
    Rule("templates are read by all, and deleted by who made them",
         lambda q: q.of("template.library.delete") and q.whose is Whose.FOREIGN and q.role is not Role.ADMIN,
         (FORBIDDEN,)),
    Rule("templates are read by all",
         lambda q: (q.of("template.library.read", "template.library.delete") and q.whose is Whose.FOREIGN)
         or (q.of("template.library.apply") and q.whose is Whose.FOREIGN_PART), (LET_IN,)),
    Rule("another's and missing are the same", lambda q: q.whose in NOT_THEIRS, (NOT_FOUND,)),
    Rule("one's own", lambda q: q.whose is Whose.OWN, (LET_IN,)),
    Rule("its keepers do everything in the library", lambda q: q.operation.area == "library" and q.role is Role.ADMIN,
         (LET_IN,)),
    Rule("staff does everything in the monitoring", lambda q: q.operation.area == "monitoring", (LET_IN,)),
    Rule("staff sees the administration", lambda q: q.of("site.admin.view"), (LET_IN,)),
    Rule("what every account reads", lambda q: q.of(*FOR_EVERY_ACCOUNT), (LET_IN,)),
    Rule("every account lists and makes its own", lambda q: q.of(*OF_THE_CALLER), (LET_IN,)),
    Rule("who has no subscription is sold one", lambda q: q.of(*FOR_SALE), (LET_IN,)),
)  # fmt: skip


def rule_of(question: Question) -> Rule:
    """Return the rule that applies.

    Raises ``NoRuleError`` for an area, or a tier, that no rule speaks of, and for what nobody but its name lets in: an
    operation that names no object of the caller's.
    """
    operation = question.operation
    if operation.area not in AREAS or operation.tier not in {None, "pro", "pdf", "pdf_and_pro"}:
        raise NoRuleError(f"{operation.id}: add a rule for its area or tier to tests/authorisation/rules.py")
    rule = next((rule for rule in RULES if rule.applies(question)), None)
    if rule is None:
        raise NoRuleError(f"{question}: say in tests/authorisation/rules.py who may do it, it names nothing of theirs")
    return rule


def is_asked(operation: Operation, *, has_object: bool) -> bool:
    """Say whether the matrix asks an operation: all but an account's dealings with its own session.

    Those name nobody's object; what they do for whom stands in ``tests/app/accounts``.
    """
    return has_object or operation.area != "account"
