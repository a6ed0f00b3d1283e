"""Requests: what Playwright wants to know of them, interception, and being offline.

Protocol facts:

- ``Network.requestWillBeSent`` carries posted data as text in the stock engine, as base64 in Playwright's.
- Playwright continues an intercepted request with ``Network.interceptWithRequest``, changed or not. The stock engine
  crashes its web process on that command when the load has been cancelled in the meantime, as a navigation cancels
  those of the page that is left, when it starts or is committed; ``Network.interceptContinue`` looks first. An
  unchanged request therefore takes the latter. A changed one is sent only while no navigation can be committed: a
  policy decision that leads to a commit waits until the changed requests under way have been answered, and a changed
  request that comes after the decision waits until the commit is over, and is dropped if it was cancelled.
- ``Network.setEmulateOfflineState`` is not known to the stock engine: the context's traffic goes to a closed port.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .protocol import Json, ProtocolError
from .tasks import Future
from .text import as_base64

if TYPE_CHECKING:
    from .frames import Tree
    from .page import Handler, Page


class Network:
    """The requests of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        #: Requests that wait for Playwright's word and have not been cancelled.
        self._intercepted: set[str] = set()
        #: Changed requests whose command has not been answered.
        self.under_way = 0
        self._none_under_way: Future[None] | None = None
        self._pauses = 0
        self._commit_awaited = False
        self._open: Future[None] = Future()
        self._open.set(None)
        #: Whether requests may be changed, so that policy decisions have to mind them.
        self.changes_requests = False

    def handlers(self) -> dict[str, Handler]:
        """Return the commands answered here."""
        return {
            "Network.setInterceptionEnabled": self._set_interception_enabled,
            "Network.interceptWithRequest": self._intercept_with_request,
            "Network.setEmulateOfflineState": self._set_offline,
        }

    def close(self) -> None:
        """Let everybody go who waits here."""
        self._open.set(None)
        if self._none_under_way is not None:
            self._none_under_way.set(None)

    def observe(self, target: str, tree: Tree, method: str, params: Json) -> None:
        """Complete an event of the Network domain for Playwright."""
        if method == "Network.requestWillBeSent":
            posted = params["request"].get("postData")
            if posted is not None:
                params["request"]["postData"] = as_base64(posted)
            if params.get("type") == "Document" and params["frameId"] == tree.main and "redirectResponse" not in params:
                announced = {"method": "Page.willCheckNavigationPolicy", "params": {"frameId": tree.main}}
                self._page.emit(target, announced)
        elif method == "Network.requestIntercepted":
            self._intercepted.add(params["requestId"])
        elif method == "Network.loadingFailed":
            self._intercepted.discard(params["requestId"])

    async def _set_interception_enabled(self, params: Json, target: str) -> Json:
        self.changes_requests = params["enabled"]
        return await self._page.session.command("Network.setInterceptionEnabled", params, target)

    async def _intercept_with_request(self, params: Json, target: str) -> Json:
        command = self._page.session.command
        if params.keys() <= {"requestId"}:
            self._intercepted.discard(params["requestId"])
            unchanged = {"requestId": params["requestId"], "stage": "request"}
            return await command("Network.interceptContinue", unchanged, target)
        await self._page.session.roundtrip()  # a cancellation that has already happened is known afterwards
        while not self._open.done:
            await self._open
            await self._page.session.roundtrip()
        if params["requestId"] not in self._intercepted:
            raise ProtocolError("The request has been cancelled")
        self._intercepted.discard(params["requestId"])
        self.under_way += 1
        try:
            return await command("Network.interceptWithRequest", params, target)
        finally:
            self.under_way -= 1
            if not self.under_way and self._none_under_way is not None:
                self._none_under_way.set(None)

    def pause_changes(self, until_committed: bool) -> None:
        """Hold changed requests from here on: until `committed`, or until `resume_changes`."""
        if until_committed:
            self._commit_awaited = True
        else:
            self._pauses += 1
        if self._open.done:
            self._open = Future()

    async def answered(self) -> None:
        """Return when no changed request is under way."""
        while self.under_way:
            if self._none_under_way is None or self._none_under_way.done:
                self._none_under_way = Future()
            await self._none_under_way

    def resume_changes(self) -> None:
        """End one `pause_changes`."""
        self._pauses -= 1
        self._reopen()

    def committed(self) -> None:
        """The awaited commit is over, or will not come."""
        self._commit_awaited = False
        self._reopen()

    def _reopen(self) -> None:
        if not self._pauses and not self._commit_awaited:
            self._open.set(None)

    async def _set_offline(self, params: Json, _target: str) -> None:
        await self._page.context.set_offline(params["offline"])
