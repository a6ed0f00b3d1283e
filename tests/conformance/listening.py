"""Collecting events."""

from __future__ import annotations

from typing import Any


def heard(emitter: Any, event: str) -> list[Any]:
    """Return a list that fills with what ``emitter`` says (Playwright marks its listeners, so a method of a list
    cannot be one)."""
    said: list[Any] = []

    def hear(something: Any) -> None:
        said.append(something)

    emitter.on(event, hear)
    return said
