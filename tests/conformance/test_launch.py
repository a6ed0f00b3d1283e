"""The browser itself: what it is, contexts and pages, and how it dies."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Page, expect

from tests.conformance.listening import heard
from tests.conformance.processes import below, parent_of
from tests.conformance.site import Site

SCRIPT_ENGINES = {
    "chromium": "Cannot read properties of null",
    "firefox": "null has no properties",
    "webkit": "null is not an object",
}


@pytest.mark.feature("launch.engine")
def test_engine(page: Page, browser: Browser, browser_name: str) -> None:
    message = page.evaluate("(() => { try { null.x } catch (e) { return e.message } })()")
    message += page.evaluate("(() => { try { null.x() } catch (e) { return e.message } })()")
    assert SCRIPT_ENGINES[browser_name] in message or "can't access property" in message
    assert re.match(r"\d+\.\d+", browser.version)


@pytest.mark.feature("launch.contexts-isolated")
def test_contexts_isolated(signed_in: Page, browser: Browser, site: Site) -> None:
    signed_in.evaluate("localStorage.mine = 'yes'")
    other = browser.new_context(viewport={"width": 700, "height": 500})
    page = other.new_page()
    page.goto(site / "home")
    assert page.url == site / "login"
    assert other.cookies() == []
    assert page.evaluate("[innerWidth, innerHeight, localStorage.mine ?? null]") == [700, 500, None]
    other.close()
    signed_in.reload()
    expect(signed_in.get_by_role("heading")).to_have_text("Hello ani")


@pytest.mark.feature("launch.pages-in-context")
def test_pages_in_context(signed_in: Page, context: BrowserContext, site: Site) -> None:
    second = context.new_page()
    second.goto(site / "home")
    expect(second.get_by_role("heading")).to_have_text("Hello ani")
    first = signed_in
    for page, text in ((first, "one"), (second, "two")):
        page.goto(site / "")
        page.fill("#task", text)
    assert (first.input_value("#task"), second.input_value("#task")) == ("one", "two")
    second.close()
    assert context.pages == [first]
    first.get_by_role("button", name="count").click()
    expect(first.locator("#result")).to_have_text("1")


def renders(pid: int) -> bool:
    """Tell whether a process renders pages."""
    command = Path(f"/proc/{pid}/cmdline").read_bytes()
    return any(word in command for word in (b"--type=renderer", b"WebKitWebProcess", b"-contentproc"))


@pytest.fixture
def own_browser(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[tuple[Browser, set[int]]]:
    """A browser of the test's own, and its processes once it shows a page."""
    before = below(os.getpid())
    browser = browser_type.launch(**browser_type_launch_args)
    yield browser, before
    browser.close()


@pytest.mark.feature("launch.crash")
def test_crash(own_browser: tuple[Browser, set[int]], site: Site) -> None:
    browser, before = own_browser
    page = browser.new_page()
    page.goto(site / "other")
    crashed = heard(page, "crash")
    with page.expect_event("crash", timeout=5000):
        for process in filter(renders, below(os.getpid()) - before):
            os.kill(process, signal.SIGKILL)
    assert crashed == [page]
    with pytest.raises(Error, match=r"crash|closed"):
        page.evaluate("1")
    survivor = browser.new_page()
    survivor.goto(site / "other")
    expect(survivor.get_by_role("heading")).to_have_text("Other page")


@pytest.mark.feature("launch.disconnect")
def test_disconnect(own_browser: tuple[Browser, set[int]]) -> None:
    browser, before = own_browser
    page = browser.new_page()
    started = below(os.getpid()) - before
    (leader,) = (pid for pid in started if parent_of(pid) not in started)
    assert os.getpgid(leader) == leader
    gone = heard(browser, "disconnected")
    os.killpg(leader, signal.SIGKILL)
    with pytest.raises(Error, match=r"closed|crashed"):
        page.wait_for_event("console", timeout=5000)
    with pytest.raises(Error, match=r"closed|crashed"):
        browser.new_context()
    assert not browser.is_connected()
    assert gone == [browser]
