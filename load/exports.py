"""Documents of large projects: memory while CSV streams, the worker's progress, and ten users who export at once."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from playwright.sync_api import Error

from api import exports
from api.accounts import sign_up
from api.administration import raise_to_pro
from api.client import ApiClient, ApiError
from contract.inventory import Contract
from load.embedded import Embedded
from load.large_projects import backup_of
from load.memory import MIB, forget_peak, peak_of
from load.visitor import Visitor
from scorecard import words
from scorecard.exports import timed_out
from scorecard.figures import Latency
from scorecard.load import Times
from scorecard.records import RequestRecord
from scorecard.scale import Measure, Part

SIZES = (50, 5_000)
STREAMED = ("rekap-rab", "jadwal-pekerjaan", "rincian-ahsp")
"""The documents in CSV that grow with the number of works, the smallest first."""
STARTS = 3
FLAT = 1.25
"""How many times the memory of a project of 50 works the server may hold while it streams one of 5,000."""
MADE_BY_WORKER = ("pdf", "word")
MADE_SECONDS = 240.0
UNDER_WAY = ("PENDING", "STARTED", "PROCESSING")
LOOK_AGAIN_SECONDS = 0.2
STEPS = 3
"""So many different percentages, at least, must a poller see of a large document."""
USERS = 10
ASKED_AT_ONCE = ("csv", "pdf", "xlsx")
PASSWORD = "Ekspor-bersama-2026!"  # noqa: S105  # of accounts that live as long as the measurement's own database


@dataclass
class Streams:
    """What was seen while CSVs streamed: megabytes by document and number of works, and the answers' seconds."""

    sizes: Sequence[int]
    peaks: dict[str, dict[int, list[float]]] = field(default_factory=dict)
    growth: dict[str, dict[int, list[float]]] = field(default_factory=dict)
    took: dict[str, dict[int, list[float]]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def keep(self, page: str, works: int, *, before: float, peak: float, seconds: float) -> None:
        """Keep one answer: resident megabytes of the server before it, and at the most."""
        kept = ((self.peaks, peak), (self.growth, peak - before), (self.took, seconds))
        for samples, value in kept:
            samples.setdefault(page, {size: [] for size in self.sizes})[works].append(round(value, 2))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The peaks, with the bound up to which they are flat."""
        about = "the most that the server's process had resident while the CSV of a project streamed, after a new start"
        return tuple(
            Measure(f"memory, {page} as CSV", "MiB", about, {size: tuple(taken) for size, taken in peaks.items()}, FLAT)
            for page, peaks in self.peaks.items()
        )

    @property
    def facts(self) -> list[str]:
        """By how much the server grew above the level before, and how long it took, the worst of all starts."""
        facts = []
        for page, growth in self.growth.items():
            seconds = self.took[page]
            parts = [
                f"by {max(taken):.1f} MiB in {words.seconds(max(seconds[works]))} at {works:,} works"
                for works, taken in growth.items()
                if taken
            ]
            n = min(len(taken) for taken in growth.values())
            facts.append(f"{page} as CSV: the server grew at most {', '.join(parts)} (n = {n} each)")
        return facts


def measure(application: Embedded, *, sizes: Sequence[int] = SIZES, rounds: int, seconds: float) -> Part:
    """Measure everything; ``seconds`` bound how long the ten users go on."""
    began, largest = time.time(), max(sizes)
    owner = application.signed_in()
    projects = {works: _stored(owner, f"Proyek {works} pekerjaan", works) for works in sizes}
    streams = stream(application, projects)
    made = [make(application.signed_in(), projects[largest], form) for form in MADE_BY_WORKER]
    users = ask_at_once(application, min(sizes), rounds=rounds, seconds=seconds)
    name = f"of {largest:,} works by the worker"
    return Part(
        "exports",
        "documents: one user with large projects, then ten users at once",
        began,
        streams.measures,
        min(sizes),
        users.times,
        (*streams.facts, *(f"{job.form} {name}: {job}" for job in made), users.fact),
        (*streams.failures, *(f"{job.form} {name} {what}" for job in made for what in job.failures), *users.failures),
    )


def _stored(owner: ApiClient, nama: str, works: int) -> int:
    return exports.restore(owner, json.dumps(backup_of(nama, works)).encode())


def stream(application: Embedded, projects: Mapping[int, int]) -> Streams:
    """Fetch the CSVs of projects, by number of works, and watch the server's memory."""
    seen = Streams(tuple(projects))
    for _ in range(STARTS):
        for works, project in projects.items():
            application.start_again()  # what a process has once held it keeps, and hides how much it needs
            owner = application.signed_in()
            for page in STREAMED:  # what is loaded at first use is not the document's
                _fetch(owner, projects[min(projects)], page)
            for page in STREAMED:
                forget_peak(application.pid)
                before = peak_of(application.pid) / MIB
                try:
                    seconds = _fetch(owner, project, page)
                except (ApiError, Error) as error:
                    seen.failures.append(f"{page} of {works:,} works as CSV: {str(error).partition(chr(10))[0]}")
                else:
                    seen.keep(page, works, before=before, peak=peak_of(application.pid) / MIB, seconds=seconds)
    return seen


def _fetch(owner: ApiClient, project: int, page: str) -> float:
    """Fetch a CSV whole; return how long it took (seconds)."""
    answer = exports.get_document(owner, project, page, "csv")
    exports.file_of(answer)
    return answer.milliseconds / 1000


@dataclass(frozen=True)
class Made:
    """A document that the worker made, or did not: what a poller saw of it. ``told`` are percentages in order."""

    form: str
    status: str
    told: tuple[int, ...]
    seconds: float
    looks: int
    bytes: int = 0
    error: str = ""

    @property
    def failures(self) -> tuple[str, ...]:
        """What should not be, in words."""
        wrong = []
        if self.status in UNDER_WAY:
            wrong.append(f"timed out: still {self.status} after {words.seconds(self.seconds)}")
        elif self.status != "SUCCESS":
            wrong.append(f"ended as {self.status}: {self.error}")
        elif not self.bytes:
            wrong.append("is empty")
        if len(self.told) < STEPS:
            wrong.append(f"showed {len(self.told)} steps of progress only: {self._steps}")
        if list(self.told) != sorted(self.told):
            wrong.append(f"fell back in its progress: {self._steps}")
        return tuple(wrong)

    @property
    def _steps(self) -> str:
        return ", ".join(f"{percent} %" for percent in self.told)

    def __str__(self) -> str:
        return (
            f"{self.status} after {words.seconds(self.seconds)}, {self.bytes / MIB:.1f} MiB, progress rose in"
            f" {len(self.told)} steps from {self.told[0]} % to {self.told[-1]} % (n = {self.looks} looks)"
        )


def make(owner: ApiClient, project: int, form: str, *, seconds: float = MADE_SECONDS) -> Made:
    """Let the worker make the summary of costs, and look how far it is until it is over or the time is."""
    job = exports.start_job(owner, project, "rekap-rab", form)
    return follow(lambda: exports.status_of(owner, job), form, seconds=seconds)


def follow(look: Callable[[], Any], form: str, *, seconds: float) -> Made:
    """Look at a job's state again and again."""
    began = time.monotonic()
    told: list[int] = []
    looks = 0
    while True:
        try:
            state = look()
        except (ApiError, Error) as error:
            state = {"status": "without an answer", "progress": -1, "error": str(error)}
        looks += 1
        if not told or told[-1] != state["progress"]:
            told.append(state["progress"])
        taken = time.monotonic() - began
        if state["status"] not in UNDER_WAY or taken > seconds:
            break
        time.sleep(LOOK_AGAIN_SECONDS)  # as the page does: there is nothing else to wait for
    size = state.get("result", {}).get("file_size", 0)
    return Made(form, state["status"], tuple(told), taken, looks, size, state.get("error", ""))


@dataclass(frozen=True)
class Together:
    """What became of the requests of users who exported at once."""

    users: int
    records: tuple[RequestRecord, ...]

    @property
    def times(self) -> dict[str, Times]:
        """Response times (ms, as the clients saw them) by operation."""
        taken = {name: Latency.of(record.ms or 0 for record in asked) for name, asked in self._by_operation.items()}
        return {name: (line.p50, line.p95, line.p99, line.n) for name, line in taken.items()}

    @property
    def fact(self) -> str:
        """How many asked how much, and what was never answered."""
        late = sum(timed_out(record) for record in self.records)
        return f"{self.users} users at once asked for {len(self.records):,} documents: {late} time-outs"

    @property
    def failures(self) -> tuple[str, ...]:
        """Operations that were not always answered with a document, in words."""
        wrong = [
            f"{name}: {sum(map(timed_out, asked))} of {len(asked)} requests of {self.users} users at once timed out,"
            f" {sum(record.outcome != 'success' for record in asked)} brought no document"
            for name, asked in self._by_operation.items()
            if any(record.outcome != "success" for record in asked)
        ]
        return tuple(wrong) if self.records else (f"none of {self.users} users asked for a document",)

    @property
    def _by_operation(self) -> dict[str, list[RequestRecord]]:
        found: dict[str, list[RequestRecord]] = {}
        for record in self.records:
            found.setdefault(record.operation or record.route, []).append(record)
        return found


def ask_at_once(application: Embedded, works: int, *, rounds: int, seconds: float) -> Together:
    """Let ``USERS`` users, each with a project of ``works`` works, ask for documents at the same time."""
    admin = application.signed_in("admin")
    projects = {}
    for number in range(USERS):
        client = application.client(f"user {number}")
        sign_up(client, _email(number), f"ekspor{number}", PASSWORD)
        raise_to_pro(admin, f"ekspor{number}")
        projects[number] = _stored(client, f"Proyek bersama {number}", works)
    records: list[RequestRecord] = []
    contract = Contract.load()
    visitors = [
        Visitor(number, application.run.id, application.server.url, contract, records.append) for number in projects
    ]
    with ThreadPoolExecutor(1) as elsewhere:  # Playwright's own loop runs in this thread
        elsewhere.submit(asyncio.run, _ask_together(visitors, projects, rounds, seconds)).result()
    return Together(USERS, tuple(records))


def _email(number: int) -> str:
    return f"ekspor{number}@ahsp.example"


async def _ask_together(visitors: Iterable[Visitor], projects: Mapping[int, int], rounds: int, seconds: float) -> None:
    async with asyncio.TaskGroup() as group:
        for visitor in visitors:
            group.create_task(_ask(visitor, projects[visitor.number], rounds, seconds))


async def _ask(visitor: Visitor, project: int, rounds: int, seconds: float) -> None:
    """Sign in and ask for one document after another, each user in an order of his own."""
    await visitor.get("/accounts/login/")
    answer = await visitor.post_form("/accounts/login/", {"login": _email(visitor.number), "password": PASSWORD})
    if answer is None or answer.status_code != HTTPStatus.FOUND:
        raise ApiError(f"{_email(visitor.number)} could not sign in")
    visitor.counts = True
    until = time.monotonic() + seconds
    first = visitor.number % len(ASKED_AT_ONCE)
    for _ in range(rounds):
        if time.monotonic() > until:
            break
        for form in (*ASKED_AT_ONCE[first:], *ASKED_AT_ONCE[:first]):
            await visitor.get(f"/detail_project/api/project/{project}/export/rekap-rab/{form}/")
    await visitor.close()
