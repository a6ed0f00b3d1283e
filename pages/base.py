"""What every page object shares: opening, waiting for an answer, the messages and toasts of the chrome around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import ClassVar, Self
from urllib.parse import urlsplit

from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import Request, Route, expect

from pages.components.holding import hold
from pages.components.messages import Messages
from pages.components.project_menu import ProjectMenu
from pages.components.toasts import Toasts
from pages.components.topbar import Topbar
from pages.steps import Told

ANSWER_MILLISECONDS = 15_000
# What text that was taken for markup would bring in; the application itself has no such attribute anywhere.
PLANTED = "[onerror], [onload], [onfocus], [ontoggle], [onmouseover], [href^='javascript:' i], [src^='javascript:' i]"
# What an error answer must never show: a traceback, Django's own pages for developers, exceptions, paths, statements.
INTERNALS = re.compile(
    r"Traceback|File (?:&quot;|\")|line \d+, in |site-packages|\.py\b|URLconf|DEBUG ?= ?True|DJANGO_SETTINGS"
    r"|\b\w+(?:Exception|DoesNotExist)\b|\b(?:Attribute|Index|Integrity|Key|Name|Operational|Programming|Runtime)Error\b"
    r"|\b(?:Type|Value)Error\b|(?i:sqlite|psycopg)|SELECT .+ FROM |<class '"
)
_SCRIPTED = ("fetch", "xhr")
# What the application's page for errors of the server (500.html) does, and no more.
_FAILED_PAGE = '<!DOCTYPE html><title>500</title><script type="module" src="/static/core/failed.js"></script>'
# What a page says of an error of the server, whoever answered it.
SERVER_FAILED = "Terjadi kesalahan pada server"


def expect_no_internals(place: str, text: str) -> None:
    """Expect an error's answer to say nothing of what is inside the application."""
    found = INTERNALS.search(text)
    if found:
        raise AssertionError(f"{place} shows internals: {found[0]!r}")


