"""One world for all cells of a process, made in a transaction that is rolled back in the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.authorisation.world import World, made_world


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world; each cell takes back what it did to it."""
    with django_db_blocker.unblock(), made_world() as made:
        yield made
