"""Planted fault: this run, taken for a whole one, covers less than the ratchet holds it to; its tests are green."""

from __future__ import annotations

from unittest.mock import patch

import pytest

FLOORS = {"chromium": {"writes covered": 999}}


def pytest_configure(config: pytest.Config) -> None:
    """Plant it."""
    patch("fixtures.results.narrowed_by", lambda config: None).start()
    patch("fixtures.results.default_engines", lambda: ["chromium"]).start()
    patch("scorecard.gate.read_ratchet", lambda path: FLOORS).start()
