"""``python -m tools.doctor``: is a deployment ready for a run, and if not, what is to be done about each thing.

It looks and signs in, and writes nothing else; of the owner's projects it visits the newest. Exit code 1 where
something is missing that tests need.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal

from bs4 import BeautifulSoup
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from api import projects
from api.accounts import sign_in
from api.client import ApiClient, ApiError, Exchange
from contract.addresses import PROJECT, address, is_of_project, names
from contract.inventory import Contract, Kind, Operation
from engines.choice import NAMES, EngineMissingError, choose, default_engines
from fixtures.accounts import ROLES, Accounts, AccountsError
from fixtures.run import Run
from fixtures.safety import Guard, complaint, origin_of
from fixtures.third_parties import Libraries, ThirdPartyError

State = Literal["ok", "note", "MISSING"]
LANGUAGE = "id"
CLOCK_SECONDS = 60.0  # tests speak of today; a minute is far from midnight but for one minute a day
SESSIONS_ASKED = 8  # as many times as it takes to meet more than one process, most likely
BADGES = {"owner": "PRO", "second_owner": "PRO", "trial": "Trial", "expired": "Expired", "admin": "ADMIN"}
SIGN_IN = "/accounts/login/"
_SHOWN = 8


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; ``advice`` says what to do where it is not as it should be."""

    state: State
    what: str
    found: str
    advice: str = ""

    def text(self) -> str:
        """Return the line or two of the report."""
        line = f"{self.state:<8}{self.what:<22}{self.found}"
        return f"{line}\n{'':<30}-> {self.advice}" if self.advice else line


def reached(base_url: str, ask: Callable[[], Exchange]) -> Finding:
    """Judge whether anything answers."""
    try:
        answer = ask()
    except PlaywrightError as error:
        reason = str(error).splitlines()[0]
        return Finding("MISSING", "reachable", reason, f"start the application, or mend the address: {base_url}")
    if answer.status != 200:
        return Finding(
            "MISSING",
            "reachable",
            f"{SIGN_IN} answers {answer.status}",
            "ALLOWED_HOSTS must name this host (400), the address be the site's root (404), its log says why (500)",
        )
    return Finding("ok", "reachable", f"{base_url}, {answer.milliseconds:.0f} ms")


def language(answer: Exchange) -> Finding:
    """Judge the language of a page: the texts that tests look for are Indonesian."""
    html = BeautifulSoup(answer.text(), "html.parser").select_one("html")
    spoken = str(html.get("lang") or "") if html else ""
    if spoken.split("-")[0] != LANGUAGE:
        return Finding("MISSING", "language", f"lang={spoken!r}", f'set LANGUAGE_CODE = "{LANGUAGE}"')
    return Finding("ok", "language", spoken)


def clock(answer: Exchange, now: float) -> Finding:
    """Compare the server's clock (the ``Date`` of its answer) with this machine's, in seconds since the epoch."""
    date = answer.headers.get("date")
    if date is None:
        return Finding("note", "clock", "the server does not tell its time", "compare it by hand: tests speak of today")
    apart = parsedate_to_datetime(date).timestamp() - now
    if abs(apart) > CLOCK_SECONDS:
        return Finding(
            "MISSING", "clock", f"{apart:+.0f} s from this machine's", "set both by NTP: tests speak of today"
        )
    return Finding("ok", "clock", f"{apart:+.0f} s from this machine's")


def tier(role: str, dashboard: Exchange) -> Finding:
    """Judge a role's tier by the badge in the bar at the top of its dashboard."""
    bar = BeautifulSoup(dashboard.text(), "html.parser").select_one("#dp-topbar")
    shown = " ".join(bar.get_text(" ").split()) if bar else ""
    wanted = BADGES[role]
    if wanted not in shown:
        status = "is_staff" if role == "admin" else f"subscription_status {wanted.upper()} and its end date"
        return Finding(
            "MISSING", f"tier of {role}", f"no badge {wanted!r} in {shown!r}", f"give the account {status} in /admin/"
        )
    return Finding("ok", f"tier of {role}", wanted)


def session(statuses: Sequence[int]) -> Finding:
    """Judge whether a session is known to every process: what its dashboard answered, asked over and over."""
    lost = sum(status != 200 for status in statuses)
    if lost:
        return Finding(
            "MISSING",
            "sessions",
            f"{lost} of {len(statuses)} requests of a signed-in session were not answered as such",
            "processes must share sessions: a cache that is not per process (Redis, database), or one process",
        )
    return Finding("ok", "sessions", f"{len(statuses)} of {len(statuses)} requests signed in")


def operations(asked: Sequence[tuple[Operation, int]]) -> Finding:
    """Judge what reads and pages answered; no run makes sense where the dashboard or a page of a project is down."""
    bad = [f"{operation.id} {status}" for operation, status in asked if status == 404 or status >= 500]
    found = f"{len(asked) - len(bad)} of {len(asked)} reads and pages answer"
    down = [f"{operation.id} {status}" for operation, status in asked if status >= 500 and _is_central(operation)]
    if down:
        return Finding("MISSING", "operations", f"{found}; down: {', '.join(down)}", "its log says why")
    if bad:
        more = f" and {len(bad) - _SHOWN} more" if len(bad) > _SHOWN else ""
        return Finding(
            "note",
            "operations",
            f"{found}; not: {', '.join(bad[:_SHOWN])}{more}",
            "list what it has: python -m contract.drift inside it (README.md), and its defects in deployments/*.toml",
        )
    return Finding("ok", "operations", found)


