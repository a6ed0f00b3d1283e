"""Text in the form that the protocol wants."""

from __future__ import annotations

import base64


def as_base64(text: str) -> str:
    """Return ``text`` in base64 of its UTF-8 bytes."""
    return base64.b64encode(text.encode("utf-8", "surrogateescape")).decode()
