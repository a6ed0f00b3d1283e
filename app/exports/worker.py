"""The worker process: ``python -m app.exports.worker`` makes queued documents.

It ends when it is told to, or when its parent is gone. It reads the same environment as the server (see settings);
``app.serve`` starts it, and starts it again should it die.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from types import FrameType

from app.core.parent import end_with_parent

LOOK_AGAIN_SECONDS = 0.25
TIDY_SECONDS = 60.0
NICENESS = 5  # who waits for a page comes before who waits for a document


def main() -> int:
    """Work until SIGTERM or SIGINT, or until the parent has died; returns the exit status.

    A document that is under way is abandoned: its heartbeat stops, and the next worker makes it.
    """
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    end_with_parent()
    os.nice(NICENESS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "app.config.settings")
    import django  # noqa: PLC0415  # after the settings are named

    django.setup()
    from django.db import close_old_connections  # noqa: PLC0415

    from app.exports.jobs import run_next, throw_away_old  # noqa: PLC0415
    from app.referensi import queue as library  # noqa: PLC0415

    wait, tidied = threading.Event(), 0.0
    while True:
        close_old_connections()
        if run_next() or library.run_next():
            continue
        if time.monotonic() - tidied > TIDY_SECONDS:
            throw_away_old()
            library.throw_away_old()
            tidied = time.monotonic()
        wait.wait(LOOK_AGAIN_SECONDS)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
