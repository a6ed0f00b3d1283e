"""One setup at a time: per copy of the project, and for Debian packages per machine."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup.output import say


@contextmanager
def only_one(path: Path, waiting_for: str) -> Iterator[None]:
    """Hold ``path`` locked; while another process holds it, say so once and wait. The kernel frees it with us."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for {waiting_for}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
