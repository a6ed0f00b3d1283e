"""The server that the conformance tests browse: small pages, each for a few features, and a memory of every request.

Nothing here sleeps. An address under ``/gate/`` is answered when the test opens that gate.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import socket
import ssl
import struct
import subprocess
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

LARGE = 50 * 1024 * 1024
_BLOCK = bytes(range(256)) * 256
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PAGES = Path(__file__).with_name("pages")


def large_bytes(size: int) -> bytes:
    """Return ``size`` bytes in which every value occurs."""
    return (_BLOCK * (size // len(_BLOCK) + 1))[:size]


@dataclass(frozen=True)
class Seen:
    """A request as it reached the server; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that were sent."""
        pairs = (pair.partition("=") for pair in self.headers.get("cookie", "").split("; ") if pair)
        return {name: value for name, _, value in pairs}


@dataclass
class Memory:
    """What the server has seen, and the gates that tests open."""

    requests: list[Seen] = field(default_factory=list)
    gates: dict[str, threading.Event] = field(default_factory=lambda: defaultdict(threading.Event))

    def to(self, path: str) -> list[Seen]:
        """Return the requests for ``path`` (without its query)."""
        return [seen for seen in self.requests if urlsplit(seen.path).path == path]


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    memory: Memory
    timeout = 60

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the memory has it all."""

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen = Seen(self.command, self.path, headers, body)
        self.memory.requests.append(self.seen)
        path = urlsplit(self.path).path
        route = next((route for prefix, route in ROUTES if path == prefix or path.startswith(prefix + "/")), None)
        try:
            if route is not None:
                route(self)
            else:
                self.page(path.strip("/") or "index")
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True

    @property
    def rest(self) -> str:
        """The last part of the path."""
        return urlsplit(self.path).path.rsplit("/", 1)[-1]

    @property
    def query(self) -> dict[str, str]:
        """The query, the last value of each name."""
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}

    def send(
        self, body: bytes | str, kind: str = "text/plain; charset=utf-8", status: int = 200, **headers: str
    ) -> None:
        """Send a whole answer; underscores in header names stand for hyphens."""
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def json(self, value: object, status: int = 200, **headers: str) -> None:
        """Send JSON."""
        self.send(json.dumps(value), "application/json", status, **headers)

    def html(self, body: str, title: str = "Conformance", status: int = 200, **headers: str) -> None:
        """Send a page of the given body."""
        text = f"<!doctype html><meta charset=utf-8><title>{html.escape(title)}</title>{body}"
        self.send(text, "text/html; charset=utf-8", status, **headers)

    def page(self, name: str) -> None:
        """Send a file of ``pages/``."""
        file = PAGES / f"{name}.html"
        if file.exists():
            self.html(file.read_text(encoding="utf-8"), title=name)
        else:
            self.html("<p>nothing here</p>", title="Not found", status=404)


def _login(on: Handler) -> None:
    if on.command == "GET":
        on.page("login")
        return
    user = parse_qs(on.seen.body.decode())["user"][0]
    cookie = f"session={user}; Path=/; HttpOnly; SameSite=Lax"
    on.send("", status=303, Location="/home", Set_Cookie=cookie)


def _home(on: Handler) -> None:
    user = on.seen.cookies.get("session")
    if user is None:
        on.send("", status=302, Location="/login")
    else:
        on.html(f"<h1>Hello {html.escape(user)}</h1><a href=/other>other</a>", title="Home")


def _status(on: Handler) -> None:
    on.html(f"<h1>status {on.rest}</h1>", status=int(on.rest), X_Request_ID="request-7")


def _redirect(on: Handler) -> None:
    left = int(on.rest)
    on.send("", status=302, Location=f"/redirect/{left - 1}" if left > 1 else "/other")


def _echo(on: Handler) -> None:
    on.json({"method": on.command, "headers": on.seen.headers, "body": on.seen.body.decode("utf-8", "replace")})


def _seen(on: Handler) -> None:
    on.json(len(on.memory.to(f"/{on.rest}")))


def _gate(on: Handler) -> None:
    on.memory.gates[on.rest].wait(timeout=30)
    on.json({"gate": on.rest}) if "page" not in on.query else on.html(f"<h1>{on.rest}</h1>")


def _download(on: Handler) -> None:
    match on.rest:
        case "report":
            on.send("a;b\n1;2\n", "text/csv", Content_Disposition='attachment; filename="report 2026.csv"')
        case "unicode":
            name = "attachment; filename=\"x.csv\"; filename*=UTF-8''anggaran%20%E2%82%AC%20b%C3%A9ton.csv"
            on.send("é\n", "text/csv", Content_Disposition=name)
        case "large":
            on.send(
                large_bytes(LARGE), "application/octet-stream", Content_Disposition="attachment; filename=large.bin"
            )
        case "broken":
            on.send_response(200)
            on.send_header("Content-Type", "application/octet-stream")
            on.send_header("Content-Length", "1000000")
            on.send_header("Content-Disposition", "attachment; filename=broken.bin")
            on.end_headers()
            on.wfile.write(b"x" * 1000)
            on.wfile.flush()
            on.memory.gates["broken"].wait(timeout=30)
            on.connection.shutdown(socket.SHUT_RDWR)
            on.close_connection = True
        case _:
            on.send("plain\n")


