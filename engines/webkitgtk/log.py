"""The adapter's log: every message in both directions, to the file that ``WEBKITGTK_LOG`` names.

A line has the time in seconds, a mark and the text, cut to ``WEBKITGTK_LOG_WIDTH`` characters (1,000). Marks:
``<-`` and ``->`` from and to Playwright, ``<=`` and ``=>`` from and to the engine's inspector, words for the rest.
Without the variable nothing is formatted or written.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

_FILE = os.environ.get("WEBKITGTK_LOG")
_WIDTH = int(os.environ.get("WEBKITGTK_LOG_WIDTH", "1000"))
_STREAM = Path(_FILE).open("a", buffering=1, encoding="utf-8") if _FILE else None  # noqa: SIM115


def log(mark: str, *texts: object) -> None:
    """Write one line, if a log was asked for."""
    if _STREAM is not None:
        text = " ".join(str(part) for part in texts)
        _STREAM.write(f"{time.time():.3f} {os.getpid()} {mark} {text[:_WIDTH]}\n")
