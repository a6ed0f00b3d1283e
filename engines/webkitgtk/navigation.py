"""Navigation: Playwright's commands, the engine's policy questions, and the moment at which an input action is over.

Protocol facts:

- ``Playwright.navigate`` is answered with the new document's ``loaderId`` (here when it has been committed), with
  nothing for a navigation within the document, or with an error, whose text the test sees.
- ``Page.willCheckNavigationPolicy`` makes an action that is under way (a click) wait until the navigation has been
  committed or has failed. The stock engine does not send it. What it does send: ``Page.frameScheduledNavigation`` and
  ``Page.frameClearedScheduledNavigation`` around a navigation that script or a form has asked for and that starts in a
  later task, and ``Network.requestWillBeSent`` of type ``Document`` when it starts. So the event is made of the
  latter, and `settle_after_input` waits for both by round trips through the web process, never by the clock: after the
  first, what the input has scheduled is known and policy questions have been answered here; once nothing is scheduled,
  after the second, the request that it led to has been reported.
- A popup's first navigation asks for its policy like any other. It is held until Playwright resumes the popup's
  target, by when its interception, headers and init scripts are in place.
- A load of ours that nobody has cancelled may still end as a cancelled one: the engine connects ahead of the request,
  and when that connection is given up, over a certificate that it refuses, the request that has just taken it goes
  with it. Its error is the network library's, not "Load request cancelled"; such a load is asked for once more.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .log import log
from .protocol import Json, ProtocolError
from .tasks import Future, start
from .toolkit import WebKit2

if TYPE_CHECKING:
    from .page import Handler, Page

_POLICY = WebKit2.PolicyDecisionType
_LOAD = WebKit2.LoadEvent
#: Domain and code of the network library's "Operation was cancelled".
_GIVEN_UP = ("g-io-error-quark", 19)
INTERRUPTED = "Navigation interrupted by another one"
PAGE_CLOSED = "Page closed"


class Navigation:
    """The navigations of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._pending: Future[str | None] | None = None
        self._started = False
        #: What `navigate` has asked for, until it has been asked for again.
        self._request: Any = None
        self._frame_commits: dict[str, Future[str]] = {}
        self._scheduled: Future[None] | None = None
        self._held: list[Any] | None = None
        view = page.view
        view.connect("load-changed", self._on_load_changed)
        view.connect("load-failed", self._on_load_failed)
        view.connect("load-failed-with-tls-errors", self._on_tls_errors)
        view.connect("decide-policy", self._on_policy)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands answered here."""
        return {"Page.goBack": self._go_back, "Page.goForward": self._go_forward}

    def close(self) -> None:
        """Fail what is under way."""
        self._fail(PAGE_CLOSED)
        self._unschedule()
        for commit in self._frame_commits.values():
            commit.fail(ProtocolError(PAGE_CLOSED))
        self._frame_commits.clear()

    # --- Playwright's commands

    async def navigate(self, params: Json) -> Json:
        """Answer ``Playwright.navigate``."""
        frame = params.get("frameId")
        if frame and frame != self._page.frames.main:
            return {"loaderId": await self._navigate_frame(frame, params["url"])}
        url: str = params["url"]
        shown = self._page.view.get_uri() or ""
        self._fail(INTERRUPTED)
        if _is_fragment_of(url, shown):
            await self._go_to_fragment(url)
            return {}
        pending = self._pending = Future()
        self._started = False
        request = WebKit2.URIRequest.new(url)
        if params.get("referrer") and request.get_http_headers():
            request.get_http_headers().append("Referer", params["referrer"])
        self._request = request
        self._page.view.load_request(request)
        loader = await pending
        return {"loaderId": loader} if loader else {}

    async def _navigate_frame(self, frame: str, url: str) -> str:
        session = self._page.session
        context = self._page.frames.tree(session.current or "").context_of(frame)
        commit = self._frame_commits[frame] = Future()
        expression = f"location.href = {json.dumps(url)}"
        await session.command("Runtime.evaluate", {"expression": expression, "contextId": context})
        return await commit

    async def _go_to_fragment(self, url: str) -> None:
        """Go to a fragment of the shown document; say so also if it is shown already, which fires no event."""
        expression = {"expression": f"location.href = {json.dumps(url)}", "returnByValue": True}
        await self._page.session.command("Runtime.evaluate", expression)
        await self._page.session.roundtrip()
        target = self._page.session.current or ""
        params = {"frameId": self._page.frames.main, "url": url}
        self._page.emit(target, {"method": "Page.navigatedWithinDocument", "params": params})

    async def _go_back(self, _params: Json, _target: str) -> None:
        if not self._page.view.can_go_back():
            raise ProtocolError("Failed to go back")
        self._page.view.go_back()

    async def _go_forward(self, _params: Json, _target: str) -> None:
        if not self._page.view.can_go_forward():
            raise ProtocolError("Failed to go forward")
        self._page.view.go_forward()

    # --- what the engine tells

    def committed(self, frame: Json) -> None:
        """A document of the main frame has been committed."""
        self._unschedule()
        if self._started:
            self._finish(frame["loaderId"])

    def frame_committed(self, frame: str, loader: str) -> None:
        """A document of any frame has been committed."""
        commit = self._frame_commits.pop(frame, None)
        if commit is not None:
            commit.set(loader)

    def scheduled(self, in_main_frame: bool, delay: float | None) -> None:
        """Script or a form has asked for a navigation after ``delay`` s, or (``None``) it has begun or been dropped."""
        if not in_main_frame:
            return
        if delay is None:
            self._unschedule()
        elif delay == 0 and self._scheduled is None:
            self._scheduled = Future()

    def _unschedule(self) -> None:
        scheduled, self._scheduled = self._scheduled, None
        if scheduled is not None:
            scheduled.set(None)

    async def settle_after_input(self) -> None:
        """Return when Playwright has been told of every navigation that the input events so far have started."""
        session = self._page.session
        await session.roundtrip()
        if self._scheduled is not None:
            await self._scheduled
        await session.roundtrip()

    def download_started(self) -> None:
        """What was navigated to has become a download."""
        self._fail("Download is starting")

    def _finish(self, loader: str | None) -> None:
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.set(loader)

    def _fail(self, error: str) -> None:
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.fail(ProtocolError(error))

    def _on_load_changed(self, view: Any, event: Any) -> None:
        log("load", self._page.id, event.value_nick, view.get_uri())
        if event == _LOAD.STARTED:
            self._started = True
        elif event in (_LOAD.COMMITTED, _LOAD.FINISHED):
            self._page.network.committed()
            if view.get_uri() not in (None, "", "about:blank"):
                self._page.committed = True
                self._page.session.is_set_up()

    def _on_load_failed(self, _view: Any, _event: Any, url: str, error: Any) -> bool:
        log("load failed", self._page.id, url, error.message)
        self._page.network.committed()
        if self._pending is None:
            params = {"pageProxyId": self._page.id, "loaderId": "", "error": error.message}
            self._page.browser.event("Playwright.provisionalLoadFailed", params)
        elif not self._started:
            pass  # it is the load that this navigation has cancelled
        elif self._request is not None and (error.domain, error.code) == _GIVEN_UP:
            request, self._request = self._request, None
            self._page.view.load_request(request)
        else:
            self._fail(error.message)
        return True

    def _on_tls_errors(self, _view: Any, _url: str, _certificate: Any, errors: Any) -> bool:
        reasons = ", ".join(errors.value_nicks) or "unknown reason"
        self._fail(f"Unacceptable TLS certificate ({reasons})")
        return True

    # --- policy

    def hold(self) -> None:
        """Hold the first navigation of a popup until `resume`."""
        self._held = []

    @property
    def held(self) -> bool:
        """Whether the page waits for `resume`."""
        return self._held is not None

    def resume(self) -> bool:
        """Let a held popup go on. Return whether it was held."""
        held, self._held = self._held, None
        for decision in held or []:
            decision.use()
        return held is not None

    def _on_policy(self, _view: Any, decision: Any, kind: Any) -> bool:
        if kind == _POLICY.NEW_WINDOW_ACTION:
            return False
        if kind == _POLICY.NAVIGATION_ACTION and self._held is not None:
            self._held.append(decision)
            return True
        if kind == _POLICY.RESPONSE and _is_download(decision):
            decision.download()
            return True
        network = self._page.network
        if not network.changes_requests or self._stays_in_document(decision, kind):
            return False
        commits = kind == _POLICY.RESPONSE and _commits(decision)
        network.pause_changes(until_committed=commits)
        if not network.under_way:
            start(self._resume_changes(None, commits))
            return False
        start(self._resume_changes(decision, commits))
        return True

    async def _resume_changes(self, decision: Any, commits: bool) -> None:
        """Take ``decision`` once no changed request is under way; let new ones go when it has had its effect."""
        network = self._page.network
        if decision is not None:
            await network.answered()
            decision.use()
        if not commits:
            await self._page.session.roundtrip()
            network.resume_changes()

    def _stays_in_document(self, decision: Any, kind: Any) -> bool:
        """Tell a navigation to a fragment: the web process waits for that answer and does nothing else."""
        if kind != _POLICY.NAVIGATION_ACTION:
            return False
        url = decision.get_navigation_action().get_request().get_uri() or ""
        return _is_fragment_of(url, self._page.view.get_uri() or "")


def _is_fragment_of(url: str, shown: str) -> bool:
    """Tell whether ``url`` names a place in the document at ``shown``."""
    document, sign, _ = url.partition("#")
    return bool(sign) and document == shown.partition("#")[0]


def _is_download(decision: Any) -> bool:
    headers = decision.get_response().get_http_headers()
    disposition = (headers.get_one("Content-Disposition") if headers else None) or ""
    return disposition.lower().startswith("attachment") or not decision.is_mime_type_supported()


def _commits(decision: Any) -> bool:
    """Tell whether this response replaces the page's document."""
    no_content = decision.get_response().get_status_code() in (204, 205)
    return bool(decision.is_main_frame_main_resource()) and not no_content
