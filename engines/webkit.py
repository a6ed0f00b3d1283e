"""How stock WebKitGTK is found and launched; the adapter itself is ``engines/webkitgtk/``."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

SYSTEM_PYTHON = Path("/usr/bin/python3")
ADAPTER = Path(__file__).parent / "webkitgtk" / "webkitgtk"

_PROBE = """
import gi
gi.require_version("WebKit2", "4.1")
from gi.repository import WebKit2
print(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version(), sep=".")
"""


class WebKitGtkMissingError(RuntimeError):
    """PyGObject, WebKitGTK 4.1 or the adapter is not there."""


def version() -> str:
    """Return WebKitGTK's version as the system's Python sees it (PyGObject lives outside the virtual environment)."""
    if not (ADAPTER.exists() and SYSTEM_PYTHON.exists()):
        raise WebKitGtkMissingError(str(ADAPTER))
    probe = subprocess.run([SYSTEM_PYTHON, "-c", _PROBE], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    if probe.returncode != 0:
        raise WebKitGtkMissingError(probe.stderr.strip())
    return probe.stdout.strip()


#: Options that make ``playwright.webkit.launch`` start the adapter, and those that besides keep its windows unseen.
#: Playwright takes the latter for a headed launch, which spares half a second a page (README.md, "Launching").
LAUNCH_ARGS: dict[str, Any] = {"executable_path": str(ADAPTER)}
UNSEEN_ARGS: dict[str, Any] = {"headless": False, "args": ["--own-display"]}
