"""Tests read as stories and page objects swallow nothing; each rule goes red for a planted offence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.suite.manners.manners import faults_of_a_page, faults_of_a_test

ROOT = Path(__file__).resolve().parents[3]
Check = Callable[[str], Iterator[str]]
RETURNS = "def a():\n    try:\n        click()\n    except TimeoutError:\n        if strict:\n"


@pytest.mark.parametrize(("folder", "check"), [("e2e", faults_of_a_test), ("pages", faults_of_a_page)])
def test_the_suite_keeps_its_manners(folder: str, check: Check) -> None:
    modules = sorted((ROOT / folder).rglob("*.py"))

    found = [
        f"{path.relative_to(ROOT)} {fault}" for path in modules for fault in check(path.read_text(encoding="utf-8"))
    ]

    assert len(modules) > 5, "nothing was read"
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("check", "source", "fault"),
    [
        (faults_of_a_test, "def test_a(page):\n    page.wait_for_timeout(5)\n    assert 1", "waits for time"),
        (faults_of_a_test, "def test_a(page):\n    page.locator('x')\n    assert 1", "belongs into a page object"),
        (faults_of_a_test, "def test_a(page):\n    if page:\n        assert 1", "if in a test"),
        (faults_of_a_test, "def test_a(page):\n    for x in y:\n        assert x", "for in a test"),
        (faults_of_a_test, "def test_a(page):\n    page.open()", "expects nothing"),
        (faults_of_a_page, "try:\n    click()\nexcept TimeoutError:\n    pass", "swallowed"),
        (faults_of_a_page, "try:\n    click()\nexcept TimeoutError:\n    if strict:\n        raise", "swallowed"),
        (faults_of_a_page, f"{RETURNS}            raise\n        return\n        raise", "swallowed"),
        (faults_of_a_page, f"{RETURNS}            return\n        raise", "swallowed"),
        (faults_of_a_page, "with suppress(Exception):\n    click()", "swallowed"),
        (faults_of_a_page, "import time\ntime.sleep(1)", "waits for time"),
    ],
)
def test_an_offence_is_named(check: Check, source: str, fault: str) -> None:
    assert any(fault in found for found in check(source))


@pytest.mark.parametrize(
    "handler",
    [
        "    raise ValueError from error",
        "    note(error)\n    raise",
        "    if strict:\n        raise\n    else:\n        raise ValueError from error",
        "    if strict:\n        note(error)\n    raise",
    ],
)
def test_what_is_raised_again_is_not_swallowed(handler: str) -> None:
    assert not list(faults_of_a_page(f"try:\n    click()\nexcept TimeoutError as error:\n{handler}"))
