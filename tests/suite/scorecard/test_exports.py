"""Documents on the scorecard: time-outs, and the slowest by format with n."""

from __future__ import annotations

from typing import Any

import pytest

from contract.inventory import Contract
from scorecard import as_json, page, terminal
from scorecard.exports import CHOSEN, Exports, exports, format_of
from tests.suite.scorecard.making import CREATE, card, ended, request, run

PDF, WORD = "export.rab.pdf", "export.volume.word"
LATE: dict[str, Any] = {"status": None, "outcome": "unfinished", "ms": None, "ms_source": "unknown"}


def of(*records: Any) -> Exports:
    return exports(records, Contract.load())


@pytest.mark.parametrize(
    "end",
    [
        LATE,
        {**LATE, "outcome": "failure"},
        {"status": 504, "outcome": "failure"},
        {"status": 408, "outcome": "refused"},
    ],
)
def test_what_was_given_up_is_a_time_out(end: dict[str, Any]) -> None:
    found = of(request(PDF), request(PDF, **end), request("export.job.start", **end), request(CREATE, **end))

    assert (found.timeouts.numerator, found.timeouts.denominator) == (2, 3)
    assert [(named.name, named.count) for named in found.timed_out] == [("export.job.start", 1), (PDF, 1)]


@pytest.mark.parametrize("apart", [{"mutation": "lost"}, {"expected": True}, {"outcome": "aborted"}])
def test_what_stands_apart_is_none(apart: dict[str, Any]) -> None:
    found = of(request(PDF), request(PDF, **{**LATE, **apart}))

    assert (found.timeouts.numerator, found.timeouts.denominator) == (0, 1)


def test_times_are_by_format_the_slowest_first_and_without_refusals() -> None:
    found = of(
        *(request(PDF, ms=float(ms)) for ms in range(1, 101)),
        request("export.schedule.pdf_post", ms=500.0),
        request(WORD, ms=900.0),
        request(WORD, ms=9_000.0, status=403, outcome="refused"),
        request("export.job.start", ms=9_000.0, status=202),
    )

    assert [(line.name, line.latency.n, line.slowest) for line in found.formats] == [
        ("word", 1, WORD),
        ("pdf", 101, "export.schedule.pdf_post"),
    ]
    assert (found.formats[1].latency.p50, found.formats[1].latency.p99) == (51.0, 100.0)
    assert found.formats[0].latency.p50 is None  # a single sample is no percentile


def test_every_format_of_the_contract_has_its_name() -> None:
    assert format_of("export.rincian_rab.csv") == "csv"
    assert format_of("library.export.single") == CHOSEN


def test_terminal_page_and_json_say_it() -> None:
    made = card(*(request(PDF, ms=float(ms), t=ms) for ms in range(1, 21)), request(PDF, **LATE), ended(PDF), run())

    assert "exports         time-outs 1 of 21 (aim 0) · pdf P95 19 ms (n = 20)" in terminal.render(made)
    assert "1 time-outs</span> of 21 requests (aim 0)" in page.render(made)
    said = as_json.document(made)["exports"]
    assert (said["timeouts"]["numerator"], said["timed_out"][0]["name"]) == (1, PDF)
    assert said["latency_by_format_ms"]["pdf"]["n"] == 20


def test_a_run_without_documents_says_so() -> None:
    empty = card(request(), ended(CREATE), run())

    assert "exports         not measured (n = 0)" in terminal.render(empty)
    assert "no document was asked for" in page.render(empty)
