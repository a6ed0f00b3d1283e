"""Orders to mutate a request: which operation, how, until when. Signed, so that nobody else can give one.

Needs no Django: the test runner signs, the application checks.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

HEADER = "X-Lost-Writes"
LIFETIME_SECONDS = 900
LOST, TWICE, ELSEWHERE, HALF, REFUSED = MUTATIONS = ("lost", "twice", "elsewhere", "half", "refused")


class BadOrderError(ValueError):
    """The header's value is no order, is not signed with this secret, or has expired."""


@dataclass(frozen=True, slots=True)
class Order:
    """Apply ``mutation`` to requests of ``method`` on ``route`` (a template of Django's resolver) until ``expires``.

    ``operation`` is the asker's own name for it, for the log. ``expires`` is in seconds since the epoch. ``instead``
    holds values for parameters of the route, by name: what ``elsewhere`` puts in the place of those of the address.
    """

    operation: str
    mutation: str
    method: str
    route: str
    expires: float
    instead: Mapping[str, int | str] = field(default_factory=dict)


def sign(order: Order, secret: str) -> str:
    """Return the header's value: the order as URL-safe base64, a point, its HMAC-SHA256."""
    body = base64.urlsafe_b64encode(json.dumps(asdict(order)).encode()).decode()
    return f"{body}.{_seal(body, secret)}"


def check(value: str, secret: str, now: float) -> Order:
    """Return the order in a header's value. Raises ``BadOrderError`` unless ``secret`` signed it and it still holds."""
    body, _, seal = value.partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(body, secret).encode()):
        raise BadOrderError("the signature does not fit")
    try:
        order = Order(**json.loads(base64.urlsafe_b64decode(body)))
    except (binascii.Error, ValueError, TypeError) as error:
        raise BadOrderError(f"no order: {error}") from error
    if order.expires < now:
        raise BadOrderError(f"expired {now - order.expires:.0f} s ago")
    return order


def place(route: str) -> str:
    """Return a route without anchors and without the names of its parameters, which do not change where it leads."""
    bare = re.sub(r"\\Z|[$^]", "", route)
    without_groups = re.sub(r"\(\?P<\w+>", "(", bare)
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: f"<{found.group(1) or 'str'}>", without_groups)


def _seal(body: str, secret: str) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
