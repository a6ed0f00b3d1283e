"""Build the scorecard of a run from its records and the embedded server's log, and write its files."""

from __future__ import annotations

from pathlib import Path

from scorecard import as_json, load, page, scale
from scorecard.card import Scorecard, assemble
from scorecard.gate import RATCHET
from scorecard.records import read_records


def build(
    records: Path,
    server_log: Path | None = None,
    *,
    proof: Path | None = None,
    authorisation: Path | None = None,
    ratchet: Path = RATCHET,
    whole: bool = False,
) -> Scorecard:
    """Return the scorecard of the records in a folder. ``server_log`` is the embedded server's ``requests.jsonl``.

    ``authorisation`` is the file of the authorisation matrix that was asked beside the run.
    """
    return assemble(
        read_records(records), server_log, proof=proof, authorisation=authorisation, ratchet=ratchet, whole=whole
    )


def write(scorecard: Scorecard, out: Path) -> tuple[Path, Path]:
    """Write ``scorecard.json`` and ``scorecard.html`` into a folder; return their paths.

    The page shows what else the folder holds: the figures under load (``load.json``) and those of large projects
    (``scale.json``).
    """
    out.mkdir(parents=True, exist_ok=True)
    data, html = out / "scorecard.json", out / "scorecard.html"
    data.write_text(as_json.dumps(scorecard), encoding="utf-8")
    rendered = page.render(scorecard, load.read(out / load.FILE_NAME), scale.read(out / scale.FILE_NAME))
    html.write_text(rendered, encoding="utf-8")
    return data, html
