"""What a browser shows when the application crashes: no operation of a sound one answers 500."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from fixtures.server import EmbeddedServer
from pages.base import TypedAddress
from pages.pricing import PricingPage
from tests.faults.planting import Crashes

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def crashing() -> Iterator[EmbeddedServer]:
    server = EmbeddedServer.start(ROOT, settings="tests.faults.application.crashes", temporary=True)
    yield server
    server.stop()


@pytest.fixture
def page(crashing: EmbeddedServer, new_context: CreateContextCallback) -> Page:
    return new_context(base_url=crashing.url).new_page()


def test_a_page_that_crashes_shows_a_number_to_ask_for_and_no_internals(page: Page) -> None:
    pricing = PricingPage(page)

    pricing.expect_denied(500)

    expect(page.get_by_text(re.compile("Nomor kesalahan: [0-9A-F]{8}"))).to_be_visible()
    expect(page.locator("html")).not_to_contain_text(Crashes.SECRET)


def test_neither_does_an_address_for_scripts(page: Page) -> None:
    for_scripts = TypedAddress(page, "/health/simple/")

    for_scripts.expect_denied(500)

    expect(page.locator("html")).not_to_contain_text(Crashes.SECRET)


def test_internals_that_are_shown_are_named(page: Page) -> None:
    page.route("**/pricing/", lambda route: route.fulfill(status=500, body=f"RuntimeError: {Crashes.SECRET}"))

    with pytest.raises(AssertionError, match=r"/pricing/ shows internals: 'RuntimeError'"):
        PricingPage(page).expect_denied(500)
