"""Where the figures of large projects are kept."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``make scale`` name the file of the scorecard's page."""
    parser.addoption("--scale", default=None, metavar="FILE", help="keep the figures of large projects in this file")


@pytest.fixture
def scale_file(pytestconfig: pytest.Config, tmp_path: Path) -> Path:
    """The file of the figures; without ``--scale`` one that nobody reads."""
    given = pytestconfig.getoption("scale", None)
    return pytestconfig.rootpath / given if given else tmp_path / "scale.json"
