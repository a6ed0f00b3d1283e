"""The table of documents: what passing tests opened, how many rows they compared, on which engines."""

from __future__ import annotations

from typing import Any

from contract.inventory import Contract
from scorecard import as_json, page, terminal
from scorecard.documents import documents
from scorecard.records import DocumentRecord, dumps, loads
from tests.suite.scorecard.making import TEST, card, ended, request, run

PDF, JSON = "export.rab.pdf", "export.full_backup.json"
ON_FIREFOX: dict[str, Any] = {"test": TEST.replace("chromium", "firefox"), "engine": "firefox"}


def opened(operation: str | None = PDF, rows: int | None = 12, **fields: Any) -> DocumentRecord:
    values: dict[str, Any] = {"run": "r1", "test": TEST, "engine": "chromium", "format": "pdf", **fields}
    return DocumentRecord(operation=operation, rows=rows, **values)


def test_a_document_is_a_line_with_its_most_rows_and_all_engines() -> None:
    records = [opened(), opened(rows=7), opened(**ON_FIREFOX), opened(JSON, None, format="json")]

    found = documents(records, [ended(), ended(**ON_FIREFOX)], Contract.load())

    assert [(line.operation, line.format, line.rows, line.engines, line.tests) for line in found.lines] == [
        (JSON, "json", None, ("chromium",), 1),
        (PDF, "pdf", 12, ("chromium", "firefox"), 1),
    ]
    assert found.lines[1].route.startswith("GET detail_project/api/project/")
    assert PDF not in found.not_opened
    assert "export.rab.word" in found.not_opened


def test_what_a_failed_test_opened_does_not_count() -> None:
    found = documents([opened()], [ended(outcome="failed")], Contract.load())

    assert not found.lines
    assert PDF in found.not_opened


def test_what_a_page_wrote_by_itself_is_shown_as_such() -> None:
    found = documents([opened(None)], [ended()], Contract.load())

    assert [(line.operation, line.route) for line in found.lines] == [("made by the page", "")]


def test_a_record_survives_its_line() -> None:
    assert loads(dumps(opened(rows=None))) == opened(rows=None)


def test_page_json_and_terminal_show_the_table() -> None:
    made = card(request(PDF), opened(), opened(JSON, None, format="json"), ended(PDF), run())

    assert "export.rab.pdf <small>GET detail_project" in page.render(made)
    assert "Not opened by a passing test of this run" in page.render(made)
    said = as_json.document(made)["documents"]
    assert [(line["operation"], line["rows"]) for line in said["opened"]] == [(JSON, None), (PDF, 12)]
    assert "documents       2 of 54 exports opened · 1 documents to the last row (12 rows)" in terminal.render(made)
