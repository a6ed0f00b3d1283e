"""Which writes of the application a run exercised, and why not the others.

``python -m scorecard.writes reports/records`` prints it in Markdown, for a document.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from contract.inventory import Channel, Contract, Kind, Operation, Scope
from scorecard.figures import acted, unbacked_claims
from scorecard.records import EMBEDDED, Records, read_records


@dataclass(frozen=True, slots=True)
class Write:
    """One write: on which engines it was exercised (scorecard/figures.py), or in one line ``why_not``."""

    operation: str
    engines: tuple[str, ...]
    why_not: str


def writes(records: Records) -> tuple[Write, ...]:
    """Return the writes that the application has by its own list, all of the contract where it gave none."""
    listed = {operation for run in records.runs for operation in run.inventory}
    contract = Contract.load().only(listed) if listed else Contract.load()
    found = []
    for operation in contract.of_kind(Kind.WRITE):
        own = [record for record in records.requests if record.operation == operation.id]
        engines = tuple(sorted({record.engine for record in own if acted(record)}))
        found.append(Write(operation.id, engines, "" if engines else _why_not(operation, records, contract)))
    return tuple(found)


def _why_not(operation: Operation, records: Records, contract: Contract) -> str:
    """What is nearest to the cause: what cannot be, what was not run, what was answered, what nobody asked."""
    away = dict.fromkeys(test.reason for test in records.kept_off if operation.id in test.covers)
    if operation.channel is Channel.NONE:
        return operation.reason or "no way to it"
    if operation.scope is Scope.GLOBAL and any(run.target != EMBEDDED for run in records.runs):
        return "concerns all of the application: never sent to a deployment"
    if any(record.operation == operation.id for record in records.requests):
        return "; ".join(unbacked_claims([operation.id], records.requests, contract))
    if away:
        return f"its tests are kept off: {'; '.join(away)}"
    broke = sorted({test.test.partition("[")[0] for test in records.tests if operation.id in test.covers})
    return f"its tests ended before it: {', '.join(broke)}" if broke else "no test of this run claims it"


def table(found: Sequence[Write]) -> str:
    """Return the table in Markdown, what is not exercised first, under a line with the sum."""
    done = [write for write in found if write.engines]
    lines = [
        f"{len(done)} of {len(found)} writes exercised.",
        "",
        "| write | exercised on | why not |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| {write.operation} | {', '.join(write.engines) or 'none'} | {write.why_not.replace('|', chr(92) + '|')} |"
        for write in sorted(found, key=lambda write: bool(write.engines))
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of the records in a folder."""
    parser = argparse.ArgumentParser(prog="python -m scorecard.writes", description=__doc__)
    parser.add_argument("records", type=Path, help="folder of a run's records")
    options = parser.parse_args(arguments)
    sys.stdout.write(table(writes(read_records(options.records))) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
