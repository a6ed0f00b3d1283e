"""What the documents name is there: files and folders of this project in code marks, and what links lead to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
OURS = (
    "e2e|pages|fixtures|api|oracle|engines|scorecard|contract|tests|app|load|documents|vision|lost_writes|tools|setup"
)
NAMED = re.compile(rf"`((?:{OURS}|docs|deployments)/[\w./-]+?)/?(?:::\w+)?`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
DOCUMENTS = sorted(path.relative_to(ROOT) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def missing(text: str, folder: Path) -> list[str]:
    """Return what a document in ``folder`` names or links to and is not there."""
    named = [name for name in NAMED.findall(text) if not (ROOT / name).exists()]
    return [*named, *(link for link in LINK.findall(text) if not (folder / link).exists())]


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_a_document_names_only_what_is_there(document: Path) -> None:
    path = ROOT / document

    assert not missing(path.read_text(encoding="utf-8"), path.parent)


def test_what_is_not_there_is_named() -> None:
    text = "`e2e/nowhere/test_x.py`, `e2e/auth`, `docs/acceptance.md`, [a](docs/nothing.md), [b](https://example.org/x)"

    assert missing(text, ROOT) == ["e2e/nowhere/test_x.py", "docs/nothing.md"]
    assert len(DOCUMENTS) > 10
