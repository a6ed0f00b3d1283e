"""The JavaScript that the adapter runs in pages: functions that take the node as ``this``, and `page.js`."""

from __future__ import annotations

from pathlib import Path


def load(name: str) -> str:
    """Return the script ``name`` without its leading comments, which would not be an expression."""
    lines = Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8").splitlines()
    while lines[0].startswith("//"):
        del lines[0]
    return "\n".join(lines)
