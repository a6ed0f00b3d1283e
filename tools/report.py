"""``python -m tools.report``: build the Allure report of ``allure-results/`` offline and say what to open."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

GENERATOR = Path("node_modules/allure/cli.js")
CONFIG = "allurerc.mjs"
STATUSES = ("passed", "failed", "broken", "skipped", "unknown")
NODE = Path(sys.executable).parent / "node"


class ReportError(Exception):
    """There is no report to build, or building it failed; the message says why."""


def build(results: list[Path], output: Path, history: Path, *, append: bool, site: bool) -> dict[str, int]:
    """Build the report of the ``results`` folders into ``output`` and return its counts by status and ``total``.

    ``append`` adds this run to ``history`` (JSON lines); ``site`` builds a folder to publish in place of one file.
    """
    filled = [folder for folder in results if any(folder.glob("*-result.json"))]
    if not filled:
        raise ReportError(f"no results in {', '.join(map(str, results))}: run `make e2e` first")
    history.parent.mkdir(parents=True, exist_ok=True)
    answer = subprocess.run(
        [str(NODE), str(GENERATOR), "generate", "--config", CONFIG, *map(str, filled)],
        env={
            **os.environ,
            "ALLURE_OUTPUT": str(output),
            "ALLURE_HISTORY": str(history),
            "ALLURE_APPEND": "1" if append else "0",
            "ALLURE_SITE": "1" if site else "0",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    index = output / "index.html"
    if answer.returncode or not index.exists():
        raise ReportError(f"the report generator failed ({answer.returncode}):\n{answer.stdout}{answer.stderr}")
    statistic: dict[str, int] = json.loads((output / "summary.json").read_text(encoding="utf-8"))["stats"]
    return statistic


def main(arguments: list[str] | None = None) -> int:
    """Return 0 when the report is there, else 1 with the reason on standard error."""
    options = argparse.ArgumentParser(prog="python -m tools.report", description=__doc__)
    options.add_argument("results", nargs="*", type=Path, default=[Path("allure-results")])
    options.add_argument("--output", type=Path, default=Path("reports/allure"))
    options.add_argument("--history", type=Path, default=Path("reports/allure-history.jsonl"))
    options.add_argument("--append", action="store_true", help="count this as a new run in the history")
    options.add_argument("--site", action="store_true", help="a folder to publish, not one file")
    given = options.parse_args(arguments)
    try:
        counts = build(given.results, given.output, given.history, append=given.append, site=given.site)
    except ReportError as error:
        sys.stderr.write(f"report: {error}\n")
        return 1
    shares = ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts.get(status))
    sys.stdout.write(f"report: {counts['total']} results ({shares})\n")
    sys.stdout.write(f"open next:  {given.output / 'index.html'}\n")
    scorecard = Path("reports/scorecard.html")
    if scorecard.exists():
        sys.stdout.write(f"            {scorecard}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
