"""The adapter's command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from engines.webkitgtk.launch import Launch

ROOT = Path(__file__).resolve().parents[3]


def test_a_persistent_context_is_refused_with_the_page_that_tells_of_it() -> None:
    with pytest.raises(SystemExit) as refused:
        Launch.parse(["--inspector-pipe", "--user-data-dir=anywhere"])

    page = str(refused.value).partition("(")[2].rstrip(")")
    assert "persistent contexts are refused" in (ROOT / page).read_text(encoding="utf-8")
