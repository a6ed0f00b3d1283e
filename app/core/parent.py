"""Processes that end when whoever started them has died."""

from __future__ import annotations

import os
import signal
import threading

CHECK_SECONDS = 0.5


def end_with_parent() -> None:
    """Have this process receive SIGTERM soon after its parent has died."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True, name="parent-watch").start()


def _watch(parent: int) -> None:
    wait = threading.Event()
    while os.getppid() == parent:
        wait.wait(CHECK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