def _bytes(on: Handler) -> None:
    on.send(large_bytes(int(on.rest)), "application/octet-stream")


def _upload(on: Handler) -> None:
    """Answer name, type and content of each uploaded file."""
    boundary = b"--" + on.seen.headers["content-type"].split("boundary=")[1].encode()
    files = []
    for part in on.seen.body.split(boundary)[1:-1]:
        head, _, content = part.strip(b"\r\n").partition(b"\r\n\r\n")
        if b'filename="' in head:
            name = head.split(b'filename="')[1].split(b'"')[0].decode()
            files.append(f"{name}={content.decode()}")
    on.html(f"<p id=got>{html.escape('|'.join(files))}</p>")


def _auth(on: Handler) -> None:
    expected = "Basic " + base64.b64encode(b"ani:rahasia").decode()
    if on.seen.headers.get("authorization") == expected:
        on.html("<p id=in>inside</p>")
    else:
        on.html("<p id=out>outside</p>", status=401, WWW_Authenticate='Basic realm="site"')


def _csp(on: Handler) -> None:
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    on.html("<h1>strict</h1><input id=field><button>press</button>", Content_Security_Policy=policy)


def _cookie(on: Handler) -> None:
    on.json({"ok": True}, Set_Cookie=f"{on.rest}=yes; Path=/; Max-Age=3600; SameSite=Strict")


def _cached(on: Handler) -> None:
    on.json({"n": len(on.memory.requests)}, Cache_Control="max-age=3600")


def _image(on: Handler) -> None:
    on.send(PIXEL, "image/png")


def _service_worker(on: Handler) -> None:
    script = """addEventListener('install', () => skipWaiting());
    addEventListener('activate', event => event.waitUntil(clients.claim()));
    addEventListener('fetch', event => {
      if (event.request.url.endsWith('/from-worker')) event.respondWith(new Response('worker says hello'));
    });"""
    on.send(script, "text/javascript", Service_Worker_Allowed="/")


def _events(on: Handler) -> None:
    on.send_response(200)
    on.send_header("Content-Type", "text/event-stream")
    on.send_header("Cache-Control", "no-store")
    on.send_header("Connection", "close")
    on.end_headers()
    on.close_connection = True
    on.wfile.write(b"data: one\n\n")
    on.wfile.flush()
    on.memory.gates["events"].wait(timeout=30)
    on.wfile.write(b"data: two\n\n")


def _coop(on: Handler) -> None:
    on.html("<h1>alone</h1><a href=/other>on</a>", Cross_Origin_Opener_Policy="same-origin")


def _websocket(on: Handler) -> None:
    """Echo text frames in capitals until the other end closes."""
    key = on.seen.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()  # noqa: S324
    head = ("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade")
    on.wfile.write("\r\n".join((*head, f"Sec-WebSocket-Accept: {accept}", "", "")).encode())
    on.wfile.flush()
    on.close_connection = True
    while True:
        head_bytes = on.rfile.read(2)
        if len(head_bytes) < 2 or head_bytes[0] & 15 == 8:
            return
        length = head_bytes[1] & 127
        if length == 126:
            (length,) = struct.unpack(">H", on.rfile.read(2))
        mask = on.rfile.read(4)
        payload = bytes(byte ^ mask[index % 4] for index, byte in enumerate(on.rfile.read(length)))
        text = payload.decode().upper().encode()
        on.wfile.write(bytes([0x81, len(text)]) + text)
        on.wfile.flush()


ROUTES: tuple[tuple[str, Callable[[Handler], None]], ...] = (
    ("/login", _login),
    ("/home", _home),
    ("/status", _status),
    ("/redirect", _redirect),
    ("/echo", _echo),
    ("/seen", _seen),
    ("/gate", _gate),
    ("/download", _download),
    ("/bytes", _bytes),
    ("/upload", _upload),
    ("/auth", _auth),
    ("/csp", _csp),
    ("/cookie", _cookie),
    ("/cached", _cached),
    ("/pixel.png", _image),
    ("/worker.js", _service_worker),
    ("/events", _events),
    ("/coop", _coop),
    ("/ws", _websocket),
)


class Site:
    """A running server. ``url`` is its address without a slash at the end."""

    def __init__(self, certificate: tuple[Path, Path] | None = None) -> None:
        self.memory = Memory()
        handler = type("BoundHandler", (Handler,), {"memory": self.memory})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        scheme = "http"
        if certificate is not None:
            scheme = "https"
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(*certificate)
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{scheme}://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __truediv__(self, path: str) -> str:
        """``site / "login"`` is the address of that page."""
        return f"{self.url}/{path}"

    def forget(self) -> None:
        """Start a new memory, and let go who still waits at a gate of the old one."""
        for gate in self.memory.gates.values():
            gate.set()
        self.memory.gates.clear()
        self.memory.requests.clear()

    def stop(self) -> None:
        """End the server."""
        self.forget()
        self._server.shutdown()
        self._server.server_close()


def self_signed(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1 that nobody trusts; return certificate and key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)  # noqa: S603
    return certificate, key


def closed_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
