"""The records of a run: one JSON object a line, one file a worker (docs/architecture.md, "Records").

Workers append, the run merges: nothing here depends on which worker wrote which line, nor on the order of the files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

VERSION = 1
EMBEDDED = "embedded"

Phase = Literal["setup", "call", "teardown"]
Origin = Literal["ui", "session", "arrange"]
Outcome = Literal["success", "failure", "refused", "aborted", "unfinished"]
MsSource = Literal["server", "browser", "client", "unknown"]
TestOutcome = Literal["passed", "failed", "error", "skipped", "defect"]


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One request that a test, or what arranged for it, sent to the application.

    ``route`` is the template of the operation (``dashboard/project/<int:pk>/edit/``); for traffic without an operation
    the bare path; never a query or a body. ``status`` is None without an answer, ``ms`` None where no source is
    plausible. ``expected`` says that the test declared this failure (``provokes``); ``mutation`` names a planted fault.
    ``t`` is when it was sent, in seconds since the epoch.
    """

    run: str
    test: str
    attempt: int
    phase: Phase
    engine: str
    role: str
    origin: Origin
    method: str
    operation: str | None
    route: str
    status: int | None
    outcome: Outcome
    ms: float | None
    ms_source: MsSource
    expected: bool
    mutation: str | None
    request_id: str | None
    t: float
    v: int = VERSION


@dataclass(frozen=True, slots=True)
class TestRecord:
    """How one test ended on one engine, once: the worst of its phases, and which operations it claims (``covers``).

    ``defect``: it failed as the deployment's list of known defects says, ``message`` is what the list says.
    """

    __test__ = False  # a record, no test: pytest must not collect it

    run: str
    test: str
    engine: str
    outcome: TestOutcome
    seconds: float
    covers: tuple[str, ...] = ()
    attempt: int = 1
    message: str = ""
    v: int = VERSION


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document that a test opened on one engine.

    ``operation`` is what answered it, None where the page wrote it by itself; ``format`` its file's ending; ``rows`` is
    how many rows were compared with what must be there, None where the test looked at parts of its own choice.
    """

    run: str
    test: str
    engine: str
    operation: str | None
    format: str
    rows: int | None
    attempt: int = 1
    v: int = VERSION


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The facts of a run, written once by the process that led it.

    ``engines`` maps the engines that ran to their versions; ``default_engines`` is what a run without ``--browser``
    takes. ``selection`` says in words what narrowed the tests (``-k journey``), None for the whole suite. ``collected``
    is how many tests were to run, ``failed`` how many failures pytest counted. ``target`` is ``embedded`` or the
    address of a deployment. ``load_users`` is the number of users at once if the run was made under the load that the
    team's plan asks for, else None. ``inventory`` are the operations that the deployment has, by its own list; empty:
    all of the contract's.
    """

    run: str
    started: float
    seconds: float
    seed: str
    engines: Mapping[str, str]
    default_engines: tuple[str, ...]
    collected: int
    workers: int
    target: str = EMBEDDED
    selection: str | None = None
    commit: str | None = None
    load_users: int | None = None
    inventory: tuple[str, ...] = ()
    failed: int = 0
    v: int = VERSION

    @property
    def embedded(self) -> bool:
        """Whether the application was the project's own, not a deployment."""
        return self.target == EMBEDDED


@dataclass(frozen=True, slots=True)
class KeptOffRecord:
    """A test that did not run on an engine: ``row`` of the capability matrix says "no" there, and why (``reason``).

    On a deployment ``row`` may be a fixture that only the embedded application has. ``covers``: what it claims.
    Each worker of a run writes all of them; they are merged.
    """

    run: str
    test: str
    engine: str
    row: str
    reason: str
    covers: tuple[str, ...] = ()
    v: int = VERSION


Record = RequestRecord | TestRecord | DocumentRecord | RunRecord | KeptOffRecord

_KINDS: Mapping[str, type[Record]] = {
    "request": RequestRecord,
    "test": TestRecord,
    "document": DocumentRecord,
    "run": RunRecord,
    "kept off": KeptOffRecord,
}
_TUPLES = {"covers", "default_engines", "inventory"}


class BadRecordError(ValueError):
    """A line that is no record of this version; names file and line."""


@dataclass(frozen=True, slots=True)
class Records:
    """The merged records of one or more runs."""

    requests: tuple[RequestRecord, ...] = ()
    tests: tuple[TestRecord, ...] = ()
    runs: tuple[RunRecord, ...] = ()
    documents: tuple[DocumentRecord, ...] = ()
    kept_off: tuple[KeptOffRecord, ...] = ()


class RecordWriter:
    """Append records to a worker's file; each line is on disk when ``write`` returns, so a killed worker loses none."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a", encoding="utf-8")

    def write(self, record: Record) -> None:
        """Append one record."""
        self._file.write(dumps(record) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file; further writes are errors."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def dumps(record: Record) -> str:
    """Return a record as one line of JSON."""
    kind = next(name for name, cls in _KINDS.items() if type(record) is cls)
    data = {item.name: getattr(record, item.name) for item in fields(record)}
    return json.dumps({"kind": kind, **data}, ensure_ascii=False, separators=(",", ":"))


def loads(line: str) -> Record:
    """Return the record in one line of JSON; raise ``BadRecordError`` if it is none."""
    try:
        data: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadRecordError(f"no JSON: {error}") from None
    if not isinstance(data, dict):
        raise BadRecordError("no JSON object")
    cls = _KINDS.get(data.pop("kind", "request"))
    if cls is None or data.get("v") != VERSION:
        raise BadRecordError(f"unknown kind or version: {line[:80]}")
    names = {item.name for item in fields(cls)}
    if set(data) - names:
        raise BadRecordError(f"unknown fields: {sorted(set(data) - names)}")
    make: Callable[..., Record] = cls
    try:
        return make(**{name: tuple(value) if name in _TUPLES else value for name, value in data.items()})
    except TypeError as error:
        raise BadRecordError(str(error)) from None


def read_records(directory: Path) -> Records:
    """Return all records under ``directory`` (``*.jsonl``), whichever worker wrote them.

    A last line without its end, as a killed worker leaves it, is an error like any other: a run that lost records must
    not look like one that has none.
    """
    found: list[Record] = []
    for path in sorted(directory.glob("*.jsonl")):
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    found.append(loads(line))
                except BadRecordError as error:
                    raise BadRecordError(f"{path.name}:{number}: {error}") from None
    return merge(found)


def merge(found: Iterable[Record]) -> Records:
    """Sort records by kind and, within one, in an order of their own, so that any split gives the same whole."""
    records = sorted(found, key=repr)
    return Records(
        requests=tuple(record for record in records if isinstance(record, RequestRecord)),
        tests=tuple(record for record in records if isinstance(record, TestRecord)),
        runs=tuple(record for record in records if isinstance(record, RunRecord)),
        documents=tuple(record for record in records if isinstance(record, DocumentRecord)),
        kept_off=tuple(dict.fromkeys(record for record in records if isinstance(record, KeptOffRecord))),
    )


def outcome_of(*, succeeded: bool, status: int | None, aborted: bool = False, ended: bool = True) -> Outcome:
    """Return the outcome of a request.

    No end seen is ``unfinished``; without an answer it was ``aborted`` (by a navigation) or a ``failure``; a 5xx is a
    ``failure`` always; anything else that is no success by its rule is ``refused``.
    """
    if status is None:
        if not ended:
            return "unfinished"
        return "aborted" if aborted else "failure"
    if status >= 500:
        return "failure"
    return "success" if succeeded else "refused"
