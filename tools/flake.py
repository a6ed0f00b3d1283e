"""A pytest plugin that runs each selected test ``--repeat N`` times and prints how often it failed.

No repetition replaces another: one failure in N is a failure, and the interval says what N runs can show at all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import pytest

Z_95 = 1.959963984540054  # standard normal quantile of a two-sided 95 % interval
_REPETITION = "_repetition"


def wilson(failures: int, runs: int, z: float = Z_95) -> tuple[float, float]:
    """Return the Wilson score interval of a rate, as two shares from 0 to 1 (E. B. Wilson, 1927).

    Raises ``ValueError`` where nothing was run: no interval can be told from nothing.
    """
    if runs < 1 or not 0 <= failures <= runs:
        raise ValueError(f"{failures} failures of {runs} runs is no sample")
    rate = failures / runs
    spread = z * math.sqrt(rate * (1 - rate) / runs + z * z / (4 * runs * runs))
    centre = rate + z * z / (2 * runs)
    scale = 1 + z * z / runs
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


@dataclass
class Tally:
    """Repetitions of one test on one engine."""

    runs: int = 0
    failures: int = 0

    def line(self, test: str) -> str:
        """Return the figures with their 95 % interval, in per cent."""
        low, high = wilson(self.failures, self.runs)
        return f"{self.failures:>4} of {self.runs:<4} failed   {low:6.2%} to {high:6.2%}   {test}"


class Repeat:
    """Multiplies the tests and counts their outcomes (in the controller, with workers or without)."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.failed: dict[str, bool] = defaultdict(bool)

    @pytest.hookimpl(trylast=True)
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Give every test one more parameter, the number of the repetition."""
        metafunc.fixturenames.append(_REPETITION)
        metafunc.parametrize(_REPETITION, range(1, self.times + 1), ids=lambda number: f"run{number}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note an outcome; failing in set-up or tear-down is failing too, a skipped run is no run."""
        if report.when == "call" or report.failed:
            self.failed[report.nodeid] |= report.failed

    def tallies(self) -> dict[str, Tally]:
        """Return the count per test and engine."""
        result: dict[str, Tally] = defaultdict(Tally)
        for node_id, failed in self.failed.items():
            name, _, parameters = node_id.partition("[")
            kept = [part for part in parameters.rstrip("]").split("-") if not _is_repetition(part)]
            tally = result[f"{name}[{'-'.join(kept)}]" if kept else name]
            tally.runs += 1
            tally.failures += failed
        return result

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the rate of failure of every test."""
        terminalreporter.section("repetitions: share of failing runs, 95 % Wilson interval")
        for test, tally in sorted(self.tallies().items()):
            terminalreporter.write_line(tally.line(test))


def _is_repetition(part: str) -> bool:
    return part.startswith("run") and part[3:].isdigit()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--repeat``."""
    parser.getgroup("ahsp").addoption("--repeat", type=int, default=0, metavar="N", help="run each test N times")


def pytest_configure(config: pytest.Config) -> None:
    """Repeat if asked to."""
    times = config.getoption("repeat")
    if times:
        config.pluginmanager.register(Repeat(times), "ahsp-repeat")
