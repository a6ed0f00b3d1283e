"""A place of a page that says what went wrong: its text is there before and after, unseen."""

from __future__ import annotations

from re import Pattern

from playwright.sync_api import Locator, expect


def expect_says(place: Locator, text: str | Pattern[str], *, timeout: float | None = None) -> None:
    """Expect a place to be seen, and to say ``text`` (part of it)."""
    expect(place).to_be_visible(timeout=timeout)
    expect(place).to_contain_text(text, timeout=timeout)
