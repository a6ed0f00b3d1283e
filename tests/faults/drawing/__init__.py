"""Faults in what the schedule draws: settings modules that serve one altered static file in front of the sound one.

``app/`` knows nothing of it. An alteration whose text is no longer in the file ends the server before it starts.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "app" / "detail_project" / "static"


def altered(
    directories: Sequence[Path | tuple[str, Path]], folder: Path, name: str, sound: str, faulty: str
) -> list[Any]:
    """Write the file ``name`` with ``faulty`` for ``sound`` below ``folder``; return the directories, that one first.

    Every process of the server comes here: each writes the same, in one move.
    """
    text = (STATIC / name).read_text(encoding="utf-8")
    if text.count(sound) != 1:
        raise ValueError(f"{name} holds {text.count(sound)} times {sound!r}: the fault cannot be planted")
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(f".{os.getpid()}")
    fresh.write_text(text.replace(sound, faulty), encoding="utf-8")
    fresh.replace(target)
    return [folder, *directories]
