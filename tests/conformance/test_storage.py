"""Cookies and storage."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conformance.site import Site

DAY = 86_400


@pytest.mark.feature("storage.cookies")
def test_cookies(signed_in: Page, context: BrowserContext, site: Site) -> None:
    signed_in.goto(site / "cookie/kept")
    cookies = {cookie["name"]: cookie for cookie in context.cookies()}
    session, kept = cookies["session"], cookies["kept"]
    assert (session["value"], session["domain"], session["path"]) == ("ani", "127.0.0.1", "/")
    assert (session["httpOnly"], session["secure"], session["sameSite"]) == (True, False, "Lax")
    assert session["expires"] == -1
    assert kept["sameSite"] == "Strict"
    now = signed_in.evaluate("Date.now() / 1000")
    assert abs(kept["expires"] - now - 3600) < 60


@pytest.mark.feature("storage.add-clear-cookies")
def test_add_clear_cookies(page: Page, context: BrowserContext, site: Site) -> None:
    context.add_cookies([{"name": "session", "value": "otto", "url": site.url}])
    page.goto(site / "home")
    expect(page.get_by_role("heading")).to_have_text("Hello otto")
    later = page.evaluate("Date.now() / 1000") + DAY
    late: Any = {"name": "late", "value": "1", "domain": "127.0.0.1", "path": "/", "expires": later}
    context.add_cookies([late])
    assert {cookie["name"] for cookie in context.cookies()} == {"session", "late"}
    context.clear_cookies(name="session")
    page.reload()
    assert page.url == site / "login"
    context.clear_cookies()
    assert context.cookies() == []


@pytest.mark.feature("storage.storage-state")
def test_storage_state(signed_in: Page, context: BrowserContext, browser: Browser, site: Site) -> None:
    signed_in.evaluate("localStorage.setItem('theme', 'gelap')")
    state = context.storage_state()
    assert state["origins"][0]["localStorage"] == [{"name": "theme", "value": "gelap"}]
    with browser.new_context(storage_state=state) as other:
        page = other.new_page()
        page.goto(site / "home")
        expect(page.get_by_role("heading")).to_have_text("Hello ani")
        assert page.evaluate("localStorage.getItem('theme')") == "gelap"


@pytest.mark.feature("storage.context-clean")
def test_context_clean(browser: Browser, browser_context_args: dict[str, Any], site: Site) -> None:
    look = """async () => [localStorage.length, sessionStorage.length, document.cookie,
      (await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length,
      await fetch('/cached').then(r => r.json()).then(r => r.n)]"""
    answered = []
    for _ in range(3):
        with browser.new_context(**browser_context_args) as context:
            page = context.new_page()
            page.goto(site / "other")
            found = page.evaluate(look)
            assert found[:5] == [0, 0, "", 0, 0]
            answered.append(found[5])
            page.evaluate("""async () => {
              localStorage.a = sessionStorage.a = document.cookie = 'a=1';
              await caches.open('mine');
              await navigator.serviceWorker.register('/worker.js');
              await navigator.serviceWorker.ready;
            }""")
    assert len(set(answered)) == 3  # the answer was fetched anew, not taken from an earlier context's cache
