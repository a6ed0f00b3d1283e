"""What a page sees: known libraries work, fonts too; the rest is refused and named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from fixtures.third_parties import Libraries, install, observe

PAGE = """<!doctype html><html lang="id"><meta charset="utf-8"><title>Halaman uji</title>
<link rel="stylesheet" href="https://cdn.jsdelivr.net/npm/bootstrap-icons@1.11.3/font/bootstrap-icons.css">
<script src="https://cdn.jsdelivr.net/npm/jquery@3.7.1/dist/jquery.min.js"></script>
<script src="https://tracker.example/count.js"></script>
<script src="https://cdn.jsdelivr.net/npm/jquery@3.7.1/dist/gone.js"></script>
<main><i class="bi bi-list"></i><img alt="titik" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="></main>"""


class _Application(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "https://tracker.example/landing")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def application() -> Iterator[str]:
    """A page that loads libraries, on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Application)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_libraries_and_their_fonts_work_and_the_rest_is_refused_by_name(
    context: BrowserContext, application: str
) -> None:
    third_parties = install(context, application)
    page = context.new_page()

    page.goto(application)

    expect(page).to_have_title("Halaman uji")
    assert page.evaluate("jQuery.fn.jquery") == "3.7.1"
    assert page.evaluate("document.fonts.load('16px bootstrap-icons').then(faces => faces.length)") == 1
    assert page.evaluate("fetch(URL.createObjectURL(new Blob(['isi']))).then(answer => answer.text())") == "isi"
    assert page.get_by_alt_text("titik").evaluate("image => image.naturalWidth") == 1
    # Firefox asks for a script that was refused to its look-ahead once more: hence sets.
    assert set(third_parties.refused) == {"https://tracker.example/count.js"}
    assert set(third_parties.missing) == {"https://cdn.jsdelivr.net/npm/jquery@3.7.1/dist/gone.js"}
    assert len(set(third_parties.answered)) == 3
    assert [fault.split(": ")[1] for fault in third_parties.faults] == third_parties.refused + third_parties.missing


def test_a_request_that_a_script_sends_is_refused_too(context: BrowserContext, application: str) -> None:
    third_parties = install(context, application)
    page = context.new_page()
    page.goto(application)

    said = page.evaluate("fetch('https://tracker.example/x', {method: 'POST', body: '1'}).catch(error => error.name)")

    assert said == "TypeError"
    assert third_parties.refused[-1] == "https://tracker.example/x"


def test_a_redirect_away_from_the_application_is_noted(context: BrowserContext, application: str) -> None:
    third_parties = install(context, application)
    page = context.new_page()
    page.goto(application)

    page.evaluate("fetch('/away').catch(error => error.name)")

    assert third_parties.redirected == ["https://tracker.example/landing"]


def test_an_application_with_no_third_party_has_no_fault(
    context: BrowserContext, application: str, tmp_path: Path
) -> None:
    libraries = Libraries({"https://": (tmp_path, "")})
    (tmp_path / "other.example").mkdir()
    (tmp_path / "other.example" / "a.css").write_text("main { color: rgb(1, 2, 3) }")
    third_parties = install(context, application, libraries)
    page = context.new_page()
    page.goto("about:blank")

    page.add_style_tag(url="https://other.example/a.css")

    assert third_parties.answered == ["https://other.example/a.css"]
    assert third_parties.faults == []


def test_a_context_that_is_only_watched_names_who_it_asked(context: BrowserContext, application: str) -> None:
    third_parties = observe(context, application)
    page = context.new_page()
    # Nothing may leave the machine: this route stands in for the network.
    context.route("https://**", lambda route: route.abort())

    page.goto(application)

    expect(page).to_have_title("Halaman uji")
    assert {url.split("/")[2] for url in third_parties.refused} == {"cdn.jsdelivr.net", "tracker.example"}
    assert third_parties.faults
