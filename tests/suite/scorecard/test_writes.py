"""Each write is exercised, or the table says what kept it from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorecard import writes
from scorecard.records import KeptOffRecord, Record, RecordWriter, merge
from tests.suite.scorecard.making import CREATE, EDIT, ended, request, run

LISTED = (
    CREATE,
    EDIT,
    "account.password.reset",
    "account.social.sign_up",
    "dashboard.project.delete",
    "library.clear.execute",
    "works.list.upsert",
)
RECORDS: tuple[Record, ...] = (
    run(target="http://127.0.0.1:1", inventory=LISTED),
    request(CREATE),
    request(CREATE, engine="firefox"),
    request(EDIT, status=500, outcome="failure"),
    request("dashboard.project.delete", phase="teardown", origin="arrange"),
    ended("works.list.upsert", outcome="defect"),
    KeptOffRecord("r1", "a.py::t", "chromium", "mail", "reads the mail", ("account.password.reset",)),
)


def test_each_write_of_the_deployment_is_exercised_or_has_a_reason() -> None:
    found = {write.operation: write for write in writes.writes(merge(RECORDS))}

    assert set(found) == set(LISTED)
    assert found[CREATE].engines == ("chromium", "firefox")
    assert {name: write.why_not for name, write in found.items() if not write.engines} == {
        EDIT: "dashboard.project.edit never succeeded: 1 x 500 failure",
        "account.password.reset": "its tests are kept off: reads the mail",
        "account.social.sign_up": "needs a third-party identity provider; none is configured",
        "dashboard.project.delete": "dashboard.project.delete was requested by the set-up only (1 times),"
        " not by the test's own action",
        "library.clear.execute": "concerns all of the application: never sent to a deployment",
        "works.list.upsert": "its tests ended before it: e2e/dashboard/test_projects.py::test_a_project_is_there",
    }


def test_the_command_prints_the_sum_and_what_is_missing_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RecordWriter(tmp_path / "main.jsonl") as writer:
        for record in RECORDS:
            writer.write(record)

    assert writes.main([str(tmp_path)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 of 7 writes exercised."
    assert lines[-1] == f"| {CREATE} | chromium, firefox |  |"
