"""Build the scorecard of a run from its records and the embedded server's log, and write its files."""

from __future__ import annotations

from pathlib import Path

from scorecard import as_json, authorisation, load, page, scale
from scorecard.card import Scorecard, assemble
from scorecard.gate import RATCHET
from scorecard.records import read_records


def build(
    records: Path,
    server_log: Path | None = None,
    *,
    proof: Path | None = None,
    ratchet: Path = RATCHET,
    whole: bool = False,
) -> Scorecard:
    """Return the scorecard of the records in a folder. ``server_log`` is the embedded server's ``requests.jsonl``."""
    return assemble(read_records(records), server_log, proof=proof, ratchet=ratchet, whole=whole)


def write(scorecard: Scorecard, out: Path) -> tuple[Path, Path]:
    """Write ``scorecard.json`` and ``scorecard.html`` into a folder; return their paths.

    The page shows what else the folder holds: the authorisation matrix (``authorisation.json``), the figures under
    load (``load.json``) and those of large projects (``scale.json``).
    """
    out.mkdir(parents=True, exist_ok=True)
    data, html = out / "scorecard.json", out / "scorecard.html"
    data.write_text(as_json.dumps(scorecard), encoding="utf-8")
    rendered = page.render(
        scorecard,
        authorisation.read(out / authorisation.FILE_NAME),
        load.read(out / load.FILE_NAME),
        scale.read(out / scale.FILE_NAME),
    )
    html.write_text(rendered, encoding="utf-8")
    return data, html
