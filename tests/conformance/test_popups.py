"""Windows that pages open."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.conformance.listening import heard
from tests.conformance.site import Site


@pytest.mark.feature("popups.popup-link")
def test_popup_link(bench: Page) -> None:
    with bench.expect_popup() as opened:
        bench.click("#popup")
    expect(opened.value.get_by_role("heading")).to_have_text("Other page")
    opened.value.get_by_role("link", name="to sign in").click()
    expect(opened.value).to_have_title("login")


@pytest.mark.feature("popups.popup-script")
def test_popup_script(bench: Page, context: BrowserContext) -> None:
    with context.expect_page() as opened:
        bench.evaluate("void window.open('/other')")
    opened.value.wait_for_load_state()
    assert opened.value.opener() == bench
    assert opened.value.locator("h1").inner_text() == "Other page"
    with context.expect_page() as blank:
        bench.evaluate("void (window.child = window.open('about:blank'))")
    bench.evaluate("child.document.body.innerHTML = '<p id=written>by the opener</p>'")
    expect(blank.value.locator("#written")).to_have_text("by the opener")


@pytest.mark.feature("popups.popup-first-request")
def test_popup_first_request(bench: Page, context: BrowserContext, site: Site) -> None:
    context.set_extra_http_headers({"x-mark": "popup"})
    recorded: list[str] = []

    def handle(route: Route) -> None:
        recorded.append(route.request.url)
        route.continue_()

    context.route("**/other", handle)
    with bench.expect_popup() as opened:
        bench.click("#popup")
    expect(opened.value.get_by_role("heading")).to_have_text("Other page")
    assert recorded == [site / "other"]
    assert [seen.headers.get("x-mark") for seen in site.memory.to("/other")] == ["popup"]


@pytest.mark.feature("popups.popup-init-script")
def test_popup_init_script(bench: Page, context: BrowserContext) -> None:
    context.add_init_script("window.initialised = document.readyState")
    with bench.expect_popup() as opened:
        bench.click("#popup")
    opened.value.wait_for_load_state()
    assert opened.value.evaluate("window.initialised") == "loading"


@pytest.mark.feature("popups.popup-close")
def test_popup_close(bench: Page, context: BrowserContext) -> None:
    with bench.expect_popup() as opened:
        bench.evaluate("void (window.child = window.open('/other'))")
    opened.value.wait_for_load_state()
    closed = heard(opened.value, "close")
    with opened.value.expect_event("close"):
        bench.evaluate("child.close()")
    assert closed == [opened.value]
    assert context.pages == [bench]
    assert bench.evaluate("child.closed")
