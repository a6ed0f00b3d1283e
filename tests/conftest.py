"""Tell the tests that drive a browser in this very process from the others.

Playwright's synchronous interface leaves an event loop running in its thread, and Django then refuses to touch its
database there: the two kinds need processes of their own (``make unit`` runs both).
"""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

WHOLE_RUNS = ("faults", "runs")

# How fast examples come is a matter of the machine's load, not of what the tests are about.
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what drives a browser, and let what starts a whole run begin: at the end two workers share what is short."""
    for item in items:
        if {"playwright", "browser_name"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.in_browser)
    yield  # pytest-django puts what uses a database first
    items.sort(key=lambda item: item.path.parent.name not in WHOLE_RUNS)


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """Let the programs that a test starts end at Ctrl-C, as at a terminal, wherever the tests themselves run.

    A script that starts something in the background makes it deaf to Ctrl-C, and what that starts inherits it.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
