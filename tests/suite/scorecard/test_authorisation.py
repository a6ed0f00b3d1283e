"""The authorisation matrix on the scorecard's page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from scorecard import authorisation, build
from tests.suite.scorecard.making import card, run

FAULT = "refused, and yet the data <b>changed</b>"


def cell(role: str, whose: str, status: int, *problems: str) -> dict[str, Any]:
    named = {"role": role, "whose": whose, "status": status, "rule": "r", "expected": "not found"}
    return {**named, "problems": list(problems)}


def table(**fields: Any) -> dict[str, Any]:
    cells = [cell("owner", "own", 200), cell("owner", "foreign", 404, FAULT), cell("trial", "foreign", 404)]
    row = {"operation": "pricing.project.save", "method": "POST", "kind": "write", "cells": cells}
    facts = {"version": 1, "cells": 3, "wrong": 1, "seconds": 2.5, "roles": ["owner", "trial"], "rows": [row]}
    return {**facts, **fields}


def section(folder: Path) -> Tag | None:
    _, page = build.write(card(run()), folder)
    found = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find(id="authorisation")
    return found if isinstance(found, Tag) else None


def test_the_page_shows_every_cell_and_names_the_wrong_ones(tmp_path: Path) -> None:
    (tmp_path / authorisation.FILE_NAME).write_text(json.dumps(table()), encoding="utf-8")

    shown = section(tmp_path)

    assert shown is not None
    assert "1 wrong of 3 cells" in " ".join(shown.get_text().split())
    assert [wrong.get_text() for wrong in shown.select("small.bad")] == [f"foreign 404 {FAULT}"]
    assert [each.get_text() for each in shown.select("tbody td:nth-child(3) small")] == ["foreign 404"]


def test_without_a_matrix_the_page_says_nothing_of_it(tmp_path: Path) -> None:
    assert section(tmp_path) is None


def test_another_version_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(table(version=2)), encoding="utf-8")

    with pytest.raises(ValueError, match="version 2"):
        authorisation.read(file)
