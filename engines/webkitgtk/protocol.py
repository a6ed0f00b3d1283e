"""Messages: what both protocols share (JSON objects with an id or a method) and how errors travel."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

#: Playwright runs its own helpers in a script world of this name.
UTILITY_WORLD = "__playwright_utility_world__"
#: The stock inspector offers clients no script world of their own, so the utility world of a frame is its page's
#: world under another number: the page's execution context id plus this.
UTILITY_OFFSET = 10**7
#: Ids of the adapter's own commands to the inspector start here; Playwright's count up from 1.
OWN_IDS = 10**9


class ProtocolError(Exception):
    """A command was refused, or its page is gone. The text is what Playwright shows to the test."""


def answer(message: Json, result: Json | None = None, error: str | None = None) -> Json:
    """Return the answer to ``message``."""
    if error is not None:
        return {"id": message["id"], "error": {"message": error}}
    return {"id": message["id"], "result": result or {}}


def error_text(answered: Json) -> str | None:
    """Return the error of an answer, or ``None`` if it is a result."""
    error = answered.get("error")
    if error is None:
        return None
    return str(error.get("message", error)) if isinstance(error, dict) else str(error)
