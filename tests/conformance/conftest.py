"""Fixtures of the conformance tests: the site, a page on it, and the list's say on what must fail where."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.conformance.features import ENGINES, features
from tests.conformance.site import Site, self_signed

_SHOWS = pytest.StashKey[str]()
_COLUMNS = {browser: column for column, browser in ENGINES.items()}


def pytest_configure(config: pytest.Config) -> None:
    """Know the mark that ties a test to its row."""
    config.addinivalue_line("markers", "feature(id): the row of tests/conformance/features.toml that this test checks")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A row that an engine is said not to keep must fail there; see `features.toml`."""
    rows = features()
    for item in items:
        mark = item.get_closest_marker("feature")
        browser = getattr(item, "callspec", None) and item.callspec.params.get("browser_name")  # type: ignore[attr-defined]
        if mark is None or browser is None:
            continue
        item.user_properties += [("feature", mark.args[0]), ("engine", _COLUMNS[browser])]
        exception = rows[mark.args[0]].exceptions.get(_COLUMNS[browser])
        if exception is not None:
            reason = f"{exception.says}: {exception.why}"
            item.add_marker(pytest.mark.xfail(reason=reason, strict=exception.always))
            item.stash[_SHOWS] = exception.shows


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """An expected failure must be the one that the list describes, and of the test itself."""
    report = yield
    shows = item.stash.get(_SHOWS, None)
    if report.when != "call" and report.skipped and hasattr(report, "wasxfail") and call.excinfo is not None:
        report.outcome = "failed"
        report.longrepr = f"the {report.when} failed, which the list does not expect:\n{call.excinfo.getrepr()}"
        del report.wasxfail
    if shows is not None and report.when == "call" and report.skipped and call.excinfo is not None:
        failure = str(call.excinfo.value)
        if not re.search(shows, failure):
            report.outcome = "failed"
            report.longrepr = f"expected a failure that shows {shows!r} ({report.wasxfail}), not:\n{failure}"
            del report.wasxfail
    return report


@pytest.fixture(scope="session")
def running_site() -> Iterator[Site]:
    """The server, for the whole run."""
    site = Site()
    yield site
    site.stop()


@pytest.fixture
def site(running_site: Site) -> Iterator[Site]:
    """The server with an empty memory."""
    running_site.forget()
    yield running_site
    running_site.forget()


@pytest.fixture(scope="session")
def secure_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same server over TLS, with a certificate that nobody trusts."""
    site = Site(self_signed(tmp_path_factory.mktemp("tls")))
    yield site
    site.stop()


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """A context whose waits end before the test's patience does."""
    context.set_default_timeout(20_000)
    return context


@pytest.fixture
def bench(page: Page, site: Site) -> Page:
    """A page showing the workbench (`pages/index.html`)."""
    page.goto(site / "")
    return page


@pytest.fixture
def signed_in(page: Page, site: Site) -> Page:
    """A page of somebody who has signed in."""
    page.goto(site / "login")
    page.get_by_label("User").fill("ani")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/home")
    return page


@pytest.fixture
def seen(page: Page) -> list[tuple[Any, ...]]:
    """What happens on the page, in order: requests, responses, failures, console messages and errors."""
    log: list[tuple[Any, ...]] = []
    page.on("request", lambda r: log.append(("request", r.method, r.url, r.resource_type)))
    page.on("response", lambda r: log.append(("response", r.status, r.url)))
    page.on("requestfailed", lambda r: log.append(("failed", r.url, r.failure)))
    page.on("console", lambda m: log.append(("console", m.type, m.text)))
    page.on("pageerror", lambda e: log.append(("error", e.message)))
    return log
