"""A client of the application's HTTP interface, over Playwright's request context.

It works with a context of its own (arranging) or with a browser context's (``context.request``: the page's session).
Playwright emits no context events for these requests, so the client tells its observer about each exchange.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import APIRequestContext, APIResponse

Permit = Callable[[str, str], None]
"""Is called with method and path before each request; raises for what this run may not send."""


def permit_all(method: str, path: str) -> None:
    """Let every request go."""


@dataclass(frozen=True)
class Exchange:
    """One request and its answer as the client saw them. ``milliseconds`` is the client's own measurement."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]
    text: Callable[[], str]
    milliseconds: float
    body: Callable[[], bytes] = bytes
    """The answer's body as it came, for files."""

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""
        return self.headers.get("location")

    def json(self) -> Any:
        """The answer's body as JSON. Raises ``ValueError`` where it is none."""
        return json.loads(self.text())


class ApiError(AssertionError):
    """The application refused what a script needed; the message shows the request and the answer.

    ``exchange`` is the answer that was no success, where there is one such.
    """

    def __init__(self, message: str, exchange: Exchange | None = None) -> None:
        super().__init__(message)
        self.exchange = exchange


@dataclass(frozen=True)
class ApiClient:
    """Sends requests with the session's cookies and CSRF token. Redirects are not followed: they are answers."""

    transport: APIRequestContext
    base_url: str
    observe: Callable[[Exchange], None] = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers of every request of this client, over its transport's."""
    permit: Permit = field(default=permit_all, repr=False)

    def get(self, path: str, params: Mapping[str, str | int] | None = None) -> Exchange:
        """GET ``path``."""
        return self._send("GET", path, params=dict(params or {}))

    def post_json(self, path: str, payload: object) -> Exchange:
        """POST ``payload`` as JSON."""
        return self.send_json("POST", path, payload)

    def put_json(self, path: str, payload: object) -> Exchange:
        """PUT ``payload`` as JSON."""
        return self.send_json("PUT", path, payload)

    def patch_json(self, path: str, payload: object) -> Exchange:
        """PATCH ``payload`` as JSON."""
        return self.send_json("PATCH", path, payload)

    def send_json(self, method: str, path: str, payload: object) -> Exchange:
        """Send ``payload`` as JSON by ``method``."""
        return self._send(method, path, headers=self._json_headers(), data=json.dumps(payload))

    def delete(self, path: str) -> Exchange:
        """DELETE ``path``."""
        return self._send("DELETE", path, headers=self._json_headers())

    def post_form(self, path: str, fields: Mapping[str, str]) -> Exchange:
        """POST ``fields`` as a browser's form does."""
        return self._send("POST", path, form={**fields, "csrfmiddlewaretoken": self.csrf_token()})

    def post_multipart(self, path: str, fields: Mapping[str, Any]) -> Exchange:
        """POST ``fields`` as a browser's form with files does; a file is ``{"name", "mimeType", "buffer"}``."""
        return self._send("POST", path, multipart={**fields, "csrfmiddlewaretoken": self.csrf_token()})

    def forge(self, method: str, path: str, payload: object = ()) -> Exchange:
        """Send a JSON write with the session's cookies and no CSRF token, as a stranger's page would."""
        return self._send(method, path, headers={"Content-Type": "application/json"}, data=json.dumps(payload))

    def csrf_token(self) -> str:
        """The session's token; a visitor gets one from the sign-in page first."""
        token = self._cookie("csrftoken")
        if not token:
            self.get("/accounts/login/")
            token = self._cookie("csrftoken")
        return token

    def _cookie(self, name: str) -> str:
        host = urlsplit(self.base_url).hostname
        cookies = self.transport.storage_state()["cookies"]
        return next((c["value"] for c in cookies if c["name"] == name and c["domain"].lstrip(".") == host), "")

    def _json_headers(self) -> dict[str, str]:
        return {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": self.csrf_token()}

    def _send(self, method: str, path: str, **options: Any) -> Exchange:
        headers = {"Referer": f"{self.base_url}{path}", **self.headers, **options.pop("headers", {})}
        self.permit(method, path)
        began = time.perf_counter()
        answer: APIResponse = self.transport.fetch(
            f"{self.base_url}{path}", method=method, headers=headers, max_redirects=0, **options
        )
        exchange = Exchange(
            method, path, answer.status, answer.headers, answer.text, (time.perf_counter() - began) * 1000, answer.body
        )
        self.observe(exchange)
        return exchange


def expect_json(exchange: Exchange, *statuses: int) -> Any:
    """Return the JSON body of an exchange that was answered with one of ``statuses`` (200 if none is named).

    Raises ``ApiError`` otherwise.
    """
    if exchange.status not in (statuses or (200,)):
        said = f"{exchange.method} {exchange.path} answered {exchange.status}: {exchange.text()[:500]}"
        raise ApiError(said, exchange)
    return exchange.json()