def _is_central(operation: Operation) -> bool:
    return operation.kind is Kind.PAGE and (operation.area == "dashboard" or is_of_project(operation))


def engines(names_of: Sequence[str] = NAMES) -> Iterator[Finding]:
    """Judge the browsers of this machine; the default ones are needed."""
    for name in names_of:
        try:
            yield Finding("ok", f"engine {name}", choose(name).description)
        except EngineMissingError as missing:
            state: State = "MISSING" if name in default_engines() else "note"
            yield Finding(state, f"engine {name}", "not there", str(missing))


def libraries() -> Finding:
    """Judge the packages that stand in for the CDNs."""
    try:
        Libraries.load()
    except ThirdPartyError as error:
        return Finding("MISSING", "third parties", str(error), "make setup")
    return Finding("ok", "third parties", "every library of the CDNs is installed in its version")


def permission(base_url: str) -> Finding:
    """Say what a run needs to write there."""
    if complaint(base_url, allow_writes=False, read_only=False) is None:
        return Finding("ok", "writes", "this machine: allowed")
    return Finding("note", "writes", "another machine", "add --allow-writes to the run, or --read-only for production")


class Doctor:
    """Examines one deployment; ``client`` returns a new client without a sign-in."""

    def __init__(self, base_url: str, accounts: Accounts, client: Callable[[], ApiClient]) -> None:
        self._base_url = base_url
        self._accounts = accounts
        self._client = client

    def examine(self) -> Iterator[Finding]:
        """Yield what is found, in the order in which one would mend it."""
        yield permission(self._base_url)
        yield libraries()
        yield from engines()
        visitor = self._client()
        first = reached(self._base_url, lambda: visitor.get(SIGN_IN))
        yield first
        if first.state == "MISSING":
            return
        answer = visitor.get(SIGN_IN)
        yield language(answer)
        yield clock(answer, time.time())
        for role in ROLES:
            yield from self._role(role)

    def _role(self, role: str) -> Iterator[Finding]:
        what = f"sign-in {role}"
        try:
            account = self._accounts.get(role)
        except AccountsError as error:
            yield Finding("MISSING", what, "no account given", str(error))
            return
        client = self._client()
        try:
            sign_in(client, account.email, account.password)
        except ApiError as error:
            yield Finding(
                "MISSING",
                what,
                str(error),
                "check the password and that the address is verified; wait if it was locked",
            )
            return
        yield Finding("ok", what, account.email)
        yield tier(role, client.get("/dashboard/"))
        if role == "owner":
            yield session([client.get("/dashboard/").status for _ in range(SESSIONS_ASKED)])
            listed = projects.listed(client, {}).values()
            newest = max((number for ids in listed for number in ids), default=None)
            if newest is None:
                yield Finding("note", "project", "the owner has none: its pages were not asked", "make one by hand")
            yield operations([(operation, client.get(path).status) for operation, path in askable(newest)])


def askable(project_id: int | None) -> Iterator[tuple[Operation, str]]:
    """Reads and pages, with their addresses, that need no object but a project; without one, what needs none at all."""
    values = {} if project_id is None else dict.fromkeys(PROJECT, project_id)
    for operation in Contract.load():
        wanted = operation.kind in (Kind.PAGE, Kind.READ, Kind.HEALTH) and operation.method == "GET"
        needed = names(operation)
        known = not needed or (needed <= set(values) and is_of_project(operation))
        if wanted and known and operation.syntax == "path":
            yield operation, address(operation, values)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is found; return 1 where something is missing, 2 for a wrong command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.doctor", description=__doc__)
    parser.add_argument("--base-url", required=True, help="the deployment's address")
    parser.add_argument("--accounts", default="", help="its accounts (README.md)")
    options = parser.parse_args(arguments)
    said = complaint(options.base_url, allow_writes=False, read_only=True)
    if said is not None:
        parser.error(said)
    base_url = origin_of(options.base_url)
    accounts = Accounts.load(Run("", "", str(Path.cwd()), "", base_url, options.accounts, ""))
    guard = Guard(Contract.load(), read_only=True, deployment=True)
    missing = 0
    with sync_playwright() as playwright:

        def client() -> ApiClient:
            transport = playwright.request.new_context(storage_state={"cookies": [], "origins": []})
            return ApiClient(transport, base_url, lambda _exchange: None, permit=guard.check)

        for finding in Doctor(base_url, accounts, client).examine():
            sys.stdout.write(finding.text() + "\n")
            missing += finding.state == "MISSING"
    sys.stdout.write(f"\n{missing} missing\n" if missing else "\nready for a run\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
