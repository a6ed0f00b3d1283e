"""A known defect is a failure that is expected: it leaves the same evidence as any other."""

from __future__ import annotations

import json
from pathlib import Path

from tests.whole_run import run_suite

TEST = "e2e/dashboard/test_project_life.py::test_a_new_project_is_on_the_owners_next_dashboard_and_on_nobody_elses"
LIST = f"""
version = 1
[[defect]]
test = "{TEST}"
reason = "a new project is not stored"
shows = "expected to contain text '1.500.000.000'"
since = 2026-11-28
link = "docs/findings/2026-11-28-public-application.md#f1"
"""


def test_a_known_defect_has_its_screenshots_its_story_and_its_trace_in_the_report(tmp_path: Path) -> None:
    listed = tmp_path / "faulty.toml"
    listed.write_text(LIST, encoding="utf-8")

    faulty = "--server-settings=tests.faults.application.loses_new_projects"
    run = run_suite(tmp_path, TEST, "--browser", "chromium", faulty, "--deployment", str(listed))

    assert [test.outcome for test in run.records.tests] == ["defect"], run.output
    result = next(json.loads(path.read_text()) for path in run.allure_results.glob("*-result.json"))
    names = {attachment["name"] for attachment in result["attachments"]}
    assert {"what the user did", "console", "requests"} <= names
    assert any(name.startswith("screen of browser") for name in names)
    assert any(name.startswith("trace") for name in names)
