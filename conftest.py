"""Wire the suite's plugins; every concern has its own module in fixtures/."""

from __future__ import annotations

pytest_plugins = [
    "fixtures.run",
    "fixtures.server",
    "fixtures.accounts",
    "fixtures.recording",
    "fixtures.browsing",
    "fixtures.data",
    "fixtures.sessions",
    "fixtures.arranging",
    "fixtures.estimates",
    "fixtures.obligations",
    "fixtures.diagnostics",
    "fixtures.titles",
    "fixtures.results",
    "fixtures.sweeps",
    "fixtures.progress",
    "fixtures.proving",
]
