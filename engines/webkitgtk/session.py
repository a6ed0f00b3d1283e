"""The inspector of one web view: its outer protocol and, wrapped in it, that of its page target.

Protocol facts: a web view's inspector has *targets* (``Target.targetCreated``); the page is one, workers and frames
may be others. What concerns the page travels inside ``Target.sendMessageToTarget`` and
``Target.dispatchMessageFromTarget`` as JSON text. Playwright's build speaks the same way, so its commands pass
through under their own ids; the adapter's own have ids from ``OWN_IDS`` on. A target that goes away answers nothing
more: whoever waits for it gets an error here.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from .inspector import Inspector, Target
from .log import log
from .protocol import OWN_IDS, Json, ProtocolError, error_text
from .tasks import Future

GONE = "Target page, context or browser has been closed"
#: Commands that leave nothing behind.
_QUESTIONS = frozenset({"Page.getResourceTree", "Runtime.callFunctionOn", "Runtime.evaluate"})


class Session:
    """Commands to one web view's inspector. `open` connects it; events go to the two listeners."""

    def __init__(
        self, inspector: Inspector, number: int, outer: Callable[[Json], None], inner: Callable[[str, Json], None]
    ) -> None:
        self._inspector = inspector
        self._number = number
        self._outer_listener = outer
        self._inner_listener = inner
        self._target: Target | None = None
        self._last_id = OWN_IDS
        self._outer: dict[int, Future[Json]] = {}
        self._inner: dict[int, tuple[str, Future[Json]]] = {}
        #: The page target that shows the document, once there is one.
        self.current: str | None = None
        self.closed = False
        #: The commands that have set a page target up, until it has shown a document; see `restart`.
        self.set_up: list[tuple[str, Json]] = []
        self._setting_up = True

    async def open(self) -> None:
        """Find our target and connect to it."""
        self._target = await self._inspector.target(self._number)
        self.connect()

    def disconnect(self) -> None:
        """Hear nothing of our target until `connect`."""
        if self._target is not None:
            self._inspector.close(self._target)

    def connect(self) -> None:
        """Hear of our target. New targets of it start paused, so that nothing is missed."""
        if self._target is None or self.closed:
            return
        self._inspector.open(self._target, self._receive)
        self._send({"id": self._next_id(), "method": "Target.setPauseOnStart", "params": {"pauseOnStart": True}})

    def close(self) -> None:
        """Disconnect; every command still under way fails."""
        self.closed = True
        self._inspector.forget(self._number, self._target)
        for future in [*self._outer.values(), *(future for _, future in self._inner.values())]:
            future.fail(ProtocolError(GONE))
        self._outer.clear()
        self._inner.clear()

    async def outer(self, method: str, params: Json) -> Json:
        """Send a command of the outer protocol and return its result. Raises ``ProtocolError``."""
        if self.closed:
            raise ProtocolError(GONE)
        number = self._next_id()
        future = self._outer[number] = Future()
        self._send({"id": number, "method": method, "params": params})
        return _result(await future)

    async def command(self, method: str, params: Json, target: str | None = None) -> Json:
        """Send a command to a page target (the current one) and return its result. Raises ``ProtocolError``."""
        target = target or self.current
        if self.closed or target is None:
            raise ProtocolError(GONE)
        number = self._next_id()
        future: Future[Json] = Future()
        self._inner[number] = (target, future)
        self.forward(target, {"id": number, "method": method, "params": params})
        return _result(await future)

    async def roundtrip(self) -> None:
        """Return when the web process has handled all that was sent so far, or is gone."""
        try:
            await self.command("Runtime.evaluate", {"expression": "0", "returnByValue": True})
        except ProtocolError as error:
            log("roundtrip", error)

    def forward(self, target: str, message: Json) -> None:
        """Send ``message`` to ``target`` under its own id; a refusal comes back as its answer."""
        if self._setting_up and message["method"] not in _QUESTIONS:
            self.set_up.append((message["method"], message["params"]))
        number = self._next_id()
        carried = self._outer[number] = Future()

        def refused() -> None:
            error = error_text(carried.result()) if not self.closed else None
            if error is not None:
                self._from_target(target, {"id": message["id"], "error": {"message": error}})

        carried.then(refused)
        params = {"targetId": target, "message": json.dumps(message)}
        self._send({"id": number, "method": "Target.sendMessageToTarget", "params": params})

    def is_set_up(self) -> None:
        """Forget the commands that have set the page up."""
        self._setting_up = False
        self.set_up.clear()

    def drop(self, target: str) -> None:
        """Fail what waits for ``target``, which is gone."""
        for number in [number for number, (owner, _) in self._inner.items() if owner == target]:
            self._inner.pop(number)[1].fail(ProtocolError(GONE))

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _send(self, message: Json) -> None:
        if self._target is not None and not self.closed:
            text = json.dumps(message)
            log("=>", self._number, text)
            self._inspector.send(self._target, text)

    def _receive(self, text: str) -> None:
        log("<=", self._number, text)
        message: Json = json.loads(text)
        if "id" in message:
            future = self._outer.pop(message["id"], None)
            if future is not None:
                future.set(message)
        elif message["method"] == "Target.dispatchMessageFromTarget":
            self._from_target(message["params"]["targetId"], json.loads(message["params"]["message"]))
        else:
            self._outer_listener(message)

    def _from_target(self, target: str, message: Json) -> None:
        if message.get("id", 0) > OWN_IDS:
            waiting = self._inner.pop(message["id"], None)
            if waiting is not None:
                waiting[1].set(message)
        else:
            self._inner_listener(target, message)


def _result(answered: Json) -> Json:
    error = error_text(answered)
    if error is not None:
        raise ProtocolError(error)
    result: Json = answered.get("result") or {}
    return result
