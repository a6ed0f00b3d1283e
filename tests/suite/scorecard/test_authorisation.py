"""The authorisation matrix on the scorecard's page, and in its verdict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from scorecard import authorisation, build, terminal
from scorecard.verdict import WHO_MAY, RowVerdict
from tests.suite.scorecard.making import card, run

FAULT = "refused, and yet the data <b>changed</b>"


def cell(role: str, whose: str, status: int, *problems: str) -> dict[str, Any]:
    named = {"role": role, "whose": whose, "status": status, "rule": "r", "expected": "not found"}
    return {**named, "problems": list(problems)}


def table(**fields: Any) -> dict[str, Any]:
    cells = [cell("owner", "own", 200), cell("owner", "foreign", 404, FAULT), cell("trial", "foreign", 404)]
    row = {"operation": "pricing.project.save", "method": "POST", "kind": "write", "cells": cells}
    facts = {
        "version": 2,
        "only": "",
        "cells": 3,
        "wrong": 1,
        "seconds": 2.5,
        "roles": ["owner", "trial"],
        "rows": [row],
    }
    return {**facts, **fields}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / authorisation.FILE_NAME


def written(file: Path, **fields: Any) -> Path:
    file.write_text(json.dumps(table(**fields)), encoding="utf-8")
    return file


def section(folder: Path, file: Path | None) -> Tag | None:
    _, page = build.write(card(run(), authorisation=file), folder)
    found = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find(id="authorisation")
    return found if isinstance(found, Tag) else None


def judged(file: Path | None, **fields: Any) -> RowVerdict | None:
    rows = card(run(**fields), authorisation=file).verdict.rows
    return next((row for row in rows if row.key == WHO_MAY), None)


def test_the_page_shows_every_cell_and_names_the_wrong_ones(tmp_path: Path, file: Path) -> None:
    shown = section(tmp_path, written(file))

    assert shown is not None
    assert "1 wrong of 3 cells" in " ".join(shown.get_text().split())
    assert [wrong.get_text() for wrong in shown.select("small.bad")] == [f"foreign 404 {FAULT}"]
    assert [each.get_text() for each in shown.select("tbody td:nth-child(3) small")] == ["foreign 404"]


def test_without_a_matrix_the_page_says_nothing_of_it(tmp_path: Path, file: Path) -> None:
    assert section(tmp_path, file) is None


def test_another_version_is_not_read(file: Path) -> None:
    with pytest.raises(ValueError, match="version 1"):
        authorisation.read(written(file, version=1))


def test_a_wrong_cell_fails_the_verdict_and_is_named(file: Path) -> None:
    row = judged(written(file))

    assert row is not None
    assert (row.state, row.why) == ("FAIL", f"1 of 3 cells wrong: pricing.project.save as owner on foreign: {FAULT}")


def test_a_matrix_without_a_fault_passes(file: Path) -> None:
    row = judged(written(file, wrong=0))

    assert row is not None
    assert row.state == "PASS"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (None, "the matrix was not asked"),
        ({"wrong": 0, "cells": 0, "rows": []}, "the matrix was not asked"),
        ({"wrong": 0, "only": "pricing."}, "only operations of pricing. were asked"),
    ],
)
def test_what_was_not_asked_is_untested(file: Path, fields: dict[str, Any] | None, why: str) -> None:
    row = judged(None if fields is None else written(file, **fields))

    assert row is not None
    assert (row.state, row.why) == ("UNTESTED", why)


def test_a_deployment_is_not_judged_by_the_embedded_application(file: Path) -> None:
    assert judged(written(file), target="https://ahsp.example") is None


def test_the_terminal_counts_the_cells(file: Path) -> None:
    asked = card(run(), authorisation=written(file))

    assert "3 cells asked (1 operations, 2 roles" in " ".join(terminal.render(asked).split())
    assert "who may do what not measured" in " ".join(terminal.render(card(run())).split())
