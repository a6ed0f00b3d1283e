"""The pipe to Playwright's driver.

Protocol facts: with ``--inspector-pipe`` the driver writes commands to descriptor 3 and reads answers and events from
descriptor 4, each a JSON object in UTF-8 that ends with a NUL byte. The end of descriptor 3 means that the driver is
gone. Both descriptors are closed on exec, or a child of ours would keep them open and hide our death from the driver.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable

from .log import log
from .protocol import Json

COMMANDS, EVENTS = 3, 4
_CHUNK = 1 << 20


class Pipe:
    """Both directions of the pipe. ``gone`` is called once when the other end has closed."""

    def __init__(self, gone: Callable[[], None]) -> None:
        for descriptor in (COMMANDS, EVENTS):
            fcntl.fcntl(descriptor, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
        os.set_blocking(COMMANDS, False)
        self._gone = gone
        self._unread = bytearray()

    def read(self) -> list[Json]:
        """Return the complete messages that have come."""
        try:
            chunk = os.read(COMMANDS, _CHUNK)
        except BlockingIOError:
            return []
        if not chunk:
            self._gone()
            return []
        self._unread += chunk
        *whole, self._unread = self._unread.split(b"\0")
        for raw in whole:
            log("<-", raw.decode())
        return [json.loads(raw) for raw in whole]

    def send(self, message: Json) -> None:
        """Write ``message``. Blocks while the pipe is full: the driver always reads."""
        data = json.dumps(message, separators=(",", ":")).encode()
        log("->", data.decode())
        view = memoryview(data + b"\0")
        try:
            while view:
                view = view[os.write(EVENTS, view) :]
        except BrokenPipeError:
            self._gone()
