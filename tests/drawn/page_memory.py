"""How much memory an open page holds, by what each engine lets one see."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping

from playwright.sync_api import Page

from load.memory import MIB, held_by
from tests.conformance.processes import below, name_of

PROCESSES: Mapping[str, tuple[str, ...]] = {
    "firefox": ("Isolated Web Co", "Web Content"),
    "webkit": ("WebKitWebProces",),
}
"""The kernel's names of the processes that hold pages."""
_OF_THE_PROCESS = (
    "the largest process that holds pages (proportional set size): this engine tells nothing of its heap, and what was"
    " collected may still be held"
)
ABOUT: Mapping[str, str] = {
    "chromium": "JavaScript objects in use after a collection (CDP, Performance.getMetrics), after a scroll",
    "firefox": _OF_THE_PROCESS,
    "webkit": _OF_THE_PROCESS,
}


def of_page(page: Page, engine: str) -> float:
    """Return MiB: the page's heap on Chromium, elsewhere what the process with the most of pages holds."""
    if engine == "chromium":
        return _heap(page)
    held = [0]
    for pid in below(os.getpid()):
        with contextlib.suppress(OSError):  # it has just ended
            if name_of(pid) in PROCESSES[engine]:
                held.append(held_by(pid))
    if max(held) == 0:
        raise AssertionError(f"no process called {' or '.join(PROCESSES[engine])} runs")
    return max(held) / MIB


def _heap(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    try:
        session.send("HeapProfiler.collectGarbage")
        session.send("Performance.enable")
        metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    finally:
        session.detach()
    return float(metrics["JSHeapUsedSize"]) / MIB
