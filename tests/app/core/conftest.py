"""A served application for the tests of a module."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.app.serving import Served, end, start


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for the whole module, in a folder whose name holds a space."""
    data = tmp_path_factory.mktemp("data folder")
    process = start(data)
    assert process.stdout
    line = process.stdout.readline()
    try:
        assert line, (data / "server.log").read_text("utf-8")
        yield Served(json.loads(line), process, data)
    finally:
        assert end(process) == 0
