"""Repetition: the interval's arithmetic, and that no failure gets lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.flake import wilson

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("failures", "runs", "low", "high"),
    [
        # R: prop.test(x, n, correct = FALSE)$conf.int
        (0, 10, 0.0, 0.2775328),
        (1, 10, 0.01787621, 0.4041500),
        (5, 10, 0.2365931, 0.7634069),
        (10, 10, 0.7224672, 1.0),
        (0, 100, 0.0, 0.0369935),
    ],
)
def test_the_interval_is_wilsons(failures: int, runs: int, low: float, high: float) -> None:
    assert wilson(failures, runs) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize(("failures", "runs"), [(0, 0), (2, 1), (-1, 4)])
def test_no_sample_no_interval(failures: int, runs: int) -> None:
    with pytest.raises(ValueError, match="no sample"):
        wilson(failures, runs)


@pytest.mark.parametrize("workers", ["0", "2"])
def test_each_test_runs_n_times_and_one_failure_fails_the_run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(
        test_planted="""
import pytest

@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_total(engine, request):
    assert "firefox-run4" not in request.node.name
"""
    )

    result = pytester.runpytest_subprocess(
        "-p", "tools.flake", "--repeat", "8", "-p", "no:playwright", "-p", "no:randomly", "-n", workers
    )

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=15, failed=1)
    lines = [" ".join(line.split()) for line in result.outlines if "test_total[" in line and " of 8 " in line]
    assert lines == [
        "0 of 8 failed 0.00% to 32.44% test_planted.py::test_total[chromium]",
        "1 of 8 failed 2.24% to 47.09% test_planted.py::test_total[firefox]",
    ]
