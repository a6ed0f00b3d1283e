"""The one place that touches PyGObject: GTK, GDK, WebKitGTK and libsoup, whose types no checker knows.

Import it only after ``process.prepare`` has set the environment: GTK reads the display and WebKit its inspector
address when they are loaded.
"""

from __future__ import annotations

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
