"""A page object waits for the whole answer, and for that of the page that is there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from pages.base import Page

HTML = b"""<!doctype html><main>Daftar</main>
<script>fetch("/tree").then((answer) => answer.text()).then((text) => (document.title = text))</script>"""
SECONDS = 5
CUT_OFF_IN = 0.5


@dataclass
class Slow:
    """A server whose first answer to ``/tree`` stays without its body: its head comes while the page is loaded anew."""

    asked: threading.Event = field(default_factory=threading.Event)
    again: threading.Event = field(default_factory=threading.Event)
    headed: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def page(self) -> bytes:
        """The page; when it is asked for again, not before the head of the first answer is on its way."""
        if self.asked.is_set():
            self.again.set()
            self.headed.wait(SECONDS)
            self.over.wait(CUT_OFF_IN)  # the browser takes the head in
        return HTML


@pytest.fixture
def slow() -> Iterator[tuple[Slow, str]]:
    state = Slow()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            first = self.path == "/tree" and not state.asked.is_set()
            if first:
                state.asked.set()
                state.again.wait(SECONDS)
            body = b"Pohon" if self.path == "/tree" else state.page()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.flush()
            if first:
                state.headed.set()
                state.over.wait(SECONDS)
            else:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state, f"http://127.0.0.1:{server.server_port}/"
    state.over.set()
    server.shutdown()
    server.server_close()


class Tree(Page):
    """A page that reads a tree by its script."""

    reads = ("/tree",)


@pytest.mark.timeout(60)
def test_an_answer_that_a_new_load_cuts_off_is_not_waited_for(page: BrowserPage, slow: tuple[Slow, str]) -> None:
    state, address = slow
    page.goto(address)
    assert state.asked.wait(SECONDS)

    Tree(page).reload()

    expect(page).to_have_title("Pohon")
