"""Pictures of the page: screenshots and the frames of a screencast.

Protocol facts: ``Page.snapshotRect`` answers a data URL; the stock one makes PNG only, so other formats are made of
that here. A screencast (traces with screenshots use it) sends ``Screencast.screencastFrame`` with a JPEG in base64,
the time in seconds and the viewport, and waits for ``Screencast.screencastFrameAck`` before the next. A frame is
taken when the view has drawn something, at most five times a second.
"""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING, Any

from .protocol import Json, ProtocolError
from .tasks import Future, start
from .toolkit import GdkPixbuf, GLib

if TYPE_CHECKING:
    from .page import Handler, Page

_PAUSE = 200
_QUALITY = 80


class Images:
    """Screenshots and screencast of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._generation = 0
        self._running = False
        self._films = 0
        self._drawn: Future[None] = Future()
        self._acknowledged: Future[None] = Future()
        self._signal: int | None = None

    def handlers(self) -> dict[str, Handler]:
        """Return the commands answered here."""
        return {
            "Page.snapshotRect": self._snapshot,
            "Screencast.startScreencast": self._start,
            "Screencast.stopScreencast": self._stop,
            "Screencast.screencastFrameAck": self._acknowledge,
        }

    def close(self) -> None:
        """End a screencast."""
        self._running = False
        if self._signal is not None:
            self._page.view.disconnect(self._signal)
            self._signal = None
        self._drawn.set(None)
        self._acknowledged.set(None)

    async def _snapshot(self, params: Json, target: str) -> Json:
        wanted = {name: params[name] for name in ("x", "y", "width", "height", "coordinateSystem")}
        taken = await self._page.session.command("Page.snapshotRect", wanted, target)
        kind = params.get("format", "png")
        if kind == "png":
            return taken
        picture = _decode(taken["dataURL"])
        encoded = _encode(picture, kind, params.get("quality") or _QUALITY)
        return {"dataURL": f"data:image/{kind};base64,{encoded}"}

    async def _start(self, params: Json, _target: str) -> Json:
        self._generation += 1
        if not self._running:
            self._running = True
            self._films += 1
            self._signal = self._page.view.connect("draw", self._on_draw)
            self._drawn.set(None)
            start(self._film(self._films, params["width"], params["height"], params.get("quality", _QUALITY)))
        return {"generation": self._generation}

    async def _stop(self, _params: Json, _target: str) -> None:
        self.close()

    async def _acknowledge(self, _params: Json, _target: str) -> None:
        self._acknowledged.set(None)

    def _on_draw(self, *_: Any) -> bool:
        self._drawn.set(None)
        return False

    async def _film(self, film: int, width: int, height: int, quality: int) -> None:
        while self._is_on(film):
            await self._drawn
            if not self._is_on(film):
                return
            self._drawn = Future()
            box = self._page.view.get_allocation()
            area = {"x": 0, "y": 0, "width": box.width, "height": box.height, "coordinateSystem": "Viewport"}
            try:
                taken = await self._page.session.command("Page.snapshotRect", area)
            except ProtocolError:
                continue  # the page is between two documents, or gone
            if not self._is_on(film):
                return
            picture = _decode(taken["dataURL"])
            scale = min(1.0, width / box.width, height / box.height)
            size = max(1, round(box.width * scale)), max(1, round(box.height * scale))
            if scale < 1:
                picture = picture.scale_simple(*size, GdkPixbuf.InterpType.BILINEAR)
            self._acknowledged = Future()
            frame = {
                "data": _encode(picture, "jpeg", quality),
                "timestamp": time.time(),
                "deviceWidth": box.width,
                "deviceHeight": box.height,
            }
            self._page.event("Screencast.screencastFrame", frame)
            await self._acknowledged
            await _pause(_PAUSE)

    def _is_on(self, film: int) -> bool:
        """Whether a film still runs: it may be over, and another one begun, while it waited for a picture."""
        return self._running and film == self._films


def _decode(url: str) -> Any:
    loader = GdkPixbuf.PixbufLoader()
    loader.write(base64.b64decode(url.split(",", 1)[1]))
    loader.close()
    return loader.get_pixbuf()


def _encode(picture: Any, kind: str, quality: int) -> str:
    """Return ``picture`` in base64. Raises ``ProtocolError`` for a format that GdkPixbuf cannot write."""
    try:
        _, data = picture.save_to_bufferv(kind, ["quality"], [str(quality)])
    except GLib.Error as error:
        raise ProtocolError(f"No screenshot as {kind}: {error.message}") from error
    return base64.b64encode(bytes(data)).decode()


async def _pause(milliseconds: int) -> None:
    over: Future[None] = Future()
    GLib.timeout_add(milliseconds, lambda: over.set(None))
    await over
