"""Whether an answer is a success of its operation: declared in the inventory, never guessed from the status alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from contract.inventory import Operation

# Where the application sends whoever may not act: sign-in (the Django admin has its own), or prices (expired account).
REFUSED_BY_REDIRECT = re.compile(r"/(accounts/login|admin/login|pricing|subscriptions/pricing)/?(\?|$)")


def needs_body(operation: Operation) -> bool:
    """Say whether judging may ask for the answer's body."""
    return bool(operation.success.flags)


def judge(operation: Operation, status: int | None, location: str | None, body: Callable[[], object | None]) -> bool:
    """Return whether an answer is a success of ``operation``.

    ``status`` is None for a request that got no answer, ``location`` the Location header as sent (absolute or not) and
    ``body`` returns the decoded JSON of the answer, or None if it is none; called only if the rule asks for flags.
    """
    rule = operation.success
    if status is None or status not in rule.status:
        return False
    if 300 <= status < 400:
        return _leads_where_it_should(operation, location)
    if not rule.flags:
        return True
    answer = body()
    return isinstance(answer, Mapping) and all(
        name in answer and _same(answer[name], value) for name, value in rule.flags.items()
    )


def _same(found: object, declared: object) -> bool:
    """Compare as JSON does: ``1`` is not ``true``."""
    return type(found) is type(declared) and found == declared


def _leads_where_it_should(operation: Operation, location: str | None) -> bool:
    if not location or operation.success.location is None:
        return False
    parts = urlsplit(location)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    if REFUSED_BY_REDIRECT.match(target) and not operation.success.to_sign_in:
        return False
    return re.search(operation.success.location, target) is not None
