"""Wire the suite's plugins; every concern has its own module in fixtures/."""

from __future__ import annotations

pytest_plugins = [
    "fixtures.run",
    "fixtures.deployment",
    "fixtures.safety",
    "fixtures.mail",
    "fixtures.server",
    "fixtures.accounts",
    "fixtures.recording",
    "fixtures.browsing",
    "fixtures.downloads",
    "fixtures.data",
    "fixtures.sessions",
    "fixtures.arranging",
    "fixtures.payments",
    "fixtures.instances",
    "fixtures.library",
    "fixtures.estimates",
    "fixtures.schedules",
    "fixtures.obligations",
    "fixtures.diagnostics",
    "fixtures.titles",
    "fixtures.hand_checks",
    "fixtures.results",
    "fixtures.known_defects",
    "fixtures.sweeps",
    "fixtures.progress",
    "fixtures.proving",
    "fixtures.leftovers",
]
