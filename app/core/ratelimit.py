"""A sliding window of recent events per key, kept in the cache."""

from __future__ import annotations

import math
import threading
import time

from django.core.cache import cache

_lock = threading.Lock()  # reading and writing the window is one step for all threads of this process


def seconds_to_wait(key: str, limit: int, window: int) -> int:
    """Count one event of ``key`` and return 0, or, with ``limit`` events in the last ``window`` seconds, the wait.

    A refused event is not counted.
    """
    now = time.monotonic()
    with _lock:
        events: list[float] = [moment for moment in cache.get(f"rate:{key}", ()) if moment > now - window]
        if len(events) >= limit:
            return max(1, math.ceil(events[0] + window - now))
        cache.set(f"rate:{key}", [*events, now], window)
    return 0
