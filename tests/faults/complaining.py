"""Planted fault: every page prints an error and leaves another one uncaught."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, StorageState

from fixtures.browsing import Contexts

_sound = Contexts.new


def _complains(self: Contexts, role: str, storage_state: StorageState | None = None, **options: Any) -> BrowserContext:
    context = _sound(self, role, storage_state, **options)
    context.add_init_script("console.error('planted'); setTimeout(() => { throw new Error('planted too') })")
    return context


def pytest_configure(config: pytest.Config) -> None:
    """Plant it."""
    Contexts.new = _complains  # type: ignore[method-assign]
