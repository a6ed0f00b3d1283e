"""Many contexts in one browser, as the suite makes them: ``python -m tests.conformance.stress [contexts] [engine]``.

Each signs in, clicks, downloads and opens a popup. After the fifth and every fiftieth a line says how many processes
there are below the client, what each kind of them holds in MB, and the seconds a context took. It is measured once the
closed contexts' web processes are gone and the others stand still. The client and the driver are the same with every
engine: what grows in them with ``chromium`` too is Playwright's.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from engines.choice import choose
from load.memory import MIB, without_files
from tests.conformance.processes import below, name_of
from tests.conformance.site import Site

_EVERY = 50
_WEB = "web"
#: The kernel's names, and what Chromium's processes are told to be; whatever else there is, is the browser itself.
_NAMES = {
    "node": "driver",
    "MainThread": "driver",  # Node's own name of its first thread
    "Xvfb": "X server",
    "WebKitNetworkPr": "network",
    "WebKitWebProces": _WEB,
}
_TYPES = {"--type=renderer": _WEB, "--utility-sub-type=network": "network", "--type=": "others"}
_COLUMNS = ("browser", "network", "others", "X server", "driver", "client")
_PATIENCE = 60


def visit(browser: Browser, site: Site) -> None:
    """Use one context, with the suite's options."""
    with browser.new_context(locale="id-ID", viewport={"width": 1366, "height": 900}) as context:
        page = context.new_page()
        page.goto(site / "login")
        page.get_by_label("User").fill("ani")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/home")
        page.goto(site / "")
        page.click("#counter")
        with page.expect_download() as download:
            page.click("#attachment")
        if download.value.path().read_bytes() != b"a;b\n1;2\n":
            raise AssertionError("the download is not what was sent")
        with page.expect_popup() as popup:
            page.click("#popup")
        popup.value.get_by_role("heading", name="Other page").wait_for()


def _kind(pid: int) -> str:
    told = Path(f"/proc/{pid}/cmdline").read_text()
    by_type = (kind for option, kind in _TYPES.items() if option in told)
    return _NAMES.get(name_of(pid)) or next(by_type, "browser")


def _look() -> tuple[Counter[str], Counter[str]]:
    """Return how many processes of each kind there are, and the megabytes that they hold without files' pages."""
    count: Counter[str] = Counter()
    held = Counter({"client": without_files(os.getpid()) // MIB})
    for pid in below(os.getpid()):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            kind, size = _kind(pid), without_files(pid) // MIB
            count[kind] += 1
            held[kind] += size
    return count, held


def _at_rest() -> tuple[Counter[str], Counter[str]]:
    """Look until there is no web process and two looks are alike. Raises ``TimeoutError`` if that does not come."""
    before, until = None, time.monotonic() + _PATIENCE
    while (look := _look()) != before or look[0][_WEB]:
        if time.monotonic() > until:
            raise TimeoutError(f"no rest within {_PATIENCE} s: {look}")
        before = look
        time.sleep(0.5)
    return look


def main(contexts: int, engine: str) -> None:
    """Print the figures."""
    site = Site()
    sys.stdout.write(f"contexts  processes  {'  '.join(_COLUMNS)}  all (MB)  s a context\n")
    with sync_playwright() as playwright:
        browser = getattr(playwright, engine).launch(**choose(engine).launch_options({}))
        took = 0.0
        for number in range(1, contexts + 1):
            since = time.monotonic()
            visit(browser, site)
            site.forget()  # it remembers every request, and is part of the client here
            took += time.monotonic() - since
            if number % _EVERY == 0 or number == 5:
                count, held = _at_rest()
                columns = "  ".join(f"{held[kind]:{len(kind)}}" for kind in _COLUMNS)
                sys.stdout.write(f"{number:8}  {count.total():9}  {columns}  {held.total():8}  {took / number:11.2f}\n")
                sys.stdout.flush()
        browser.close()
    site.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, sys.argv[2] if len(sys.argv) > 2 else "webkit")
