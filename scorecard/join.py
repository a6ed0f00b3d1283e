"""Join what the browsers saw with what the embedded server logged, by the request id that the server answers.

The server knows how long it worked and answers every request it got; the browser knows which test asked, and how. What
only one of them saw is counted, so that neither can hide a failure from the other.

WebKit lets nobody read a redirect's own headers but its Location: such an answer has no id here. It is joined with a
line of the same operation and status that no other record answers to; which of several lines it gets changes no figure,
since figures are of operations.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from contract.inventory import Contract
from scorecard.records import RequestRecord


@dataclass(frozen=True, slots=True)
class ServerLine:
    """One request in the embedded server's log (``requests.jsonl``); ``run`` is the first part of its ``X-E2E``."""

    id: str
    run: str
    method: str
    path: str
    status: int
    ms: float


@dataclass(frozen=True, slots=True)
class Joined:
    """All requests of a run, each once.

    ``duplicates`` is how many records were dropped because another has the same request id. ``server_only`` are the
    server's lines of this run that no record answers to; ``records_only`` counts records with an id that the server's
    log lacks. Both are empty and 0 without a log.
    """

    requests: tuple[RequestRecord, ...]
    duplicates: int = 0
    server_only: tuple[ServerLine, ...] = ()
    records_only: int = 0
    has_log: bool = False


def read_server_log(path: Path) -> tuple[ServerLine, ...]:
    """Return the lines of a server log. A half-written last line, as a killed server leaves it, is left out."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return tuple(_line(json.loads(line)) for line in lines[:-1] if line.strip())


def _line(data: dict[str, Any]) -> ServerLine:
    return ServerLine(
        id=str(data["id"]),
        run=str(data.get("e2e") or "").partition("/")[0],
        method=str(data["method"]),
        path=str(data["path"]).partition("?")[0],
        status=int(data["status"]),
        ms=float(data["ms"]),
    )


def join(
    requests: Iterable[RequestRecord], log: Iterable[ServerLine] | None = None, runs: Iterable[str] = ()
) -> Joined:
    """Return each request once, its duration the server's where the log has it.

    ``runs`` are the runs whose lines of the log count; lines of others (another run, a probe without ``X-E2E``) do not.
    """
    once, duplicates = _each_once(requests)
    if log is None:
        return Joined(once, duplicates)
    own = {*runs, *(record.run for record in once)}
    lines = {line.id: line for line in log if line.run in own}
    recorded = {record.request_id for record in once if record.request_id}
    left = {key: line for key, line in lines.items() if key not in recorded}
    answers: dict[object, ServerLine] = dict(lines.items())
    answers.update(_redirects(once, left))
    joined = tuple(_timed(record, answers.get(_key(record))) for record in once)
    told = {line.id for line in (answers.get(_key(record)) for record in once) if line is not None}
    return Joined(
        requests=joined,
        duplicates=duplicates,
        server_only=tuple(sorted((left[key] for key in left.keys() - told), key=lambda line: line.id)),
        records_only=len(recorded - lines.keys()),
        has_log=True,
    )


def _key(record: RequestRecord) -> object:
    return record.request_id or id(record)


def _redirects(once: Iterable[RequestRecord], left: Mapping[str, ServerLine]) -> dict[object, ServerLine]:
    """Return the line of each redirect without an id, by the key of its record."""
    contract = Contract.load()
    waiting: dict[tuple[str, str, int], list[ServerLine]] = defaultdict(list)
    for line in left.values():
        operation = contract.match(line.method, line.path)
        name = operation.id if operation else f"{line.method} {line.path}"
        waiting[line.run, name, line.status].append(line)
    found: dict[object, ServerLine] = {}
    for record in once:
        if record.request_id is None and record.status is not None and 300 <= record.status < 400:
            name = record.operation or f"{record.method} {record.route}"
            lines = waiting[record.run, name, record.status]
            if lines:
                found[_key(record)] = lines.pop()
    return found


def _timed(record: RequestRecord, line: ServerLine | None) -> RequestRecord:
    return record if line is None else replace(record, ms=line.ms, ms_source="server")


def _each_once(requests: Iterable[RequestRecord]) -> tuple[tuple[RequestRecord, ...], int]:
    """Drop records of a request that another record tells better: an answer over an unfinished one."""
    kept: dict[tuple[str, str], RequestRecord] = {}
    without_id: list[RequestRecord] = []
    duplicates = 0
    for record in sorted(requests, key=lambda record: (record.outcome in {"unfinished", "aborted"}, repr(record))):
        if record.request_id is None:
            without_id.append(record)
        elif kept.setdefault((record.run, record.request_id), record) is not record:
            duplicates += 1
    return tuple(sorted((*kept.values(), *without_id), key=repr)), duplicates
