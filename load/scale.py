"""``python -m load.scale``: the server on large projects, for the scorecard's page (``make scale``).

One user asks each V2 operation of the schedule of a project of 1,000 works over 104 weeks; then documents of projects
of 50 and of 5,000 works are made (:mod:`load.exports`). Ends with 1 where something is not as it should be.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from api import schedule as script
from api.client import ApiClient, Exchange
from contract.inventory import Contract
from contract.success import judge
from fixtures.schedules import Schedule, store_many
from load import exports
from load.embedded import Embedded, embedded
from scorecard import words
from scorecard.figures import Latency
from scorecard.load import Times
from scorecard.scale import FILE_NAME, Part, in_words, keep

WORKS = 1_000
TWO_YEARS = date(2028, 1, 2)
"""104 weeks after the start."""
SAVED_AT_ONCE = 20
Ask = Callable[[int], Exchange]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; return the exit code."""
    options = argparse.ArgumentParser(prog="python -m load.scale", description=__doc__)
    options.add_argument("--works", type=int, default=WORKS, help="works of the large project")
    options.add_argument("--rounds", type=int, default=100, help="how often each operation is asked")
    options.add_argument("--seconds", type=float, default=600, help="no round begins after that")
    options.add_argument("--documents", type=int, default=5_000, help="works of the project whose documents are made")
    options.add_argument("--only", choices=("server", "exports"), default=None, help="one of the two parts")
    options.add_argument("--out", type=Path, default=Path("reports"), metavar="DIR", help="folder of the results")
    options.add_argument("--server-settings", default=None, help="settings of the application (for tests)")
    given = options.parse_args(arguments)
    parts: dict[str, Callable[[Embedded], Part]] = {
        "server": lambda application: _asked(application, given.works, rounds=given.rounds, seconds=given.seconds),
        "exports": lambda application: exports.measure(
            application, sizes=(50, given.documents), rounds=given.rounds // 10, seconds=given.seconds / 4
        ),
    }
    sound = True
    for name, measure in parts.items():
        if given.only in {None, name}:
            with embedded(given.server_settings) as application:
                part = measure(application)
            keep(given.out / FILE_NAME, part)
            sys.stdout.write(_summary(part))
            sound = sound and not part.problems
    return 0 if sound else 1


def _asked(application: Embedded, works: int, *, rounds: int, seconds: float) -> Part:
    began, owner = time.time(), application.arrange()
    schedule = store_many(owner, works, until=TWO_YEARS)
    times, failures = ask_all(schedule, owner.client, rounds=rounds, seconds=seconds)
    return Part("server", "the embedded application, one user at once", began, (), works, times, (), failures)


def ask_all(
    schedule: Schedule, owner: ApiClient, *, rounds: int, seconds: float
) -> tuple[dict[str, Times], tuple[str, ...]]:
    """Ask every V2 operation once a round; return times (ms, as the client saw them), and what was no success."""
    contract, samples, failed = Contract.load(), dict[str, list[float]](), dict[str, int]()
    asked = questions(schedule, owner)
    until = time.monotonic() + seconds
    for number in range(rounds):
        if time.monotonic() > until:
            break
        for name, ask in asked.items():
            answer = ask(number)
            samples.setdefault(name, []).append(answer.milliseconds)
            if not judge(contract.operation(name), answer.status, answer.location, answer.json):
                failed[name] = failed.get(name, 0) + 1
    latencies = {name: Latency.of(taken) for name, taken in samples.items()}
    times = {name: (line.p50, line.p95, line.p99, line.n) for name, line in latencies.items()}
    failures = tuple(
        f"{name}: {count} of {len(samples[name])} answers were no success" for name, count in failed.items()
    )
    return times, failures


def questions(schedule: Schedule, owner: ApiClient) -> dict[str, Ask]:
    """Return how each V2 operation of the contract is asked in a round; each write has something to write."""
    project, jobs = schedule.project.id, list(schedule.ids.values())
    v2 = f"/detail_project/api/v2/project/{project}"

    def save(number: int) -> Exchange:
        chosen = [jobs[(number * SAVED_AT_ONCE + each) % len(jobs)] for each in range(SAVED_AT_ONCE)]
        percent = Decimal(number % 7 + 1)
        return script.post_progress(owner, project, "actual", {job: {number % 104 + 1: percent} for job in chosen})

    def week(number: int) -> Exchange:
        start = (number + 1) % 2  # Monday and Tuesday in turn: all weeks move each time
        return script.set_week(owner, project, start=start, end=(start + 6) % 7)

    def read(path: str) -> Ask:
        return lambda number: owner.get(f"{v2}/{path.format(job=jobs[number % len(jobs)])}")

    return {
        "schedule.progress.save": save,
        "schedule.progress.list": read("assignments/"),
        "schedule.pekerjaan.progress": read("pekerjaan/{job}/weekly-progress/"),
        "schedule.pekerjaan.list": read("pekerjaan/{job}/assignments/"),
        "schedule.kurva_s.read": read("kurva-s-data/"),
        "schedule.chart.read": read("chart-data/"),
        "schedule.kurva_s_harga.read": read("kurva-s-harga/"),
        "needs.weekly.read": read("rekap-kebutuhan-weekly/"),
        "schedule.week.save": week,
        "schedule.tahapan.regenerate": lambda number: script.regenerate(owner, project),
        "schedule.progress.reset": lambda number: script.reset(owner, project, "actual"),
    }


def _summary(part: Part) -> str:
    lines = [f"{part.name}: {part.works:,} works, {part.label}"]
    for name, (p50, _p95, p99, n) in (part.operations or {}).items():
        lines.append(f"  {name:30} P50 {words.percentile(p50, n)}   P99 {words.percentile(p99, n)}   n = {n}")
    lines += [f"  {measure.name}: {'   '.join(in_words(measure))}" for measure in part.measures]
    return "\n".join([*lines, *part.facts, *(f"NOT SOUND  {problem}" for problem in part.problems)]) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
