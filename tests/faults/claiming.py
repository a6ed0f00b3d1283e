"""Planted fault: every test claims that it covers the sign-in."""

from __future__ import annotations

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Plant it."""
    for item in items:
        item.add_marker(pytest.mark.covers("account.session.sign_in"))
