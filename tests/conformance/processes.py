"""Processes, read from /proc."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from pathlib import Path

from load.memory import held_by


def parent_of(pid: int) -> int:
    """Return the process that ``pid`` answers to."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def below(ancestor: int) -> set[int]:
    """Return all processes that ``ancestor`` has started, directly or not."""
    parents: dict[int, int] = {}
    for process in Path("/proc").iterdir():
        with contextlib.suppress(ValueError, OSError):
            parents[int(process.name)] = parent_of(int(process.name))
    found = {ancestor}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {ancestor}


def name_of(pid: int) -> str:
    """Return the kernel's name of a process (15 characters at most)."""
    return Path(f"/proc/{pid}/comm").read_text().strip()


def files_of_display(server: int) -> list[Path]:
    """Return the socket and the lock that are there of the X server ``server``, by the number it was started with."""
    arguments = Path(f"/proc/{server}/cmdline").read_text().split("\0")
    (number,) = (argument[1:] for argument in arguments if argument.startswith(":"))
    return [file for file in (Path(f"/tmp/.X11-unix/X{number}"), Path(f"/tmp/.X{number}-lock")) if file.exists()]  # noqa: S108


def alive(pid: int) -> bool:
    """Tell whether a process runs (one that has ended and waits for its parent does not)."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def gone(pids: Iterable[int], within: float) -> list[int]:
    """Wait until all of ``pids`` have ended; return those that have not after ``within`` seconds."""
    until = time.monotonic() + within
    left = [pid for pid in pids if alive(pid)]
    while left and time.monotonic() < until:
        time.sleep(0.05)
        left = [pid for pid in left if alive(pid)]
    return left


def memory(ancestor: int) -> int:
    """Return the bytes of memory that the processes below ``ancestor`` hold for themselves (proportional set size)."""
    total = 0
    for pid in below(ancestor):
        with contextlib.suppress(OSError):
            total += held_by(pid)
    return total
