"""Records: written a line at a time, read back as they were, in whatever files they lie."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.records import (
    BadRecordError,
    Outcome,
    Record,
    RecordWriter,
    dumps,
    loads,
    merge,
    outcome_of,
    read_records,
)
from tests.suite.scorecard.making import CREATE, ended, request, run

RECORDS: list[Record] = [
    request(),
    request(None, status=None, outcome="failure", ms=None, ms_source="unknown", route="/dashboard/ünknown/"),
    ended(CREATE, message="line one\nline two"),
    run(),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_reads_back_as_it_was_written(record: Record) -> None:
    line = dumps(record)

    assert "\n" not in line
    assert loads(line) == record


def test_a_request_line_carries_exactly_the_fields_that_the_architecture_names() -> None:
    named = """
        kind v run test attempt phase engine role origin method operation route status outcome ms ms_source expected
        mutation request_id t
    """

    assert set(json.loads(dumps(request()))) == set(named.split())


def test_every_line_is_on_disk_before_the_next_is_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "gw0.jsonl"
    with RecordWriter(path) as writer:
        for number, record in enumerate(RECORDS, start=1):
            writer.write(record)
            assert len(path.read_text(encoding="utf-8").splitlines()) == number


def test_a_writer_appends(tmp_path: Path) -> None:
    for _ in range(2):
        with RecordWriter(tmp_path / "gw0.jsonl") as writer:
            writer.write(request())

    assert len(read_records(tmp_path).requests) == 2


def test_a_line_separator_inside_a_message_does_not_split_a_record(tmp_path: Path) -> None:
    with RecordWriter(tmp_path / "gw0.jsonl") as writer:
        writer.write(ended(message="a\u2028b\x85c"))

    assert read_records(tmp_path).tests[0].message == "a\u2028b\x85c"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (dumps(request())[:-20], "no JSON"),
        ("[]", "no JSON object"),
        (dumps(request()).replace('"v":1', '"v":2'), "unknown kind or version"),
        (dumps(request()).replace('"request"', '"requets"'), "unknown kind or version"),
        (dumps(request()).replace('"route"', '"url"'), r"unknown fields: \['url'\]"),
        ('{"kind":"test","v":1,"run":"r1"}', "missing"),
    ],
)
def test_a_line_that_is_no_record_stops_the_reading_and_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    (tmp_path / "gw1.jsonl").write_text(f"{dumps(request())}\n{line}\n", encoding="utf-8")

    with pytest.raises(BadRecordError, match=rf"gw1\.jsonl:2: .*{complaint}"):
        read_records(tmp_path)


@given(st.permutations(RECORDS), st.integers(0, len(RECORDS)))
def test_the_order_of_the_records_does_not_matter(records: list[Record], cut: int) -> None:
    assert merge(records) == merge([*records[cut:], *records[:cut]])


@pytest.mark.parametrize(
    ("succeeded", "status", "aborted", "finished", "outcome"),
    [
        (True, 200, False, True, "success"),
        (False, 200, False, True, "refused"),
        (False, 404, False, True, "refused"),
        (True, 500, False, True, "failure"),
        (False, 503, True, True, "failure"),
        (False, None, False, True, "failure"),
        (False, None, True, True, "aborted"),
        (False, None, False, False, "unfinished"),
    ],
)
def test_outcomes(succeeded: bool, status: int | None, aborted: bool, finished: bool, outcome: Outcome) -> None:
    assert outcome_of(succeeded=succeeded, status=status, aborted=aborted, ended=finished) == outcome
