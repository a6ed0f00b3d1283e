"""Many contexts in one WebKitGTK, as the suite makes them: ``python -m tests.conformance.stress [contexts]``.

Each signs in, clicks, downloads and opens a popup. After every hundredth a line says how many processes the browser
has, the memory that they and that the adapter alone hold for themselves, and the seconds a context took.
"""

from __future__ import annotations

import os
import sys
import time

from playwright.sync_api import Browser, sync_playwright

from engines.choice import choose
from load.memory import held_by
from tests.conformance.processes import below, memory, name_of
from tests.conformance.site import Site

_EVERY = 100


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


def _is_adapter(pid: int) -> bool:
    try:
        return name_of(pid) == "webkitgtk"
    except OSError:  # it has ended meanwhile
        return False


def main(contexts: int) -> None:
    """Print the figures."""
    site = Site()
    with sync_playwright() as playwright:
        browser = playwright.webkit.launch(**choose("webkit").launch_options({}))
        since = time.monotonic()
        for number in range(1, contexts + 1):
            visit(browser, site)
            if number % _EVERY == 0 or number == 5:
                took = (time.monotonic() - since) / number
                megabytes = memory(os.getpid()) / 2**20
                adapter = sum(held_by(pid) for pid in below(os.getpid()) if _is_adapter(pid)) / 2**20
                line = (
                    f"{number:5} contexts  {len(below(os.getpid())):3} processes  {megabytes:6.0f} MB"
                    f" (adapter {adapter:.0f})  {took:.2f} s"
                )
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
        browser.close()
    site.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
