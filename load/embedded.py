"""An embedded application that is only there for a measurement, and who signs in there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import APIRequestContext, Playwright, sync_playwright

from api.accounts import sign_in
from api.client import ApiClient
from fixtures.accounts import Accounts
from fixtures.data import Arrange, Fake
from fixtures.run import Attempt, Run, new_run_id
from fixtures.server import EmbeddedServer

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 120.0
"""How long a client waits for an answer: longer than the slowest answer of January (117 s)."""


@dataclass
class Embedded:
    """A running application. Its accounts are the seeded ones, by role."""

    server: EmbeddedServer
    settings: str | None
    playwright: Playwright
    run: Run
    _transports: list[APIRequestContext] = field(default_factory=list)

    @property
    def pid(self) -> int:
        """The server's process."""
        return self.server.process.pid

    def client(self, name: str) -> ApiClient:
        """Return a visitor's client, from an address of its own."""
        attempt = Attempt(self.run.id, name)
        transport = self.playwright.request.new_context(
            extra_http_headers=attempt.headers(own_address=True), timeout=PATIENCE_SECONDS * 1000
        )
        self._transports.append(transport)
        return ApiClient(transport, self.server.url, lambda exchange: None)

    def signed_in(self, role: str = "owner") -> ApiClient:
        """Return a client that is signed in. Raises ``ApiError`` when the application refuses."""
        known = json.loads((self.server.data / "accounts.json").read_text("utf-8"))
        account = Accounts(known, environ={}).get(role)
        client = self.client(role)
        sign_in(client, account.email, account.password)
        return client

    def arrange(self) -> Arrange:
        """Return what makes data as the owner (tier PRO)."""
        return Arrange(self.signed_in(), Fake(self.run, Attempt(self.run.id, "scale")))

    def start_again(self) -> None:
        """End the processes and start new ones over the same data: memory begins anew, and sessions are over."""
        self._forget_clients()
        self.server.end()
        self.server = EmbeddedServer.start(ROOT, settings=self.settings, data=self.server.data)

    def stop(self) -> None:
        """End it and remove its data."""
        self._forget_clients()
        self.server.stop()

    def _forget_clients(self) -> None:
        while self._transports:
            self._transports.pop().dispose()


@contextmanager
def embedded(settings: str | None) -> Iterator[Embedded]:
    """Run an application with a fresh database."""
    with sync_playwright() as playwright:
        server = EmbeddedServer.start(ROOT, settings=settings)
        run = Run(new_run_id(), "scale", str(ROOT), "", server.url, "", str(server.data))
        application = Embedded(server, settings, playwright, run)
        try:
            yield application
        finally:
            application.stop()
