"""Going from page to page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Error, Page, TimeoutError, expect

from tests.conformance.listening import heard
from tests.conformance.site import Site, closed_port


@pytest.mark.feature("navigation.goto")
def test_goto(page: Page, site: Site) -> None:
    response = page.goto(site / "login")
    assert response is not None
    assert response.status == 200
    assert "Sign in" in response.text()
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert page.title() == "login"


@pytest.mark.feature("navigation.goto-not-found")
@pytest.mark.parametrize("status", [404, 500])
def test_goto_not_found(page: Page, site: Site, status: int) -> None:
    response = page.goto(site / f"status/{status}")
    assert response is not None
    assert response.status == status
    expect(page.get_by_role("heading")).to_have_text(f"status {status}")


@pytest.mark.feature("navigation.goto-refused")
def test_goto_refused(page: Page) -> None:
    with pytest.raises(Error, match=r"(?i)refused|connect"):
        page.goto(f"http://127.0.0.1:{closed_port()}/")


@pytest.mark.feature("navigation.redirect-chain")
def test_redirect_chain(page: Page, site: Site) -> None:
    response = page.goto(site / "redirect/2")
    assert response is not None
    assert page.url == site / "other"
    chain, request = [], response.request
    while request.redirected_from is not None:
        request = request.redirected_from
        hop = request.response()
        chain.append((request.url, hop and hop.status))
    assert chain == [(site / "redirect/1", 302), (site / "redirect/2", 302)]


@pytest.mark.feature("navigation.wait-until")
def test_wait_until(page: Page, site: Site) -> None:
    held = "<img src=/gate/image><h1>held</h1>"
    page.route("**/held", lambda route: route.fulfill(body=held, content_type="text/html"))
    page.goto(site / "held", wait_until="domcontentloaded")
    expect(page.get_by_role("heading")).to_have_text("held")
    with pytest.raises(TimeoutError):
        page.wait_for_load_state("load", timeout=300)
    site.memory.gates["image"].set()
    page.wait_for_load_state("load")
    page.wait_for_load_state("networkidle")


@pytest.mark.feature("navigation.wait-for-url")
def test_wait_for_url(bench: Page, site: Site) -> None:
    bench.click("#link")
    bench.wait_for_url("**/other")
    bench.get_by_role("link", name="to sign in").click()
    expect(bench).to_have_url(re.compile("/login$"))
    expect(bench).to_have_title("login")


@pytest.mark.feature("navigation.click-waits")
@pytest.mark.parametrize("element", ["#link", "#submit", "#script-link"])
def test_click_waits(page: Page, site: Site, element: str) -> None:
    for _ in range(5):
        page.goto(site / "")
        page.click(element)
        assert page.url.rstrip("?") == site / "other"


@pytest.mark.feature("navigation.back-forward")
def test_back_forward(bench: Page, site: Site) -> None:
    bench.goto(site / "other")
    bench.go_back()
    assert bench.url == site / ""
    bench.go_forward()
    assert bench.url == site / "other"
    assert bench.go_forward() is None


@pytest.mark.feature("navigation.reload")
def test_reload(bench: Page, site: Site) -> None:
    bench.fill("#task", "typed")
    response = bench.reload()
    assert response is not None
    assert response.status == 200
    assert len(site.memory.to("/")) == 2


@pytest.mark.feature("navigation.history-api")
def test_history_api(bench: Page, site: Site) -> None:
    bench.evaluate("history.pushState({}, '', '/pushed')")
    assert bench.url == site / "pushed"
    bench.evaluate("history.replaceState({}, '', '/replaced?x=1')")
    assert bench.url == site / "replaced?x=1"
    bench.go_back()
    assert bench.url == site / ""
    assert len(site.memory.to("/")) == 1


@pytest.mark.feature("navigation.hash")
def test_hash(bench: Page, site: Site) -> None:
    bench.goto(site / "#far")
    assert bench.url == site / "#far"
    bench.goto(site / "#far")
    bench.click("#fragment")
    assert bench.url == site / "#tall"
    assert len(site.memory.to("/")) == 1


@pytest.mark.feature("navigation.data-url")
def test_data_url(page: Page) -> None:
    page.goto("data:text/html,<i id=given>from data</i>")
    expect(page.locator("#given")).to_have_text("from data")
    page.set_content("<b id=set>set</b>")
    expect(page.locator("#set")).to_have_text("set")


@pytest.mark.feature("navigation.expect-navigation")
def test_expect_navigation(bench: Page, site: Site) -> None:
    with bench.expect_navigation(url="**/other") as navigation:
        bench.evaluate("void setTimeout(() => location.href = '/other', 0)")
    assert navigation.value.status == 200


@pytest.mark.feature("navigation.interrupted")
def test_interrupted(page: Page, site: Site, context: BrowserContext) -> None:
    for _ in range(3):
        page.goto(site / "busy", wait_until="domcontentloaded")
        page.click("#away")
        expect(page.get_by_role("heading")).to_have_text("Other page")
    crashed = heard(page, "crash")
    page.goto(site / "busy", wait_until="domcontentloaded")
    page.goto(site / "login")
    assert not crashed
    assert len(context.pages) == 1
