"""A new web process for a page that has shown nothing yet, because its time zone is another.

Protocol facts: Playwright names a page's time zone (``Page.setTimeZone``) among the first commands to its target, and
the engine reads its own when a web process starts. So the process is ended and one with the zone takes its place. The
stock inspector keeps the target, and with it the numbers of frame and script world, but the new process knows nothing
of the commands that have set the target up: they are sent again. An inspector's client must have been disconnected
meanwhile, or the new process is not connected either. Playwright sees the empty document loaded once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .log import log
from .protocol import ProtocolError
from .tasks import Future
from .toolkit import WebKit2

if TYPE_CHECKING:
    from .page import Page


class Restart:
    """One change of a page's web process; `Page.restart` while it is under way."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._connected: Future[str] = Future()

    async def run(self) -> None:
        """Start the new process and set its target up."""
        page = self._page
        page.restart = self
        page.session.disconnect()
        page.view.terminate_web_process()
        await self._loaded()
        page.session.connect()
        target = await self._connected
        page.restart = None
        page.frames.shown_again(target)
        for method, params in list(page.session.set_up):
            try:
                await page.session.command(method, params, target)
            except ProtocolError as error:  # it was refused the first time too
                log("set up", page.id, method, error)

    async def _loaded(self) -> None:
        loaded: Future[None] = Future()

        def changed(_view: Any, event: Any) -> None:
            if event == WebKit2.LoadEvent.FINISHED:
                loaded.set(None)

        signal = self._page.view.connect("load-changed", changed)
        self._page.load_blank()
        await loaded
        self._page.view.disconnect(signal)

    def connected(self, target: str) -> None:
        """The new process's target is there."""
        self._connected.set(target)
