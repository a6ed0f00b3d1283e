"""The client of WebKit's own remote inspector, which runs in this very process.

Protocol facts (WebKitGTK's ``RemoteInspectorServer``): a message is the body's length (32 bits, big-endian), a byte of
flags (1: little-endian), and the body: a name that ends with NUL and a GVariant tuple. The server lists its targets
(``SetTargetList``: connection, [(target, kind, title, address, has a front end)]), is told which one to open
(``Setup``), and carries JSON both ways (``SendMessageToBackend``, ``SendMessageToFrontend``). Kind ``WebPage`` is a
web view; targets are numbered from 1 in the order in which web views are created.

The other door, ``WEBKIT_INSPECTOR_HTTP_SERVER``, stalls on messages above some 128 KiB, and Playwright's injected
script is longer. Nagle's algorithm costs 44 ms a command, so it is off at both ends of every socket.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Any

from .log import log
from .tasks import Future
from .toolkit import GLib, WebKit2

Target = tuple[int, int]
_SIGNATURES = {"SetTargetList": "(ta(tsssb))", "SendMessageToFrontend": "(tts)"}
_HEADER = 5
_CHUNK = 1 << 20


class Inspector:
    """One connection to the inspector, shared by all pages."""

    def __init__(self, address: str, gone: Callable[[], None]) -> None:
        WebKit2.WebContext.get_default()  # loading WebKit's first context starts the server
        host, port = address.split(":")
        self._socket = socket.create_connection((host, int(port)))
        self._socket.setblocking(False)
        self._gone = gone
        self._listeners: dict[Target, Callable[[str], None]] = {}
        self._listed: dict[int, Target] = {}
        self._awaited: dict[int, Future[Target]] = {}
        self._unread = bytearray()
        self._unsent = bytearray()
        self._sending = False
        self._answered = False
        conditions = GLib.IOCondition.IN | GLib.IOCondition.HUP
        GLib.unix_fd_add_full(GLib.PRIORITY_DEFAULT, self._socket.fileno(), conditions, self._read)
        self._send("SetupInspectorClient", "(ay)", (b"x\0",))

    async def target(self, number: int) -> Target:
        """Return the inspector's target of the ``number``-th web view of this process, once it is listed."""
        if number not in self._listed:
            self._awaited[number] = Future()
            await self._awaited[number]
        return self._listed[number]

    def open(self, target: Target, listener: Callable[[str], None]) -> None:
        """Connect to ``target``; its messages go to ``listener``."""
        self._listeners[target] = listener
        self._send("Setup", "(tt)", target)

    def send(self, target: Target, message: str) -> None:
        """Send a JSON text to ``target``."""
        self._send("SendMessageToBackend", "(tts)", (*target, message))

    def forget(self, number: int, target: Target | None) -> None:
        """Disconnect from a web view that is about to close."""
        self._listed.pop(number, None)
        self._awaited.pop(number, None)
        if target is not None:
            self.close(target)

    def close(self, target: Target) -> None:
        """Disconnect from ``target``."""
        self._listeners.pop(target, None)
        self._send("FrontendDidClose", "(tt)", target)

    def _send(self, name: str, signature: str, values: tuple[Any, ...]) -> None:
        body = name.encode() + b"\0" + GLib.Variant(signature, values).get_data_as_bytes().get_data()
        self._unsent += len(body).to_bytes(4, "big") + b"\1" + body
        if not self._sending and self._write():
            self._sending = True
            GLib.unix_fd_add_full(GLib.PRIORITY_DEFAULT, self._socket.fileno(), GLib.IOCondition.OUT, self._write)

    def _write(self, *_: object) -> bool:
        """Send what fits; tell whether there is more. Both ends live in this thread: blocking would be for ever."""
        try:
            sent = self._socket.send(memoryview(self._unsent)[:_CHUNK])
        except BlockingIOError:
            return True
        del self._unsent[:sent]
        self._sending = bool(self._unsent)
        return self._sending

    def _read(self, *_: object) -> bool:
        try:
            chunk = self._socket.recv(_CHUNK)
        except BlockingIOError:
            return True
        if not chunk:
            self._gone()
            return False
        self._unread += chunk
        while len(self._unread) >= _HEADER:
            end = _HEADER + int.from_bytes(self._unread[:4], "big")
            if len(self._unread) < end:
                break
            body = bytes(self._unread[_HEADER:end])
            del self._unread[:end]
            self._receive(body)
        return True

    def _receive(self, body: bytes) -> None:
        name, data = body.split(b"\0", 1)
        signature = _SIGNATURES.get(name.decode())
        if signature is None:
            return
        kind = GLib.VariantType(signature)
        values = GLib.Variant.new_from_bytes(kind, GLib.Bytes(data), False).unpack()
        if name == b"SetTargetList":
            self._list(*values)
            return
        connection, target, text = values
        listener = self._listeners.get((connection, target))
        if listener is not None:
            listener(text)

    def _list(self, connection: int, targets: list[tuple[int, str, str, str, bool]]) -> None:
        if not self._answered:
            self._answered = True
            _without_delay()
        log("targets", targets)
        others = {number: target for number, target in self._listed.items() if target[0] != connection}
        listed = {number: (connection, number) for number, kind, *_ in targets if kind == "WebPage"}
        self._listed = others | listed  # a closed view was listed until it had gone
        for number in [number for number in self._awaited if number in self._listed]:
            self._awaited.pop(number).set(self._listed[number])


def _without_delay() -> None:
    """Switch Nagle's algorithm off on every TCP socket of this process: the server's end is among them."""
    for descriptor in os.listdir("/proc/self/fd"):  # noqa: PTH208
        try:
            with socket.socket(fileno=os.dup(int(descriptor))) as end:
                if end.family == socket.AF_INET and end.type == socket.SOCK_STREAM:
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            continue
