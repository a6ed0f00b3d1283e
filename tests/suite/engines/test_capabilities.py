"""What a mark may rest on: a row of the committed matrix that some engine lacks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engines.capabilities import COLUMNS, lacking
from engines.choice import default_engines


def test_a_row_names_the_engines_that_lack_it_with_the_reason() -> None:
    found = lacking("network.offline-event")

    assert found.keys() == {"webkit"}
    assert "no offline state of its own" in found["webkit"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("input.levitate", "is no row of the capability matrix"),
        ("input.click", "says of no default engine that it lacks"),
        ("input.fill", "says of no default engine that it lacks"),  # Firefox "differs"
    ],
)
def test_a_row_that_does_not_exist_or_that_nobody_lacks_is_refused(row: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        lacking(row)


def test_an_engine_that_has_learned_it_is_no_longer_named(tmp_path: Path) -> None:
    column = {"rows": {"input.tap": "no"}, "reasons": {"input.tap": "no touch screen"}}
    learned = {"rows": {"input.tap": "yes"}, "reasons": {}}
    matrix = tmp_path / "matrix.json"
    columns = {COLUMNS[name]: column if name == "firefox" else learned for name in default_engines()}
    matrix.write_text(json.dumps({"engines": columns}), encoding="utf-8")

    assert lacking("input.tap", matrix) == {"firefox": "no touch screen"}
