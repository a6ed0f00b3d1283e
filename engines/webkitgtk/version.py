"""The version of the installed WebKitGTK, without a display."""

from __future__ import annotations

from .toolkit import WebKit2


def version() -> str:
    """Return the version as ``2.50.6``."""
    parts = WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version()
    return ".".join(map(str, parts))
