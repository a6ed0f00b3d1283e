"""Planted fault: a context takes over the sign-in of the one opened before it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, StorageState

from fixtures.browsing import Contexts

_sound = Contexts.new


def _inherits(self: Contexts, role: str, storage_state: StorageState | None = None, **options: Any) -> BrowserContext:
    inherited = self.opened[0].storage_state() if self.opened else storage_state
    return _sound(self, role, inherited, **options)


def pytest_configure(config: pytest.Config) -> None:
    """Plant it."""
    Contexts.new = _inherits  # type: ignore[method-assign]
