"""``python -m tools.merge FOLDER``: several runs become one report, one scorecard and a site to publish.

``FOLDER/results-*/`` hold what each run left (``allure-results/``, ``reports/`` with records, server log and matrix),
``FOLDER/history.jsonl`` the history of earlier reports and ``FOLDER/proof/proof.json`` the proof of the writes, if any.
Everything is written to ``FOLDER/site/``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from scorecard.authorisation import FILE_NAME as AUTHORISATION
from tools.report import ReportError, build

INDEX = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>AHSP end-to-end</title><meta name="viewport" content="width=device-width"></head>
<body style="font: 1.1rem system-ui; margin: 3rem">
<h1>AHSP end-to-end</h1>
<p><a href="scorecard.html">Scorecard</a> · <a href="report/index.html">Report of every test</a></p>
</body>
</html>
"""


def collect(runs: list[Path], records: Path) -> None:
    """Put the records of all runs into one empty folder, named so that none replaces another."""
    shutil.rmtree(records, ignore_errors=True)
    records.mkdir(parents=True)
    for run in runs:
        for file in (run / "reports" / "records").glob("*.jsonl"):
            shutil.copyfile(file, records / f"{run.name}-{file.name}")


def join_server_logs(runs: list[Path], joined: Path) -> list[str]:
    """Write the logs of all embedded servers into one file and return the option that names it; none, no option."""
    logs = [log for run in runs if (log := run / "reports" / "server-requests.jsonl").exists()]
    joined.write_text("".join(log.read_text(encoding="utf-8") for log in logs), encoding="utf-8")
    # A run without a log would look as if its requests had never reached the server.
    return ["--server-log", str(joined)] if len(logs) == len(runs) else []


def proof_of(folder: Path) -> list[str]:
    """Return the option that names the proof of the writes; none, no option."""
    file = folder / "proof" / "proof.json"
    return ["--proof", str(file)] if file.exists() else []


def authorisation_of(runs: list[Path]) -> list[str]:
    """Return the option that names who may do what: of the runs' tables the one with most wrong; none, no option."""
    tables = [table for run in runs if (table := run / "reports" / AUTHORISATION).exists()]
    worst = max(tables, key=lambda table: int(json.loads(table.read_text(encoding="utf-8"))["wrong"]), default=None)
    return [] if worst is None else ["--authorisation", str(worst)]


def scorecard(records: Path, site: Path, options: list[str]) -> int:
    """Write the scorecard of the records, print it, and return its exit status: the gate's.

    The runs together must be the whole suite: what an engine's job did not leave must not look like a run that passed.
    """
    command = [sys.executable, "-m", "scorecard", "build", "--whole", "--records", str(records), "--out", str(site)]
    answer = subprocess.run(
        [*command, *options],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    sys.stdout.write(answer.stdout)
    (site / "scorecard.md").write_text(f"### Scorecard\n\n```text\n{answer.stdout.rstrip()}\n```\n", encoding="utf-8")
    return answer.returncode


def main(arguments: list[str] | None = None) -> int:
    """Return the gate's exit status; 1 too where there is nothing to merge or no report can be built."""
    options = argparse.ArgumentParser(prog="python -m tools.merge", description=__doc__)
    options.add_argument("folder", type=Path)
    folder: Path = options.parse_args(arguments).folder
    runs = sorted(folder.glob("results-*"))
    if not runs:
        sys.stderr.write(f"merge: no {folder}/results-*/ with what the runs left\n")
        return 1
    site, history = folder / "site", folder / "history.jsonl"
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    collect(runs, folder / "records")
    log = join_server_logs(runs, folder / "server-requests.jsonl")
    options_of_runs = [*log, *proof_of(folder), *authorisation_of(runs)]
    status = scorecard(folder / "records", site, options_of_runs)
    try:
        build([run / "allure-results" for run in runs], site / "report", history, append=True, site=True)
    except ReportError as error:
        sys.stderr.write(f"merge: {error}\n")
        return 1
    shutil.copyfile(history, site / "history.jsonl")  # published, so that the next report finds it
    (site / "index.html").write_text(INDEX, encoding="utf-8")
    sys.stdout.write(f"open next:  {site / 'index.html'}   ({', '.join(run.name for run in runs)})\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
