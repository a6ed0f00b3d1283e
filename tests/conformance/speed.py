"""A minimal isolated test on each engine in turn: ``python -m tests.conformance.speed [engine …] [-n 30]``.

New context, goto, fill, click, expect, close, as every test of the suite does it. The engines take turns within one
run, so that a busy machine slows all of them; the ratio of the medians to the first engine's is what counts.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import ExitStack
from statistics import median

from playwright.sync_api import Browser, expect, sync_playwright

from engines.choice import choose
from tests.conformance.site import Site


def seconds_of_one_test(browser: Browser, site: Site) -> float:
    """Run the test once; return the seconds that it took."""
    since = time.perf_counter()
    with browser.new_context(locale="id-ID", viewport={"width": 1366, "height": 900}) as context:
        page = context.new_page()
        page.goto(site / "login")
        page.get_by_label("User").fill("ani")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading")).to_have_text("Hello ani")
    return time.perf_counter() - since


def measure(engines: list[str], times: int, headed: bool) -> dict[str, list[float]]:
    """Return the seconds of ``times`` tests per engine, after one that warms it up."""
    with sync_playwright() as playwright, ExitStack() as ends:
        site = Site()
        ends.callback(site.stop)
        given = {"headless": False} if headed else {}
        browsers = {name: getattr(playwright, name).launch(**choose(name).launch_options(given)) for name in engines}
        for browser in browsers.values():
            ends.callback(browser.close)
            seconds_of_one_test(browser, site)
        took: dict[str, list[float]] = {name: [] for name in engines}
        for _ in range(times):
            for name, browser in browsers.items():
                took[name].append(seconds_of_one_test(browser, site))
        return took


def main() -> None:
    """Print a line for each engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*", default=["chromium", "webkit"])
    parser.add_argument("-n", type=int, default=30, dest="times")
    parser.add_argument("--headed", action="store_true")
    given = parser.parse_args()
    took = measure(given.engines, given.times, given.headed)
    first = median(took[given.engines[0]])
    for name, seconds in took.items():
        middle = median(seconds)
        line = (
            f"{name:9} median {middle:.3f} s, worst {max(seconds):.3f} s, n {len(seconds)}, {middle / first:.2f} times"
        )
        sys.stdout.write(f"{line} {given.engines[0]}'s\n")


if __name__ == "__main__":
    main()
