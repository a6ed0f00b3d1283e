"""The committed matrix is that of the committed list, tests and Playwright."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from engines import webkit
from tests.conformance import matrix
from tests.conformance.features import ENGINES, Feature, Verdict, features

AGAIN = "; measure again: python -m tests.conformance.matrix"
PAGE_AGAIN = "; write it with `python -m tests.conformance.matrix --page`"


def test_every_feature_has_a_test_and_every_test_a_feature() -> None:
    tests = "".join(file.read_text(encoding="utf-8") for file in matrix.HERE.glob("test_*.py"))
    tested = set(re.findall(r'mark\.feature\("([a-z0-9.-]+)"\)', tests))
    assert tested == features().keys()


def test_the_committed_matrix_is_up_to_date() -> None:
    data = json.loads(matrix.DATA.read_text(encoding="utf-8"))
    assert data["playwright"] == version("playwright"), f"the matrix is of another Playwright{AGAIN}"
    assert data["engines"].keys() == ENGINES.keys(), f"an engine has no column{AGAIN}"
    for engine, measured in data["engines"].items():
        changed = f"{engine}: the tests or its adapter have changed{AGAIN} {engine}"
        assert measured["measured_with"] == matrix.fingerprint(engine), changed
        declared = {id: row.exceptions.get(engine, Verdict("yes", "", "")).says for id, row in features().items()}
        assert measured["rows"] == declared, f"{engine}: the list says otherwise now{AGAIN}"
        assert measured["reasons"] == matrix.reasons(engine), f"{engine}: the reasons are stale{PAGE_AGAIN}"
    assert matrix.PAGE.read_text(encoding="utf-8") == matrix.render(data, features()), f"the page is stale{PAGE_AGAIN}"


def test_a_changed_adapter_makes_the_column_of_webkitgtk_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {engine: matrix.fingerprint(engine) for engine in ENGINES}
    copy = tmp_path / "webkitgtk"
    shutil.copytree(webkit.ADAPTER.parent, copy)
    monkeypatch.setattr(webkit, "ADAPTER", copy / webkit.ADAPTER.name)
    assert matrix.fingerprint("webkitgtk") == before["webkitgtk"]
    for changed in ("process.py", "scripts/page.js", "webkitgtk"):
        text = (copy / changed).read_text(encoding="utf-8")
        (copy / changed).write_text(f"{text}\n0\n", encoding="utf-8")
        after = {engine: matrix.fingerprint(engine) for engine in ENGINES}
        assert {engine for engine in ENGINES if after[engine] != before[engine]} == {"webkitgtk"}, changed
        (copy / changed).write_text(text, encoding="utf-8")


def test_a_run_that_contradicts_the_list_makes_no_column() -> None:
    rows = [row for row in features().values() if row.id in ("navigation.goto", "network.route-redirect")]
    good = {"navigation.goto": {"webkitgtk": ["passed"]}, "network.route-redirect": {"webkitgtk": ["xfailed"]}}
    assert matrix.column("webkitgtk", good, rows) == {"navigation.goto": "yes", "network.route-redirect": "no"}
    for feature, outcomes in (("navigation.goto", ["passed", "failed"]), ("navigation.goto", [])):
        bad = {**good, feature: {"webkitgtk": outcomes}}
        with pytest.raises(ValueError, match=feature):
            matrix.column("webkitgtk", bad, rows)


def test_only_a_row_that_is_not_always_kept_may_come_out_either_way() -> None:
    verdict = Verdict("differs", "it depends", "why", always=False)
    row = Feature("group.row", "group", "it works", {"firefox": verdict})
    for came_out in ("passed", "xfailed"):
        assert matrix.column("firefox", {row.id: {"firefox": [came_out]}}, [row]) == {row.id: "differs"}
    for came_out in ("failed", "skipped"):
        with pytest.raises(ValueError, match=came_out):
            matrix.column("firefox", {row.id: {"firefox": [came_out]}}, [row])
    surely = Feature(row.id, row.group, row.does, {"firefox": replace(verdict, always=True)})
    with pytest.raises(ValueError, match="passed"):
        matrix.column("firefox", {row.id: {"firefox": ["passed"]}}, [surely])


def test_a_row_that_a_column_does_not_have_yet_is_shown_as_not_measured() -> None:
    rows = {id: row for id, row in features().items() if id in ("navigation.goto", "navigation.reload")}
    measured = {"chromium": {"version": "1", "rows": {"navigation.goto": "yes"}}}
    page = matrix.render({"playwright": "1", "engines": measured}, rows)
    assert "| yes | not measured | not measured |" in page
    assert "| not measured | not measured | not measured |" in page
