"""How long documents took, by format, and how many requests for one were never answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from contract.inventory import Contract, Kind
from scorecard.figures import Latency, Named, Rate
from scorecard.records import RequestRecord

FORMATS = ("csv", "pdf", "word", "xlsx", "json")
CHOSEN = "as asked for"
"""The format of operations that leave it to the request, which records do not keep."""
_WAYS_TO_ONE = ("export.", "library.export.")
_GAVE_UP = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT})
TIMES_DEFINITION = (
    "response times of the documents that came, refusals left out: the server's own where its log has them, which end"
    " where a stream begins, else the browser's or the client's"
)


@dataclass(frozen=True, slots=True)
class Format:
    """Response times of one format (milliseconds), and the operation that was slowest of all."""

    name: str
    latency: Latency
    slowest: str


@dataclass(frozen=True, slots=True)
class Exports:
    """What a run shows of documents; ``formats`` the slowest first, ``timed_out`` by operation."""

    timeouts: Rate
    timed_out: tuple[Named, ...]
    formats: tuple[Format, ...]


def exports(requests: Iterable[RequestRecord], contract: Contract) -> Exports:
    """Return the figures of the requests for documents."""
    asked = [record for record in requests if _is_for_a_document(record, contract) and not _is_apart(record)]
    late = [record for record in asked if timed_out(record)]
    return Exports(
        timeouts=Rate(
            key="exports.timeouts",
            numerator=len(late),
            denominator=len(asked),
            needs=1,
            definition="requests for a document, or for the worker to make one, that were not answered at all or with"
            " HTTP 408 or 504; those that a test declared to fail or a navigation ended do not count. The aim is 0",
        ),
        timed_out=tuple(
            Named(*item)
            for item in sorted(
                Counter(record.operation or "" for record in late).items(), key=lambda item: (-item[1], item[0])
            )
        ),
        formats=_formats(asked, contract),
    )


def timed_out(record: RequestRecord) -> bool:
    """Say whether a request was given up."""
    return record.status is None or record.status in _GAVE_UP


def format_of(operation: str) -> str:
    """Return the format of an operation's documents by its name: ``export.schedule.pdf_post`` makes ``pdf``."""
    last = operation.rpartition(".")[2].removesuffix("_post")
    return last if last in FORMATS else CHOSEN


def _is_for_a_document(record: RequestRecord, contract: Contract) -> bool:
    operation = record.operation
    if operation is None or operation not in contract:
        return False
    return contract.operation(operation).kind is Kind.EXPORT or operation.startswith(_WAYS_TO_ONE)


def _is_apart(record: RequestRecord) -> bool:
    declared = record.expected and record.outcome != "success"
    return record.mutation is not None or declared or (record.outcome == "aborted" and record.status is None)


def _formats(asked: Iterable[RequestRecord], contract: Contract) -> tuple[Format, ...]:
    times: dict[str, list[tuple[float, str]]] = {}
    for record in asked:
        operation = record.operation or ""
        made = record.outcome == "success" and contract.operation(operation).kind is Kind.EXPORT
        if made and record.ms is not None and record.ms_source != "unknown":
            times.setdefault(format_of(operation), []).append((record.ms, operation))
    found = [Format(name, Latency.of(ms for ms, _ in taken), max(taken)[1]) for name, taken in times.items()]
    return tuple(sorted(found, key=lambda line: (-line.latency.worst_known, line.name)))
