"""What a survivor should have looked at, from where it looked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fixtures.looking import Look, asserts_in, evidence, vacuity

BEFORE, LOST, AFTER, LATER = 10.0, 20.0, 30.0, 40.0


def look(*, at: float = LATER, since: float | None = AFTER, wrote: bool = False, at_message: bool = False) -> Look:
    return Look(at, "test_x.py:7 page.expect_x()", at_message, wrote, since)


@pytest.mark.parametrize(
    ("looks", "kind", "advice"),
    [
        ([], "no look", "next_session"),
        ([look(at=BEFORE)], "no look", "next_session"),
        ([look(at_message=True)], "trusted a message", "next_session, or after reload()"),
        ([look(since=BEFORE, wrote=True), look(at_message=True)], "read back", "reload()"),
        ([look(since=BEFORE)], "stale page", "after the write"),
        ([look(since=BEFORE, wrote=True), look(since=BEFORE)], "stale page", "after the write"),
        ([look()], "arranged data", "what the write changes"),
        ([look(since=None)], "arranged data", "what the write changes"),
        ([look(wrote=True), look(since=BEFORE)], "arranged data", "what the write changes"),
    ],
)
def test_looks_tell_what_was_missing(looks: list[Look], kind: str, advice: str) -> None:
    found = vacuity(looks, LOST, asserts=False, read_by_script=False)

    assert found.kind == kind
    assert advice in found.advice


@pytest.mark.parametrize(("read", "kind"), [(False, "trusted the answer"), (True, "arranged data")])
def test_plain_asserts_are_told_apart_by_what_was_read(read: bool, kind: str) -> None:
    assert vacuity([look(at_message=True)], LOST, asserts=True, read_by_script=read).kind == kind


def test_plain_asserts_are_found_in_their_function_only(tmp_path: Path) -> None:
    path = tmp_path / "test_x.py"
    path.write_text("def test_a():\n    assert 1\n\n\ndef test_b():\n    pass\n")

    assert asserts_in(path, "test_a")
    assert not asserts_in(path, "test_b")


def test_evidence_names_the_tests_own_line() -> None:
    with pytest.raises(AssertionError) as caught:
        raise AssertionError("Locator expected to be 2\nActual value: 1\nCall log: much more")

    said = evidence(caught.value, Path(__file__))

    assert re.fullmatch(r"test_looking\.py:\d+ raise .*: Locator expected to be 2 Actual value: 1", said)
