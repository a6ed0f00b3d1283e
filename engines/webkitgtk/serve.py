"""The adapter's main loop. Import it after `Launch.prepare`: GTK and WebKit read the environment when they load."""

from __future__ import annotations

import gc
import signal

from . import process
from .browser import Browser
from .launch import Launch
from .toolkit import GLib, Gtk


def serve(launch: Launch, inspector_address: str) -> None:
    """Serve one browser until it is closed, its driver is gone, or a signal ends it."""
    gc.disable()  # collecting cycles would end WebKit's objects in an order that crashes it; see page.py
    if not Gtk.init_check(None)[0]:
        raise SystemExit("webkitgtk: cannot open display")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        GLib.unix_signal_add(GLib.PRIORITY_HIGH, number, process.end)
    Browser(inspector_address, launch)
    Gtk.main()
