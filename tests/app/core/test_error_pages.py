"""What a person sees when something went wrong can be used by everybody, in the light theme and in the dark one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from fixtures.accessibility import Axe
from fixtures.server import EmbeddedServer

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def failing() -> Iterator[EmbeddedServer]:
    """An application that fails as it is asked to."""
    server = EmbeddedServer.start(ROOT, settings="tests.app.core.with_error_pages", temporary=True)
    yield server
    server.stop()


def test_no_error_page_has_a_serious_violation(page: Page, failing: EmbeddedServer) -> None:
    axe, statuses = Axe(), (400, 403, 404, 413, 429, 500)

    for status in statuses:
        answer = page.goto(f"{failing.url}/galat/{status}/")
        assert answer is not None
        assert answer.status == status
        axe.scan(page, f"the page of {status}")

    axe.expect_no_serious_violation()
    assert axe.scans == 2 * len(statuses)
