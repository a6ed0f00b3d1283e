"""The one place that touches PyGObject: GTK, GDK, WebKitGTK and libsoup, whose types no checker knows.

Import it only after ``process.prepare`` has set the environment: GTK reads the display and WebKit its inspector
address when they are loaded.
"""

from __future__ import annotations

import ctypes
import importlib
from typing import Any

_gi: Any = importlib.import_module("gi")
for _name, _version in (("Gtk", "3.0"), ("Gdk", "3.0"), ("WebKit2", "4.1"), ("Soup", "3.0")):
    _gi.require_version(_name, _version)

Gdk: Any = importlib.import_module("gi.repository.Gdk")
GdkPixbuf: Any = importlib.import_module("gi.repository.GdkPixbuf")
GLib: Any = importlib.import_module("gi.repository.GLib")
Gtk: Any = importlib.import_module("gi.repository.Gtk")
Soup: Any = importlib.import_module("gi.repository.Soup")
WebKit2: Any = importlib.import_module("gi.repository.WebKit2")

_UNREF: Any = ctypes.CDLL("libgobject-2.0.so.0").g_object_unref
_UNREF.argtypes = [ctypes.c_void_p]


def drop_reference(returned: Any) -> None:
    """Drop the reference that PyGObject adds to an object which a signal handler has returned, and nobody drops.

    Call it once the handler's caller has got the object. A wrapper's hash is the address of its object.
    """
    _UNREF(hash(returned))
