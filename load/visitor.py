"""One of many users at once: a session of its own over HTTP, every request recorded as it was seen from outside."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from contract.inventory import Contract
from contract.success import judge
from scorecard.records import RequestRecord, outcome_of

PATIENCE_SECONDS = 120.0
"""Longer than the slowest answer of January (117 s): what takes so long is counted with its time, not cut off."""


@dataclass
class Visitor:
    """A user's session. ``keep`` receives a record of each request from the moment that ``counts`` is set."""

    number: int
    run: str
    base_url: str
    contract: Contract
    keep: Callable[[RequestRecord], None]
    counts: bool = False
    client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        """Open a session from an address of its own, so that limits by address never couple two users."""
        headers = {
            "X-E2E": f"{self.run}/load/{self.number}",
            "X-Forwarded-For": f"10.77.{self.number // 250}.{self.number % 250 + 1}",
            "Referer": f"{self.base_url}/",
        }
        self.client = httpx.AsyncClient(base_url=self.base_url, headers=headers, timeout=PATIENCE_SECONDS)

    async def get(self, path: str) -> httpx.Response | None:
        """GET ``path``; None where no answer came."""
        return await self._ask("GET", path)

    async def post_json(self, path: str, payload: object) -> httpx.Response | None:
        """POST ``payload`` with the session's CSRF token; None where no answer came."""
        return await self._ask("POST", path, json=payload, headers={"X-CSRFToken": self._token})

    async def post_form(self, path: str, fields: dict[str, str]) -> httpx.Response | None:
        """POST ``fields`` as a browser's form does; None where no answer came."""
        return await self._ask("POST", path, data={**fields, "csrfmiddlewaretoken": self._token})

    async def close(self) -> None:
        """End the session's connections."""
        await self.client.aclose()

    def forget(self) -> None:
        """Drop the session's cookies: who comes next is a stranger."""
        self.client.cookies.clear()

    @property
    def _token(self) -> str:
        return str(self.client.cookies.get("csrftoken", ""))

    async def _ask(self, method: str, path: str, **options: Any) -> httpx.Response | None:
        sent, began = time.time(), time.perf_counter()
        try:
            answer = await self.client.request(method, path, **options)
        except httpx.TransportError:
            answer = None
        ms = (time.perf_counter() - began) * 1000
        if self.counts:
            self.keep(self._record(method, path, answer, sent, ms))
        return answer

    def _record(self, method: str, path: str, answer: httpx.Response | None, sent: float, ms: float) -> RequestRecord:
        operation = self.contract.match(method, path)
        status = None if answer is None else answer.status_code
        location = None if answer is None else answer.headers.get("location")
        succeeded = operation is not None and judge(operation, status, location, lambda: _json(answer))
        return RequestRecord(
            run=self.run,
            test="load",
            attempt=self.number,
            phase="call",
            engine="none",
            role="owner",
            origin="session",
            method=method,
            operation=operation.id if operation else None,
            route=operation.route if operation else path,
            status=status,
            outcome=outcome_of(succeeded=succeeded, status=status),
            ms=ms,
            ms_source="client",
            expected=False,
            mutation=None,
            request_id=None if answer is None else answer.headers.get("x-request-id"),
            t=sent,
        )


def _json(answer: httpx.Response | None) -> object | None:
    if answer is None:
        return None
    try:
        data: object = answer.json()
    except ValueError:
        return None
    return data
