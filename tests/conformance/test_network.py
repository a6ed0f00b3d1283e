"""Requests, responses, routes, and the network's moods."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Route, expect

from tests.conformance.listening import heard
from tests.conformance.site import PIXEL, Site, closed_port, large_bytes

GET = "path => fetch(path).then(r => r.json())"
POST = """([path, body]) => fetch(path,
  { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(5000) })
  .then(r => r.json())"""
IMAGE = "new Promise(done => { const i = new Image(); i.onload = done; i.src = '/pixel.png' }).then(() => 1)"
SEND = """() => {
  navigator.sendBeacon('/echo?beacon', 'x');
  fetch('/echo?kept', { method: 'POST', body: 'x', keepalive: true });
}"""
LISTEN = """void (window.events = [], window.es = new EventSource('/events'),
  es.onmessage = e => { events.push(e.data) })"""


@pytest.mark.feature("network.request-events")
def test_request_events(bench: Page, site: Site, seen: list[Any]) -> None:
    finished: list[str] = []
    bench.on("requestfinished", lambda request: finished.append(request.url))
    with bench.expect_request_finished(lambda request: request.url == site / "echo"):
        bench.evaluate(POST, ["/echo", '{"title":"Täsk"}'])
    assert ("request", "POST", site / "echo", "fetch") in seen
    assert ("response", 200, site / "echo") in seen
    assert site / "echo" in finished


@pytest.mark.feature("network.context-events")
def test_context_events(context: BrowserContext, site: Site) -> None:
    told: list[tuple[Any, ...]] = []
    context.on("request", lambda request: told.append(("request", request.method, request.url)))
    context.on("response", lambda response: told.append(("response", response.status, response.url)))
    context.on("requestfinished", lambda request: told.append(("finished", request.method, request.url)))
    context.on("requestfailed", lambda request: told.append(("failed", request.url)))
    closed = f"http://127.0.0.1:{closed_port()}/"
    first, second = context.new_page(), context.new_page()
    first.goto(site / "other")
    second.goto(site / "other")
    with context.expect_event("requestfinished", lambda request: request.url == site / "echo"):
        first.evaluate(POST, ["/echo", "{}"])
    with context.expect_event("requestfailed"):
        second.evaluate("url => fetch(url).catch(() => 0)", closed)
    page = site / "other"
    expected = [("request", "GET", page), ("response", 200, page), ("finished", "GET", page)]
    assert [entry for entry in told if entry[-1] == page] == expected * 2
    posted = site / "echo"
    expected = [("request", "POST", posted), ("response", 200, posted), ("finished", "POST", posted)]
    assert [entry for entry in told if entry[-1] == posted] == expected
    assert [entry for entry in told if entry[-1] == closed] == [("request", "GET", closed), ("failed", closed)]


@pytest.mark.feature("network.request-post-data")
def test_request_post_data(bench: Page, site: Site) -> None:
    with bench.expect_request("**/echo") as sent:
        bench.evaluate(POST, ["/echo", '{"title":"Täsk"}'])
    assert sent.value.post_data_json == {"title": "Täsk"}


@pytest.mark.feature("network.request-failed")
def test_request_failed(bench: Page) -> None:
    address = f"http://127.0.0.1:{closed_port()}/"
    with bench.expect_event("requestfailed") as failed:
        assert bench.evaluate("url => fetch(url).then(() => 'answered', () => 'failed')", address) == "failed"
    assert failed.value.url == address
    assert failed.value.failure


@pytest.mark.feature("network.expect-response")
def test_expect_response(bench: Page) -> None:
    with bench.expect_response("**/echo") as got:
        bench.evaluate(POST, ["/echo", "{}"])
    assert got.value.status == 200
    assert got.value.ok
    assert got.value.json()["method"] == "POST"
    with bench.expect_response("**/status/500") as got:
        bench.evaluate("fetch('/status/500').then(r => r.text())")
    assert got.value.status == 500
    assert "status 500" in got.value.text()


@pytest.mark.feature("network.response-body-binary")
def test_response_body_binary(bench: Page) -> None:
    with bench.expect_response("**/bytes/5000000") as got:
        bench.evaluate("fetch('/bytes/5000000').then(r => r.arrayBuffer()).then(b => b.byteLength)")
    assert got.value.body() == large_bytes(5_000_000)
    with bench.expect_response("**/pixel.png") as got:
        bench.evaluate(IMAGE)
    assert got.value.body() == PIXEL
    assert got.value.request.resource_type == "image"


@pytest.mark.feature("network.response-headers")
def test_response_headers(page: Page, site: Site) -> None:
    response = page.goto(site / "status/200")
    assert response is not None
    assert response.header_value("X-Request-ID") == "request-7"
    assert response.all_headers()["x-request-id"] == "request-7"
    assert {"server", "date", "content-type"} <= response.all_headers().keys()


@pytest.mark.feature("network.set-cookie-header")
def test_set_cookie_header(page: Page, site: Site) -> None:
    response = page.goto(site / "cookie/mine")
    assert response is not None
    assert "mine=yes" in (response.header_value("set-cookie") or "")


@pytest.mark.feature("network.set-cookie-redirect")
def test_set_cookie_redirect(page: Page, site: Site) -> None:
    page.goto(site / "login")
    page.fill("#user", "eva")
    with page.expect_response(lambda response: response.request.method == "POST") as got:
        page.get_by_role("button").click()
    assert got.value.status == 303
    assert "session=eva" in (got.value.header_value("set-cookie") or "")


@pytest.mark.feature("network.cookie-request-header")
def test_cookie_request_header(signed_in: Page) -> None:
    with signed_in.expect_response("**/echo") as got:
        signed_in.evaluate(GET, "/echo")
    assert got.value.request.all_headers().get("cookie") == "session=ani"


@pytest.mark.feature("network.timing")
def test_timing(page: Page, site: Site) -> None:
    response = page.goto(site / "other")
    assert response is not None
    response.finished()
    timing = response.request.timing
    assert timing["responseStart"] >= timing["requestStart"] >= 0
    assert timing["responseEnd"] >= timing["responseStart"]


@pytest.mark.feature("network.extra-headers")
def test_extra_headers(browser: Browser, browser_context_args: dict[str, Any], site: Site) -> None:
    with browser.new_context(**{**browser_context_args, "extra_http_headers": {"X-E2E": "run/test/1"}}) as context:
        page = context.new_page()
        page.goto(site / "")
        page.evaluate(GET, "/echo")
        page.click("#link")
        page.wait_for_url("**/other")
        for path in ("/", "/frame", "/echo", "/other"):
            assert [seen.headers.get("x-e2e") for seen in site.memory.to(path)][:1] == ["run/test/1"], path


def marks_of_what_outlives_the_page(browser: Browser, site: Site, send: str) -> dict[str, tuple[str, str | None]]:
    """Send a beacon and a keepalive fetch by ``send``, leave the page, and return what came with them."""
    with browser.new_context(extra_http_headers={"X-E2E": "run/test/1"}) as context:
        page = context.new_page()
        page.goto(site / "")
        page.evaluate(send)
        page.goto(site / "other")
        page.wait_for_function("() => fetch('/seen/echo').then(r => r.json()).then(times => times === 2)")
        return {seen.path: (seen.method, seen.headers.get("x-e2e")) for seen in site.memory.to("/echo")}


@pytest.mark.feature("network.extra-headers-beacon")
def test_extra_headers_beacon(browser: Browser, site: Site) -> None:
    sent = marks_of_what_outlives_the_page(browser, site, f"void ({SEND})()")
    assert sent == dict.fromkeys(("/echo?beacon", "/echo?kept"), ("POST", "run/test/1"))


@pytest.mark.feature("network.extra-headers-unloading")
def test_extra_headers_unloading(browser: Browser, site: Site) -> None:
    sent = marks_of_what_outlives_the_page(browser, site, f"addEventListener('pagehide', {SEND})")
    assert sent == dict.fromkeys(("/echo?beacon", "/echo?kept"), ("POST", "run/test/1"))


@pytest.mark.feature("network.extra-headers-page")
def test_extra_headers_page(page: Page, context: BrowserContext, site: Site) -> None:
    context.set_extra_http_headers({"x-one": "context", "x-two": "context"})
    page.set_extra_http_headers({"x-two": "page"})
    page.goto(site / "other")
    headers = site.memory.to("/other")[0].headers
    assert (headers["x-one"], headers["x-two"]) == ("context", "page")


@pytest.mark.feature("network.user-agent")
def test_user_agent(browser: Browser, site: Site) -> None:
    with browser.new_context(user_agent="Suite/1") as context:
        page = context.new_page()
        page.goto(site / "other")
        assert page.evaluate("navigator.userAgent") == "Suite/1"
        assert site.memory.to("/other")[0].headers["user-agent"] == "Suite/1"


@pytest.mark.feature("network.route-fulfill")
def test_route_fulfill(bench: Page, site: Site) -> None:
    bench.route("**/echo", lambda route: route.fulfill(status=201, json={"mock": "é"}, headers={"x-mock": "1"}))
    answer = "fetch('/echo').then(async r => [r.status, r.headers.get('x-mock'), await r.json()])"
    assert bench.evaluate(answer) == [201, "1", {"mock": "é"}]
    bench.route("**/other", lambda route: route.fulfill(body="<h1>fake</h1>", content_type="text/html"))
    bench.goto(site / "other")
    expect(bench.get_by_role("heading")).to_have_text("fake")
    assert site.memory.to("/echo") == []


@pytest.mark.feature("network.route-abort")
def test_route_abort(bench: Page, site: Site) -> None:
    bench.route("**/echo", lambda route: route.abort())
    assert bench.evaluate("fetch('/echo').then(() => 'answered', () => 'failed')") == "failed"
    assert site.memory.to("/echo") == []


@pytest.mark.feature("network.route-continue")
def test_route_continue(page: Page, site: Site) -> None:
    page.route("**/*", lambda route: route.continue_())
    page.goto(site / "login")
    page.fill("#user", "via route")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_have_text("Hello via route")
    assert site.memory.to("/login")[-1].method == "POST"
    assert page.evaluate(POST, ["/echo", '{"a":1}'])["body"] == '{"a":1}'


@pytest.mark.feature("network.route-continue-changed")
def test_route_continue_changed(bench: Page) -> None:
    def change(route: Route) -> None:
        headers = {**route.request.headers, "x-added": "yes"}
        route.continue_(method="PUT", headers=headers, post_data='{"changed":true}')

    bench.route("**/echo", change)
    got = bench.evaluate(POST, ["/echo", "{}"])
    assert (got["method"], got["body"], got["headers"]["x-added"]) == ("PUT", '{"changed":true}', "yes")


@pytest.mark.feature("network.route-fetch")
def test_route_fetch(bench: Page) -> None:
    def change(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), "extra": 1})

    bench.route("**/echo", change)
    got = bench.evaluate(GET, "/echo")
    assert (got["method"], got["extra"]) == ("GET", 1)


@pytest.mark.feature("network.route-post-fetch")
def test_route_post_fetch(bench: Page) -> None:
    def fetch(route: Route) -> None:
        with contextlib.suppress(Error):  # else it would be raised again when the context closes
            route.fulfill(response=route.fetch(timeout=3000))

    bench.route("**/echo", fetch)
    got = bench.evaluate(POST, ["/echo", '{"sent":1}'])
    assert (got["method"], got["body"]) == ("POST", '{"sent":1}')


@pytest.mark.feature("network.route-context")
def test_route_context(context: BrowserContext, site: Site) -> None:
    context.route("**/echo", lambda route: route.fulfill(json="faked"))
    for _ in range(2):
        page = context.new_page()
        page.goto(site / "other")
        assert page.evaluate(GET, "/echo") == "faked"
    context.unroute("**/echo")
    assert page.evaluate(GET, "/echo")["method"] == "GET"


@pytest.mark.feature("network.route-fallback")
def test_route_fallback(bench: Page, context: BrowserContext) -> None:
    asked: list[str] = []

    def first(route: Route) -> None:
        asked.append("first")
        route.fulfill(json="first")

    def hands_on(route: Route) -> None:
        asked.append("hands on")
        if route.request.method == "GET":
            route.fallback()
        else:
            route.fallback(headers={**route.request.headers, "x-added": "yes"})

    context.route("**/echo", first, times=1)
    context.route("**/echo", hands_on)
    assert bench.evaluate(GET, "/echo") == "first"
    got = bench.evaluate(POST, ["/echo", '{"a":1}'])
    assert (got["method"], got["body"], got["headers"]["x-added"]) == ("POST", '{"a":1}', "yes")
    assert asked == ["hands on", "first", "hands on"]


@pytest.mark.feature("network.route-leave")
@pytest.mark.parametrize("changed", [False, True], ids=["unchanged", "changed"])
def test_route_leave(page: Page, site: Site, changed: bool) -> None:
    held: list[Route] = []

    def handle(route: Route, request: Request) -> None:
        if "/gate/" in request.url:
            held.append(route)
            return
        for waiting in held[:]:
            held.remove(waiting)
            _go_on(waiting, changed)
        route.continue_()

    crashed = heard(page, "crash")
    page.route("**/*", handle)
    for _ in range(8):
        page.goto(site / "busy", wait_until="domcontentloaded")
        page.click("#away")
        expect(page.get_by_role("heading")).to_have_text("Other page")
        for waiting in held[:]:
            held.remove(waiting)
            _go_on(waiting, changed)
    assert not crashed
    assert page.evaluate("document.title") == "other"


def _go_on(route: Route, changed: bool) -> None:
    if changed:
        route.continue_(headers={**route.request.headers, "x-changed": "1"})
    else:
        route.continue_()


@pytest.mark.feature("network.route-redirect")
def test_route_redirect(bench: Page) -> None:
    def redirect(route: Route) -> None:
        with contextlib.suppress(Error):  # else it would be raised again when the context closes
            route.fulfill(status=302, headers={"location": "/other"})

    bench.route("**/echo", redirect)
    assert "Other page" in bench.evaluate("fetch('/echo', { signal: AbortSignal.timeout(5000) }).then(r => r.text())")


@pytest.mark.feature("network.offline")
def test_offline(bench: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    assert bench.evaluate("fetch('/echo').then(() => 'answered', () => 'failed')") == "failed"
    context.set_offline(False)
    assert bench.evaluate(GET, "/echo")["method"] == "GET"


@pytest.mark.feature("network.offline-event")
def test_offline_event(bench: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    bench.wait_for_function("!navigator.onLine", timeout=3000)


def is_let_in(page: Page, site: Site) -> bool:
    """Tell whether a page gets past the challenge; engines show the refusal, or raise."""
    with contextlib.suppress(Error):
        page.goto(site / "auth")
    return page.locator("#in").count() == 1


@pytest.mark.feature("network.http-credentials")
def test_http_credentials(browser: Browser, page: Page, site: Site) -> None:
    assert not is_let_in(page, site)
    credentials: Any = {"username": "ani", "password": "rahasia"}
    with browser.new_context(http_credentials=credentials) as context:
        inside = context.new_page()
        response = inside.goto(site / "auth")
        assert response is not None
        assert response.status == 200
        expect(inside.locator("#in")).to_have_text("inside")
    with browser.new_context() as context:
        assert not is_let_in(context.new_page(), site)


@pytest.mark.feature("network.https-refused")
def test_https_refused(page: Page, secure_site: Site) -> None:
    with pytest.raises(Error, match=r"(?i)certificate|ssl|tls|sec_error|cert"):
        page.goto(secure_site / "other")


@pytest.mark.feature("network.https-ignored")
def test_https_ignored(browser: Browser, secure_site: Site) -> None:
    with browser.new_context(ignore_https_errors=True) as context:
        page = context.new_page()
        response = page.goto(secure_site / "other")
        assert response is not None
        assert response.status == 200
        assert page.evaluate("isSecureContext")
        assert context.request.get(secure_site / "echo").ok


@pytest.mark.feature("network.service-worker")
def test_service_worker(page: Page, context: BrowserContext, site: Site) -> None:
    page.goto(site / "other")
    page.evaluate("""async () => {
      await navigator.serviceWorker.register('/worker.js');
      if (!navigator.serviceWorker.controller)
        await new Promise(done => { navigator.serviceWorker.oncontrollerchange = done; });
    }""")
    assert page.evaluate("fetch('/from-worker').then(r => r.text())") == "worker says hello"
    page.reload()
    expect(page.get_by_role("heading")).to_have_text("Other page")
    second = context.new_page()
    second.goto(site / "other")
    assert second.evaluate("fetch('/from-worker').then(r => r.text())") == "worker says hello"


@pytest.mark.feature("network.websocket")
def test_websocket(bench: Page, site: Site) -> None:
    frames: list[tuple[str, str | bytes]] = []
    with bench.expect_websocket() as opened:
        bench.evaluate("void (window.ws = new WebSocket(location.origin.replace('http', 'ws') + '/ws'))")
    opened.value.on("framesent", lambda payload: frames.append(("sent", payload)))
    opened.value.on("framereceived", lambda payload: frames.append(("received", payload)))
    answer = bench.evaluate("""new Promise(done => {
      ws.onmessage = e => done(e.data);
      ws.readyState === 1 ? ws.send('hello') : ws.onopen = () => ws.send('hello');
    })""")
    assert answer == "HELLO"
    bench.wait_for_function("1")
    assert frames == [("sent", "hello"), ("received", "HELLO")]
    with opened.value.expect_event("close"):
        bench.evaluate("ws.close()")


@pytest.mark.feature("network.context-request")
def test_context_request(signed_in: Page, browser: Browser, context: BrowserContext, site: Site) -> None:
    assert "Hello ani" in context.request.get(site / "home").text()
    context.request.get(site / "cookie/fresh")
    assert signed_in.evaluate(GET, "/echo")["headers"]["cookie"].count("fresh=yes") == 1
    with browser.new_context(extra_http_headers={"x-e2e": "mark"}) as other:
        got = other.request.post(site / "echo", data={"a": 1}).json()
        assert (got["headers"]["x-e2e"], json.loads(got["body"])) == ("mark", {"a": 1})


@pytest.mark.feature("network.event-stream")
def test_event_stream(bench: Page, site: Site) -> None:
    bench.evaluate(LISTEN)
    bench.wait_for_function("events.length === 1")
    bench.click("#counter")
    site.memory.gates["events"].set()
    bench.wait_for_function("events.includes('two')")
    bench.evaluate("es.close()")


@pytest.mark.feature("network.csp")
def test_csp(page: Page, site: Site) -> None:
    page.goto(site / "csp")
    page.locator("#field").fill("typed")
    page.get_by_role("button", name="press").click()
    expect(page.locator("#field")).to_have_value("typed")
    assert page.evaluate("document.querySelectorAll('button').length") == 1
    page.wait_for_function("document.readyState === 'complete'")


@pytest.mark.feature("network.bypass-csp")
def test_bypass_csp(browser: Browser, site: Site) -> None:
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(site / "csp")
        page.add_script_tag(content="window.injected = 42")
        assert page.evaluate("window.injected") == 42


@pytest.mark.feature("network.coop")
def test_coop(page: Page, site: Site) -> None:
    page.goto(site / "other")
    response = page.goto(site / "coop")
    assert response is not None
    assert response.status == 200
    page.get_by_role("link", name="on").click()
    assert page.url == site / "other"
    page.goto(site / "coop")
    page.reload()
    expect(page.get_by_role("heading")).to_have_text("alone")


@pytest.mark.feature("network.coop-isolates")
def test_coop_isolates(bench: Page, context: BrowserContext) -> None:
    with context.expect_page() as opened:
        bench.evaluate("void (window.child = window.open('/coop'))")
    opened.value.wait_for_load_state()
    assert opened.value.evaluate("window.opener === null")
