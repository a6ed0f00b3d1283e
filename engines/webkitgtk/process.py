"""The life of the adapter's processes: none of them outlives the one that started it.

The driver starts the adapter, the adapter an X server of its own and, through WebKit, web and network processes.
They end with it: the kernel signals the adapter when the driver dies and the X server when the adapter dies, WebKit's
processes end with their socket, and `end` kills what is left (a web process in an endless loop does not notice).
The X server removes its socket from /tmp only if it ends by SIGTERM: `end` awaits that, and it is in a process group
of its own, as the driver kills the adapter's.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)
#: `setpriv` asks the kernel to end the server when we die. The screen is larger than any viewport that a test asks
#: for: a window beyond it would not be drawn.
_XVFB = (
    *("/usr/bin/setpriv", "--pdeathsig", "TERM"),
    *("/usr/bin/Xvfb", "-screen", "0", "4096x4096x24", "-nolisten", "tcp", "-noreset"),
)


#: The X server of our own, if there is one.
_servers: list[subprocess.Popen[bytes]] = []
#: It needs some milliseconds to end; a machine at its limits may need more.
_PATIENCE = 10


def follow_parent() -> None:
    """Lead a process group and be told (SIGTERM) when the driver dies."""
    parent = os.getppid()
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before we asked to be told
        raise SystemExit(1)


def own_display() -> str:
    """Start an X server of our own and return its name (``:1234``). Raises ``RuntimeError`` with its complaint.

    The number follows our process id, so that two adapters starting at once do not race for one; the next is tried if
    it is taken. Its ``-displayfd`` is read up to the newline, else the server dies of a broken pipe.
    """
    complaint = ""
    for attempt in range(5):
        number = 1000 + (os.getpid() * 5 + attempt) % 50000
        read, write = os.pipe()
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
            server = subprocess.Popen(  # noqa: S603
                [*_XVFB, f":{number}", "-displayfd", str(write)],
                pass_fds=[write],
                process_group=0,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
            os.close(write)
            with os.fdopen(read) as ready:
                name = ready.readline().strip()
            if name:
                _servers.append(server)
                return f":{name}"
            server.wait()
            errors.seek(0)
            complaint = errors.read().strip()
    raise RuntimeError(f"Xvfb does not start: {complaint}")


def inspector_address() -> str:
    """Return an address for WebKit's inspector that no other process of this machine uses.

    WebKit takes an address and a port, not "any port". Every adapter has a loopback address of its own, made of its
    process id, so a port that is free there stays free.
    """
    network, host = divmod(os.getpid(), 254)
    address = f"127.{64 + (network >> 8) % 64}.{network & 255}.{host + 1}"
    with socket.socket() as probe:
        probe.bind((address, 0))
        return f"{address}:{probe.getsockname()[1]}"


def prepare(headless: bool) -> str:
    """Set the environment that GTK and WebKit read when they are loaded; return the inspector's address.

    Without a display, or if ``headless``, an X server of our own is started. The language must be a real locale:
    under ``C`` a page's language is "C" and ``Intl`` throws.
    """
    if headless or not os.environ.get("DISPLAY"):
        os.environ["DISPLAY"] = own_display()
        os.environ.pop("WAYLAND_DISPLAY", None)
    address = inspector_address()
    os.environ.update(
        WEBKIT_INSPECTOR_SERVER=address,
        GDK_BACKEND="x11",
        GDK_SCALE="1",
        GTK_IM_MODULE="gtk-im-context-simple",
        LANG="en_US.UTF-8",
        LC_ALL="en_US.UTF-8",
        LANGUAGE="en-US",
        NO_AT_BRIDGE="1",
        GTK_A11Y="none",
        GSETTINGS_BACKEND="memory",
    )
    return address


@contextlib.contextmanager
def time_zone(zone: str) -> Iterator[None]:
    """Let the web processes that are started meanwhile have ``zone``, if it is not empty: they inherit ``TZ``."""
    own = os.environ.get("TZ")
    if zone:
        os.environ["TZ"] = zone
    try:
        yield
    finally:
        if own is not None:
            os.environ["TZ"] = own
        else:
            os.environ.pop("TZ", None)


def _descendants(pid: int) -> list[int]:
    children: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            children += map(int, (task / "children").read_text().split())
    return children + [below for child in children for below in _descendants(child)]


def end(status: int = 0) -> NoReturn:
    """End the adapter and all its processes now, without Python's or WebKit's own clearing up."""
    servers = {server.pid for server in _servers}
    for pid in reversed(_descendants(os.getpid())):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM if pid in servers else signal.SIGKILL)
    for server in _servers:
        try:
            server.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
    os._exit(status)