class Page(Told):
    """A page of the application in one browser tab. ``path`` is its address, relative to the site's root.

    ``reads`` are ends of the addresses that the page's script reads before a user could work with it.
    """

    path: ClassVar[str] = "/"
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, page: BrowserPage) -> None:
        self.page = page
        self.messages = Messages(page)
        self.toasts = Toasts(page)
        self.topbar = Topbar(page)

    @property
    def address(self) -> str:
        """Address relative to the site's root."""
        return self.path

    def open(self) -> Self:
        """Go to the page and wait until a user could work with it."""
        with self.arriving():
            self.page.goto(self.address)
        self.expect_ready()
        return self

    def reload(self) -> Self:
        """Load the page anew, as the reload key does, and wait until a user could work with it."""
        with self.arriving():
            self.page.reload()
        self.expect_ready()
        return self

    def press_back(self) -> None:
        """Press the browser's back button, whatever comes of it.

        Of a page that an engine still had in its memory no load is told, for which ``go_back`` would wait in vain.
        """
        self.page.evaluate("setTimeout(() => history.back())")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the state in which the page can be used; pages say what that is for them."""
        expect(self.page.locator("main").first).to_be_visible(timeout=timeout)

    def expect_here(self, *, timeout: float | None = None) -> None:
        """Expect the browser to be at this page's address, whatever its query."""
        expect(self.page).to_have_url(re.compile(rf"^[^?#]*{re.escape(self.address)}([?#]|$)"), timeout=timeout)

    def expect_hides_everywhere(self, text: str, *, timeout: float | None = None) -> None:
        """Expect the page to be there and ``text`` nowhere on it, not even in a field."""
        self.expect_ready(timeout=timeout)
        expect(self.page.locator("body")).not_to_contain_text(text, timeout=timeout)
        fields = self.page.locator("input, textarea")
        for number in range(fields.count()):
            expect(fields.nth(number)).not_to_have_value(text, timeout=timeout)

    def expect_denied(self, status: int) -> None:
        """Type the page's address; expect the server to answer ``status`` instead of the page, without internals."""
        answer = self.page.goto(self.address)
        if answer is None or answer.status != status:
            raise AssertionError(f"{self.address} answered {answer and answer.status}, expected {status}")
        expect_no_internals(self.address, self.page.content())

    def expect_no_cookie_of_the_session(self) -> None:
        """Expect that a script of the page cannot read the session's cookie."""
        if "sessionid" in self.page.evaluate("document.cookie"):
            raise AssertionError(f"scripts of {self.page.url} can read the session's cookie")

    @contextmanager
    def server_failing_to_save(self) -> Iterator[None]:
        """Let all that is sent to be stored be answered as by a server that fails, while the block runs."""
        with self._failing():
            yield

    def expect_told_of_failure(self, *, timeout: float | None = None) -> None:
        """Expect the page to say, somewhere in sight, that the server failed: ask at once, some of it fades."""
        expect(self.page.get_by_text(SERVER_FAILED).filter(visible=True).first).to_be_visible(timeout=timeout)

    def expect_nothing_ran(self, *, timeout: float | None = None) -> None:
        """Expect that no stored text has become markup, and that no script has set ``window.ran``."""
        expect(self.page.locator(PLANTED), "a stored text has become markup").to_have_count(0, timeout=timeout)
        if self.page.evaluate("'ran' in window"):
            raise AssertionError(f"a stored text ran as a script at {self.page.url}")

    @contextmanager
    def _waiting_for(
        self, method: str, suffix: str, *, by_script: bool = False, timeout: float = ANSWER_MILLISECONDS
    ) -> Iterator[None]:
        """Run the block and wait for the answer, whatever it is, to its request to a path that ends in ``suffix``.

        ``by_script``: not the answer that is a page itself, whose path may end so too.
        """
        whole: list[Request] = []

        def is_asked(request: Request) -> bool:
            alike = request.method == method and urlsplit(request.url).path.endswith(suffix)
            return alike and not (by_script and request.is_navigation_request())

        def note(request: Request) -> None:
            if is_asked(request):
                whole.append(request)

        self.page.on("requestfinished", note)
        try:
            with self.page.expect_response(lambda answer: is_asked(answer.request), timeout=timeout) as head:
                yield
            # A head is not yet a body: whoever leaves the page now would leave the page's script without it. Nor need
            # it be the head of what is waited for: where a page is loaded anew, the page before may have asked for the
            # same. That answer is cut off, and never ends.
            if head.value.request.resource_type in _SCRIPTED and not whole:
                with self.page.expect_request_finished(is_asked, timeout=timeout):
                    pass  # it listens from here on; wait_for_event lets another event pass before
        finally:
            self.page.remove_listener("requestfinished", note)

    @contextmanager
    def _failing(self, suffix: str = "") -> Iterator[None]:
        """Let writes to paths that end in ``suffix`` never reach the server while the block runs: it answers 500."""

        def fail(route: Route) -> None:
            if route.request.method == "GET":
                route.fallback()
            elif route.request.is_navigation_request():
                route.fulfill(status=500, content_type="text/html", body=_FAILED_PAGE)
            else:
                route.fulfill(status=500, body="Internal Server Error")

        self.page.route(f"**{suffix}", fail)
        yield
        self.page.unroute(f"**{suffix}", fail)

    @contextmanager
    def _held_back(self, suffix: str) -> Iterator[None]:
        """Let requests to paths that end in ``suffix`` reach the server only after the block has run."""
        let_go = hold(self.page, f"**{suffix}")
        yield
        let_go()

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """Run the block that leads here and wait for what the script reads: what is typed before would be lost."""
        with ExitStack() as stack:
            for suffix in self.reads:
                stack.enter_context(self._waiting_for("GET", suffix, by_script=True))
            yield

    @contextmanager
    def _loading(self, method: str, suffix: str) -> Iterator[None]:
        """Run the block that sends a form, and wait until the page that answers it, whichever it is, has loaded.

        The answer's head alone is too early: what one types next would still go into the page that is being left.
        """
        with self.page.expect_navigation(), self._waiting_for(method, suffix):
            yield


class TypedAddress(Page):
    """An address that no page links to, typed into the bar: what is behind it is for scripts, or is not there."""

    def __init__(self, page: BrowserPage, typed: str) -> None:
        super().__init__(page)
        self.typed = typed

    @property
    def address(self) -> str:
        """Address relative to the site's root."""
        return self.typed


class OfProject(Page):
    """A page that exists once per project."""

    def __init__(self, page: BrowserPage, project_id: int) -> None:
        super().__init__(page)
        self.project_id = project_id


class ProjectPage(OfProject):
    """A working page of one project. ``slug`` is the last part of its address."""

    slug: ClassVar[str]

    @property
    def menu(self) -> ProjectMenu:
        """The project's bar and side menu."""
        return ProjectMenu(self.page)

    @property
    def address(self) -> str:
        """Address relative to the site's root."""
        return f"/detail_project/{self.project_id}/{self.slug}/"
