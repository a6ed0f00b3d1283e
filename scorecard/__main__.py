"""``python -m scorecard``: build a run's scorecard again, or raise the ratchet to what the last whole run reached."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from scorecard import environment, terminal
from scorecard.build import build, write
from scorecard.gate import RATCHET, raise_ratchet


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code: 0, or 1 where the gate (or ``--require-go``) fails."""
    parser = argparse.ArgumentParser(prog="python -m scorecard", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="write scorecard.json and scorecard.html, print the table")
    building.add_argument("--records", type=Path, required=True, metavar="DIR", help="folder of the workers' records")
    building.add_argument("--server-log", type=Path, metavar="FILE", help="the embedded server's requests.jsonl")
    building.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the scorecard's files")
    building.add_argument("--proof", type=Path, metavar="FILE", help="results of the lost-write proof")
    building.add_argument("--authorisation", type=Path, metavar="FILE", help="who may do what, asked beside the run")
    building.add_argument("--ratchet", type=Path, default=RATCHET, metavar="FILE", help="the figures that only rise")
    building.add_argument("--allure", type=Path, metavar="DIR", help="allure-results, for environment.properties")
    building.add_argument("--require-go", action="store_true", help="fail unless the verdict is GO")
    building.add_argument("--whole", action="store_true", help="fail unless these runs are the whole suite")
    raising = commands.add_parser("ratchet", help="raise the ratchet to the figures of a scorecard.json")
    raising.add_argument("--scorecard", type=Path, default=Path("reports/scorecard.json"), metavar="FILE")
    raising.add_argument("--ratchet", type=Path, default=RATCHET, metavar="FILE")
    options = parser.parse_args(arguments)
    return _build(options) if options.command == "build" else _raise(options)


def _build(options: argparse.Namespace) -> int:
    card = build(
        options.records,
        options.server_log,
        proof=options.proof,
        authorisation=options.authorisation,
        ratchet=options.ratchet,
        whole=options.whole,
    )
    _, page = write(card, options.out)
    if options.allure is not None:
        (options.allure / "environment.properties").write_text(environment.dumps(card), encoding="ascii")
    sys.stdout.write(terminal.render(card, page=str(page)) + "\n")
    return 0 if card.gate.passed and (card.verdict.go or not options.require_go) else 1


def _raise(options: argparse.Namespace) -> int:
    gate = json.loads(options.scorecard.read_text(encoding="utf-8"))["gate"]
    ratchet = gate["ratchet"]
    if not ratchet["applies"] or not gate["passed"]:
        sys.stderr.write("the ratchet rises only from a run of the whole suite that passed its gate\n")
        return 1
    risen = raise_ratchet(ratchet["engines"], ratchet["now"], options.ratchet)
    sys.stdout.write("\n".join(risen or ["nothing rose"]) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
