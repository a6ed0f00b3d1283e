"""Tell the tests that drive a browser in this very process from the others.

Playwright's synchronous interface leaves an event loop running in its thread, and Django then refuses to touch its
database there: the two kinds need processes of their own (``make unit`` runs both).
"""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# How fast examples come is a matter of the machine's load, not of what the tests are about.
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser."""
    for item in items:
        if {"playwright", "browser_name"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.in_browser)


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """Let the programs that a test starts end at Ctrl-C, as at a terminal, wherever the tests themselves run.

    A script that starts something in the background makes it deaf to Ctrl-C, and what that starts inherits it.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
