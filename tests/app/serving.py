"""The embedded application as a process of its own, and sessions with it over HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

START_SECONDS = 180  # a busy machine starts slowly; only a failure waits this long
END_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A running server: what it printed, its process, its folder."""

    line: dict[str, Any]
    process: subprocess.Popen[str]
    data: Path

    @property
    def accounts(self) -> dict[str, dict[str, str]]:
        accounts: dict[str, dict[str, str]] = json.loads((self.data / "accounts.json").read_text("utf-8"))
        return accounts

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.data / "requests.jsonl").read_text("utf-8").splitlines()]

    def client(self, address: str = "10.9.9.9", **headers: str) -> httpx.Client:
        """Return a client at an address of its own."""
        return httpx.Client(base_url=self.line["url"], headers={"X-Forwarded-For": address, **headers}, timeout=60)

    @contextmanager
    def signed_in(self, name: str, address: str) -> Iterator[httpx.Client]:
        """Give a client with the session of an account."""
        account = self.accounts[name]
        with self.client(address) as client:
            client.get("/accounts/login/")
            form = {"login": account["email"], "password": account["password"], "csrfmiddlewaretoken": token(client)}
            assert client.post("/accounts/login/", data=form).status_code == 302
            yield client


def token(client: httpx.Client) -> str:
    """Return the client's CSRF token."""
    return client.cookies["csrftoken"]


def start(data: Path, *options: str) -> subprocess.Popen[str]:
    """Start a server and return its process."""
    command = [sys.executable, "-m", "app.serve", "--port", "0", "--data", str(data), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own server


def end(process: subprocess.Popen[str]) -> int:
    """Ask the server to end and return its exit status."""
    process.terminate()
    try:
        return process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
