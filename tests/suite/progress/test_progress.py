"""The live progress as a person at a terminal and a reader of a CI log see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures.progress import MESSAGE_LENGTH, duration, engine_of

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[3]
PLANTED = """
import pytest

@pytest.mark.parametrize("number", range(15))
@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_total(engine, number):
    assert (engine, number) != ("firefox", 3), "the total is off\\nby one rupiah\\nCall log:\\n  - 13 x resolved"

@pytest.fixture
def server():
    raise RuntimeError("no server")

def test_unreachable(server):
    pass

@pytest.mark.skip(reason="planted")
def test_skipped():
    pass
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with one failing, one erring, one skipped and 29 passing tests."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(test_planted=PLANTED)
    pytester.makeini("[pytest]\nconsole_output_style = classic\n")
    return pytester


def output(run: pytest.Pytester, *options: str) -> list[str]:
    result = run.runpytest_subprocess(
        "-p", "fixtures.progress", "-p", "no:playwright", "-p", "no:randomly", "-p", "no:django", "--tb=no", *options
    )
    result.assert_outcomes(passed=29, failed=1, errors=1, skipped=1)
    return result.outlines


@pytest.mark.parametrize("workers", [["-p", "no:xdist"], ["-n", "0"], ["-n", "2"]], ids=" ".join)
def test_a_failure_is_told_when_it_happens_with_engine_counts_and_reason(
    run: pytest.Pytester, workers: list[str]
) -> None:
    lines = output(run, *workers)

    (failed,) = [line for line in lines if "FAILED test_planted.py::test_total" in line and line.startswith("[")]
    assert "/15 | firefox" in failed
    assert failed.endswith("FAILED test_planted.py::test_total[firefox-3]: the total is off · by one rupiah")
    (erring,) = [line for line in lines if "FAILED in setup" in line]
    assert "test_planted.py::test_unreachable: RuntimeError: no server" in erring
    assert lines.index(failed) < lines.index(next(line for line in lines if "short test summary" in line))


@pytest.mark.parametrize("workers", ["0", "2"])
def test_the_last_line_counts_every_test_once(run: pytest.Pytester, workers: str) -> None:
    states = [line for line in output(run, "-n", workers) if line.startswith("[chromium")]

    assert states[-1].startswith("[chromium 15/15 | firefox 15/15 | tests 2/2] 2 failed, ")


def test_passing_tests_leave_no_line_each_and_no_dots(run: pytest.Pytester) -> None:
    lines = output(run)

    progress = [line for line in lines if line.startswith("[")]
    assert 3 <= len(progress) <= 4  # two failures, the last state, and one for every 20 tests
    assert not [line for line in lines if line.strip(".sFEx") == "" and line]


def test_with_v_every_test_has_pytests_own_line(run: pytest.Pytester) -> None:
    lines = output(run, "-v")

    assert sum("PASSED" in line for line in lines) == 29
    assert not [line for line in lines if line.startswith("[chromium")]


def test_the_final_summary_still_names_failures(run: pytest.Pytester) -> None:
    assert "FAILED test_planted.py::test_total[firefox-3] - AssertionError: the total is off" in output(run)


def test_a_long_message_is_cut(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile("def test_long():\n    raise ValueError('x' * 5000)\n")

    lines = pytester.runpytest_subprocess("-p", "fixtures.progress", "-p", "no:playwright", "--tb=no").outlines

    (failed,) = [line for line in lines if "FAILED test_a_long" in line and line.startswith("[")]
    assert len(failed.partition(": ")[2]) == MESSAGE_LENGTH
    assert failed.endswith("…")


@pytest.mark.parametrize(
    ("node_id", "engine"),
    [
        ("e2e/auth/test_a.py::test_x[chromium]", "chromium"),
        ("e2e/auth/test_a.py::test_x[firefox-empty name]", "firefox"),
        ("e2e/auth/test_a.py::test_x[owner-webkit]", "webkit"),
        ("tests/test_a.py::test_chromium[other]", "tests"),
        ("tests/test_a.py::test_x", "tests"),
    ],
)
def test_the_engine_is_read_off_the_node_id(node_id: str, engine: str) -> None:
    assert engine_of(node_id) == engine


@pytest.mark.parametrize(("seconds", "said"), [(0.4, "0 s"), (59.9, "59 s"), (60, "1 min 0 s"), (408, "6 min 48 s")])
def test_durations_are_said_in_words(seconds: float, said: str) -> None:
    assert duration(seconds) == said
