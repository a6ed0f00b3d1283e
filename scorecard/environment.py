"""The figures for Allure's ``environment.properties``: a few lines that stand on the report's first page."""

from __future__ import annotations

from scorecard.card import Scorecard


def properties(scorecard: Scorecard) -> dict[str, str]:
    """Return names and values; names hold no character that the properties format would need escaped."""
    engines = {f"Engine.{engine}": version for engine, version in scorecard.engines.items()}
    rows = {
        f"Scorecard.{row.title.replace(' ', '_')}": " ".join(
            part for part in (row.value, row.detail, row.reached) if part
        )
        for row in scorecard.rows
    }
    verdict = "GO" if scorecard.verdict.go else f"NO-GO ({len(scorecard.verdict.blocking)} rows block)"
    return {
        **engines,
        **rows,
        "Scorecard.verdict": verdict,
        "Scorecard.gate": "passed" if scorecard.gate.passed else "failed",
        "Run.seed": " ".join(scorecard.seeds),
        "Run.target": " ".join(dict.fromkeys(run.target for run in scorecard.runs)),
    }


def dumps(scorecard: Scorecard) -> str:
    """Return the file's text. Values are one line each; what is not ASCII is escaped as the format wants it."""
    return "".join(f"{name}={_escaped(value)}\n" for name, value in properties(scorecard).items())


def _escaped(value: str) -> str:
    one_line = value.replace("\\", "\\\\").replace("\n", " ")
    return "".join(char if ord(char) < 128 else f"\\u{ord(char):04x}" for char in one_line)
