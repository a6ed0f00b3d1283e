"""What the page believes about its device: the viewport, scripts on or off, time zone, and who signs in.

Protocol facts: ``Emulation.setDeviceMetricsOverride`` must have taken effect when it is answered; Playwright's own
build does the same with its window. ``Page.setTimeZone`` comes with a page's first commands, when its web process runs
already (see `restart`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .protocol import Json, ProtocolError
from .restart import Restart
from .tasks import Future
from .toolkit import GLib

if TYPE_CHECKING:
    from .page import Handler, Page

#: How often (ms) and how many times a new viewport is looked for in the page.
_LOOK_EVERY, _LOOKS = 2, 1000


class Emulation:
    """The emulated device of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._resized: Future[None] = Future()
        self._resized.set(None)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands answered here."""
        return {
            "Emulation.setActiveAndFocused": self._set_active,
            "Emulation.setAuthCredentials": self._set_credentials,
            "Emulation.setDeviceMetricsOverride": self._set_metrics,
            "Emulation.setJavaScriptEnabled": self._set_scripts,
            "Page.setScreenSizeOverride": self._set_screen,
            "Page.setTimeZone": self._set_time_zone,
        }

    async def _set_active(self, _params: Json, _target: str) -> None:
        self._page.input.focus()

    async def _set_credentials(self, params: Json, _target: str) -> None:
        self._page.context.credentials = params.get("credentials") or []

    async def _set_scripts(self, params: Json, _target: str) -> None:
        self._page.view.get_settings().set_enable_javascript_markup(params["enabled"])

    async def _set_screen(self, params: Json, target: str) -> Json:
        return await self._page.session.command("Page.setScreenSizeOverride", params, target)

    async def _set_time_zone(self, params: Json, target: str) -> None:
        """Give the page a web process with the zone if its own has another. Playwright puts an error its own way."""
        page, zone = self._page, params["timeZone"]
        if zone == page.time_zone:
            return
        if page.committed or page.opener is not None:
            raise ProtocolError("a page's time zone is fixed once it has shown a document")
        known = {"expression": f"new Intl.DateTimeFormat('en', {{ timeZone: {json.dumps(zone)} }}); 1"}
        if (await page.session.command("Runtime.evaluate", known, target)).get("wasThrown"):
            raise ProtocolError(f"unknown time zone {zone}")
        await self._resized
        page.context.time_zone = zone
        await Restart(page).run()

    async def _set_metrics(self, params: Json, _target: str) -> None:
        resized = self._resized = Future()
        try:
            await self._resize(params)
        finally:
            resized.set(None)

    async def _resize(self, params: Json) -> None:
        """Resize the window and return when the page has the new size."""
        wanted = [params["width"], params["height"]]
        self._page.window.resize(*wanted)
        for _ in range(_LOOKS):
            box = self._page.view.get_allocation()
            if [box.width, box.height] == wanted and await self._inner_size() in (wanted, None):
                return
            await _moment()

    async def _inner_size(self) -> Any:
        """Return the page's own idea of its viewport, or ``None`` where it has no script."""
        expression = {"expression": "[innerWidth, innerHeight]", "returnByValue": True}
        answered = await self._page.session.command("Runtime.evaluate", expression)
        return answered["result"].get("value")


async def _moment() -> None:
    over: Future[None] = Future()
    GLib.timeout_add(_LOOK_EVERY, lambda: over.set(None))
    await over
