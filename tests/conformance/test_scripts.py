"""Scripts in pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.conformance.site import Site


@pytest.mark.feature("scripts.evaluate")
def test_evaluate(bench: Page) -> None:
    given: dict[str, Any] = {"n": 1.5, "list": [None, True, "é"], "when": dt.datetime(2026, 5, 1, tzinfo=dt.UTC)}
    assert bench.evaluate("given => ({ ...given, n: given.n * 2 })", given) == {**given, "n": 3}
    assert bench.evaluate("[1 / 0, undefined, -0]") == [float("inf"), None, 0]
    assert bench.evaluate("Promise.resolve(7)") == 7
    body = bench.evaluate_handle("document.body")
    assert bench.evaluate("node => node.tagName", body) == "BODY"
    with pytest.raises(Error, match="boom"):
        bench.evaluate("() => { throw new Error('boom') }")


@pytest.mark.feature("scripts.init-script")
def test_init_script(page: Page, site: Site) -> None:
    page.add_init_script("window.first = typeof window.clicks")
    page.goto(site / "")
    assert page.evaluate("[first, clicks]") == ["undefined", 0]


@pytest.mark.feature("scripts.expose-function")
def test_expose_function(bench: Page, site: Site) -> None:
    bench.expose_function("double", lambda number: number * 2)
    assert bench.evaluate("double(21)") == 42
    bench.goto(site / "")
    assert bench.evaluate("double(4)") == 8
    frame = bench.frame(name="inner")
    assert frame is not None
    assert frame.evaluate("double(5)") == 10


@pytest.mark.feature("scripts.console")
def test_console(bench: Page) -> None:
    with bench.expect_console_message() as message:
        bench.evaluate("console.log('text', 7, { a: 1 })")
    assert message.value.type == "log"
    assert message.value.text.startswith("text 7")
    assert [argument.json_value() for argument in message.value.args] == ["text", 7, {"a": 1}]
    with bench.expect_console_message(lambda m: m.type == "error") as message:
        bench.evaluate("console.error('bad')")
    assert message.value.text == "bad"
    with bench.expect_console_message(lambda m: m.type == "warning"):
        bench.evaluate("console.warn('careful')")


@pytest.mark.feature("scripts.console-failed-load")
def test_console_failed_load(bench: Page, site: Site) -> None:
    with bench.expect_console_message(lambda message: message.type == "error") as said:
        bench.evaluate("fetch('/status/404').then(r => r.text())")
    assert "404" in said.value.text
    assert said.value.location["url"] == site / "status/404"


@pytest.mark.feature("scripts.context-messages")
def test_context_messages(context: BrowserContext, site: Site) -> None:
    first, second = context.new_page(), context.new_page()
    first.goto(site / "")
    second.goto(site / "")
    with context.expect_console_message() as said:
        second.evaluate("console.error('bad')")
    assert (said.value.page, said.value.type, said.value.text) == (second, "error", "bad")
    with context.expect_event("weberror") as thrown:
        first.evaluate("void setTimeout(() => { throw new TypeError('boom') }, 0)")
    assert (thrown.value.page, thrown.value.error.name, thrown.value.error.message) == (first, "TypeError", "boom")


@pytest.mark.feature("scripts.page-error")
def test_page_error(bench: Page) -> None:
    with bench.expect_event("pageerror") as raised:
        bench.evaluate("void setTimeout(function blame() { throw new TypeError('boom') }, 0)")
    assert raised.value.message == "boom"
    assert raised.value.name == "TypeError"
    assert "blame" in (raised.value.stack or "")
    with bench.expect_event("pageerror") as raised:
        bench.evaluate("void Promise.reject(new Error('promised'))")
    assert "promised" in raised.value.message


@pytest.mark.feature("scripts.wait-for-function")
def test_wait_for_function(bench: Page) -> None:
    bench.evaluate("void requestAnimationFrame(() => requestAnimationFrame(() => { window.ready = 'yes' }))")
    assert bench.wait_for_function("window.ready").json_value() == "yes"


@pytest.mark.feature("scripts.worker")
def test_worker(bench: Page) -> None:
    with bench.expect_worker() as started:
        answer = bench.evaluate(
            "new Promise(done => { window.w = new Worker(URL.createObjectURL(new Blob(['postMessage(6 * 7)'])));"
            " w.onmessage = e => done(e.data); })"
        )
    assert answer == 42
    assert started.value.evaluate("1 + 1") == 2


@pytest.mark.feature("scripts.overridden-builtins")
def test_overridden_builtins(page: Page, site: Site) -> None:
    page.add_init_script("""
      JSON.stringify = JSON.parse = () => { throw new Error('page owns JSON') };
      Array.prototype.map = Array.prototype.filter = () => [];
      Map.prototype.get = () => undefined;
      Element.prototype.getBoundingClientRect = () => { throw new Error('no box') };
    """)
    page.goto(site / "login")
    page.get_by_label("User").fill("ani", timeout=5000)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=5000)
    page.get_by_role("button", name="Sign in").click(timeout=5000)
    expect(page).to_have_title("Home", timeout=5000)


@pytest.mark.feature("scripts.clock")
def test_clock(bench: Page) -> None:
    bench.clock.set_fixed_time(dt.datetime(2026, 5, 1, 10, tzinfo=dt.UTC))
    assert bench.evaluate("new Date().toISOString()") == "2026-05-01T10:00:00.000Z"


@pytest.mark.feature("scripts.clock")
def test_clock_runs(page: Page, site: Site, context: BrowserContext) -> None:
    page.clock.install(time=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
    page.goto(site / "")
    page.evaluate("void setTimeout(() => { result.textContent = 'an hour later' }, 3_600_000)")
    page.clock.fast_forward("01:00:00")
    expect(page.locator("#result")).to_have_text("an hour later")


@pytest.mark.feature("scripts.handles")
def test_handles(bench: Page) -> None:
    handle = bench.evaluate_handle("({ a: 1, b: { c: [2, 3] } })")
    properties = handle.get_properties()
    assert properties["a"].json_value() == 1
    assert properties["b"].json_value() == {"c": [2, 3]}
    element = bench.query_selector("#title")
    assert element is not None
    assert element.inner_text() == "Workbench"
    element.dispose()
    with pytest.raises(Error):
        element.inner_text()
