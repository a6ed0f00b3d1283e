"""How much memory a process holds, as Linux accounts for it (``/proc``)."""

from __future__ import annotations

from pathlib import Path

MIB = 1024 * 1024
_RESET_THE_PEAK = "5"


def held_by(pid: int) -> int:
    """Return the bytes that a process holds for itself: shared pages by their share. Raises ``OSError``."""
    return _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:") * 1024


def without_files(pid: int) -> int:
    """Return the bytes of ``held_by`` that are no file's. Raises ``OSError``.

    A program's and a library's own pages weigh the more on one process the fewer others have them, wherever on the
    machine; these do not.
    """
    rollup = Path(f"/proc/{pid}/smaps_rollup")
    return (_kilobytes(rollup, "Pss_Anon:") + _kilobytes(rollup, "Pss_Shmem:")) * 1024


def forget_peak(pid: int) -> None:
    """Let the peak of a process's resident memory begin anew, at what it is now. Raises ``OSError``."""
    Path(f"/proc/{pid}/clear_refs").write_text(_RESET_THE_PEAK)


def peak_of(pid: int) -> int:
    """Return the most bytes that a process had resident since ``forget_peak``. Raises ``OSError``."""
    return _kilobytes(Path(f"/proc/{pid}/status"), "VmHWM:") * 1024


def _kilobytes(file: Path, key: str) -> int:
    return next(int(line.split()[1]) for line in file.read_text().splitlines() if line.startswith(key))
