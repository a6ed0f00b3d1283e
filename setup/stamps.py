"""Stamps tell whether a step's result still fits its inputs, so that a second run costs next to nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path], *facts: str) -> str:
    """Return one hexadecimal digest of the files' bytes and of the given facts, in order."""
    total = hashlib.sha256()
    for fact in facts:
        total.update(fact.encode() + b"\0")
    for file in files:
        total.update(file.read_bytes() + b"\0")
    return total.hexdigest()


class Stamp:
    """A small file inside the folder that a step fills; it goes away together with that folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / ".setup-stamp.json"

    def fits(self, inputs: str) -> bool:
        """Tell whether the folder was filled, to the end, from ``inputs``."""
        return self.read().get("inputs") == inputs

    def read(self) -> dict[str, str]:
        """Return what was written last; empty if nothing was, or if it cannot be read."""
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def write(self, inputs: str, **facts: str) -> None:
        """Record that the folder now fits ``inputs``. Called last, so that a broken-off step leaves no stamp."""
        self.path.write_text(json.dumps({"inputs": inputs, **facts}, indent=1) + "\n", encoding="utf-8")

    def remove(self) -> None:
        """Forget the stamp before the folder is touched."""
        self.path.unlink(missing_ok=True)
