"""``python -m load``: the plan's load on an embedded application of the run's own; the scorecard of it, and a summary.

Ends with 1 where a request failed, a sign-in was refused or a promised write is not there. Times set no exit code:
they are those of this machine, and the summary says under which load.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from contract.inventory import Contract
from engines.choice import default_engines
from fixtures.results import commit_of
from fixtures.server import EmbeddedServer
from load.day import Kept, Plan, spend
from load.estimator import Estimator
from load.visitor import Visitor
from scorecard import words
from scorecard.build import build, write
from scorecard.card import Scorecard
from scorecard.load import FILE_NAME, Load, dumps
from scorecard.records import RecordWriter, RunRecord

ROOT = Path(__file__).resolve().parents[1]
MOST_SECONDS = 300.0
MOST_USERS = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the load; return the exit code."""
    options = argparse.ArgumentParser(prog="python -m load", description=__doc__)
    options.add_argument("--users", type=int, default=100, help=f"users at once ({MOST_USERS} at most)")
    options.add_argument("--seconds", type=float, default=60, help=f"how long they work ({MOST_SECONDS:.0f} at most)")
    options.add_argument("--rate", type=float, default=50, help="requests a second between all of them")
    options.add_argument("--out", type=Path, default=Path("reports"), metavar="DIR", help="folder of the results")
    options.add_argument("--server-settings", default=None, help="settings of the application (for tests)")
    given = options.parse_args(arguments)
    plan = Plan(min(given.users, MOST_USERS), min(given.seconds, MOST_SECONDS), given.rate)
    out = given.out / "load"
    shutil.rmtree(out, ignore_errors=True)
    server = EmbeddedServer.start(ROOT, settings=given.server_settings, temporary=True)
    began = time.time()
    try:
        kept = _spend(plan, server.url, out / "records", began)
    finally:
        server.stop()
    card = build(out / "records")
    write(card, out)
    load = _load(card, plan, kept, began)
    (given.out / FILE_NAME).write_text(dumps(load), encoding="utf-8")
    sys.stdout.write(_summary(load) + f"\nscorecard      {out / 'scorecard.html'}\n")
    return 0 if load.sound else 1


def _spend(plan: Plan, url: str, records: Path, began: float) -> Kept:
    run, contract = secrets.token_hex(3), Contract.load()
    with RecordWriter(records / "load.jsonl") as writer:
        estimators = [Estimator(Visitor(number, run, url, contract, writer.write)) for number in range(plan.users)]
        kept = asyncio.run(spend(plan, estimators))
        writer.write(
            RunRecord(
                run=run,
                started=began,
                seconds=time.time() - began,
                seed="load",
                engines={},
                default_engines=tuple(default_engines()),
                collected=0,
                workers=1,
                selection="the load",
                commit=commit_of(ROOT),
                load_users=plan.users,
            )
        )
    return kept


def _load(card: Scorecard, plan: Plan, kept: Kept, began: float) -> Load:
    acting = [line for line in card.figures.operations_latency.items() if line[1].n]
    return Load(
        users=plan.users,
        seconds=plan.seconds,
        rate_asked=plan.rate,
        started=began,
        requests=card.figures.latency.n,
        p50=card.figures.latency.p50,
        p95=card.figures.latency.p95,
        p99=card.figures.latency.p99,
        slowest=card.figures.latency.slowest,
        errors=card.figures.errors.numerator,
        sign_ins=card.figures.sign_in.denominator,
        signed_in=card.figures.sign_in.numerator,
        promised=kept.promised,
        lost=kept.lost,
        operations={name: (latency.p50, latency.p95, latency.p99, latency.n) for name, latency in acting},
    )


def _summary(load: Load) -> str:
    times = " · ".join(
        f"{name} {words.percentile(value, load.requests)}"
        for name, value in (("P50", load.p50), ("P95", load.p95), ("P99", load.p99), ("slowest", load.slowest))
    )
    return "\n".join(
        [
            f"load           {load.users} users at once, {load.rate_asked:g} requests a second asked for,"
            f" {words.seconds(load.seconds)}",
            f"requests       {words.count(load.requests)} ({load.rate:.1f} a second)",
            f"response       {times}",
            f"login success  {load.signed_in} of {load.sign_ins}",
            f"errors         {load.errors} of {words.count(load.requests)}",
            f"writes kept    {load.promised - load.lost} of {load.promised} read back as they were promised",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
