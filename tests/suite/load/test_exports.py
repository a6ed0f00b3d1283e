"""Judging what was measured of documents: a stream that is not flat, no progress, a time-out are each named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from api.client import ApiError
from load import exports
from load.exports import FLAT, Made, Streams, Together, follow
from load.large_projects import GROUP_SIZE, ITEMS, backup_of
from scorecard.records import RequestRecord

SOUND = Made("pdf", "SUCCESS", (0, 10, 40, 70, 100), 12.0, 60, 2_000_000)
RECORD = RequestRecord(
    run="r",
    test="load",
    attempt=1,
    phase="call",
    engine="none",
    role="owner",
    origin="session",
    method="GET",
    operation="export.rab.pdf",
    route="x",
    status=200,
    outcome="success",
    ms=120.0,
    ms_source="client",
    expected=False,
    mutation=None,
    request_id=None,
    t=0.0,
)


def streams(peak: float) -> Streams:
    seen = Streams((50, 5_000))
    for _ in range(3):
        seen.keep("rekap-rab", 50, before=90, peak=92, seconds=0.1)
        seen.keep("rekap-rab", 5_000, before=90, peak=peak, seconds=1.5)
    return seen


def test_a_stream_is_flat_up_to_the_bound() -> None:
    (measure,) = streams(92 * FLAT).measures

    assert measure.ratios == {5_000: FLAT}
    assert measure.problem is None


def test_memory_that_grows_with_the_works_is_named() -> None:
    (measure,) = streams(138).measures

    assert measure.problem == "memory, rekap-rab as CSV: 1.5 times that of 50 works at 5,000, more than 1.25"


def test_growth_above_the_level_before_is_told_with_n() -> None:
    assert streams(97).facts == [
        "rekap-rab as CSV: the server grew at most by 2.0 MiB in 0.1 s at 50 works, by 7.0 MiB in 1.5 s at 5,000 works"
        " (n = 3 each)"
    ]


def test_a_document_that_was_made_with_progress_is_sound() -> None:
    assert SOUND.failures == ()
    assert str(SOUND) == "SUCCESS after 12.0 s, 1.9 MiB, progress rose in 5 steps from 0 % to 100 % (n = 60 looks)"


@pytest.mark.parametrize(
    ("made", "failure"),
    [
        (replace(SOUND, status="PROCESSING", seconds=240.0), "timed out: still PROCESSING after 4 min 00 s"),
        (replace(SOUND, status="FAILURE", error="rusak"), "ended as FAILURE: rusak"),
        (replace(SOUND, bytes=0), "is empty"),
        (replace(SOUND, told=(0, 100)), "showed 2 steps of progress only: 0 %, 100 %"),
        (replace(SOUND, told=(0, 40, 10, 70, 100)), "fell back in its progress: 0 %, 40 %, 10 %, 70 %, 100 %"),
    ],
)
def test_what_is_wrong_with_a_document_is_named(made: Made, failure: str) -> None:
    assert made.failures == (failure,)


def job(*states: tuple[str, int]) -> Callable[[], Any]:
    """A job that is in these states one after another, then for ever in the last one."""
    coming: Iterator[tuple[str, int]] = iter(states)
    last = states[-1]

    def look() -> Any:
        status, progress = next(coming, last)
        result = {"result": {"file_size": 7}} if status == "SUCCESS" else {}
        return {"status": status, "progress": progress, **result}

    return look


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "LOOK_AGAIN_SECONDS", 0)


def test_a_job_is_followed_to_its_end() -> None:
    made = follow(job(("PENDING", 0), ("STARTED", 0), ("PROCESSING", 10), ("SUCCESS", 100)), "pdf", seconds=60)

    assert (made.status, made.told, made.looks, made.bytes) == ("SUCCESS", (0, 10, 100), 4, 7)


def test_nobody_waits_longer_than_the_time() -> None:
    made = follow(job(("PROCESSING", 40)), "pdf", seconds=0.01)

    assert made.failures[0].startswith("timed out: still PROCESSING")


def test_a_state_that_is_not_answered_ends_it() -> None:
    def look() -> Any:
        raise ApiError("answered 500")

    assert "ended as without an answer: answered 500" in follow(look, "pdf", seconds=60).failures


def test_times_of_users_at_once_come_with_n() -> None:
    together = Together(10, (RECORD,) * 20)

    assert together.times == {"export.rab.pdf": (120.0, 120.0, None, 20)}
    assert together.fact == "10 users at once asked for 20 documents: 0 time-outs"
    assert together.failures == ()


def test_time_outs_and_refusals_are_named_and_counted() -> None:
    late = replace(RECORD, status=None, outcome="failure")
    refused = replace(RECORD, status=500, outcome="failure")

    together = Together(10, (RECORD, late, refused))

    assert together.fact == "10 users at once asked for 3 documents: 1 time-outs"
    assert together.failures == (
        "export.rab.pdf: 1 of 3 requests of 10 users at once timed out, 2 brought no document",
    )


def test_users_who_asked_for_nothing_are_a_failure() -> None:
    assert Together(10, ()).failures == ("none of 10 users asked for a document",)


def test_a_large_project_is_whole() -> None:
    backup = backup_of("Besar", 5_000)

    assert len(backup["pekerjaan"]) == len(backup["volume_pekerjaan"]) == 5_000
    assert len(backup["detail_ahsp"]) == 5_000 * len(ITEMS)
    assert len(backup["klasifikasi"]) == 5_000 / GROUP_SIZE
    assert {work["_sub_klasifikasi_ref"] for work in backup["pekerjaan"]} == {
        sub["_export_id"] for sub in backup["sub_klasifikasi"]
    }
