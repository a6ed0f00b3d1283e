"""A failed test leaves its evidence, and no secret in it: plant secrets, unzip everything, search."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator

import pytest

from tests.whole_run import WholeRun, run_suite

PLANTED = "Rahasia-Tertanam-4711"


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def failed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> WholeRun:
    """A run whose only test typed a secret, signed in, and failed."""
    folder = tmp_path_factory.mktemp("secrets")
    test = folder / "e2e" / "auth" / "test_planted.py"
    test.parent.mkdir(parents=True)
    test.write_text(
        f"""
from pages.dashboard import DashboardPage
from pages.login import LoginPage

def test_planted(visitor, own_account, accounts):
    login = visitor.open(LoginPage)
    login.try_to_sign_in(own_account.email, "-".join({PLANTED.split("-")!r}))  # not a literal: tracebacks show those
    dashboard = login.sign_in(own_account.email, own_account.password)
    dashboard.messages.close()
    dashboard.expect_listed("tidak ada")
""",
        encoding="utf-8",
    )
    run = run_suite(folder, "e2e", str(test), "--browser", request.param, "-k", "test_planted")
    assert run.exit_code == pytest.ExitCode.TESTS_FAILED, run.output
    return run


def test_the_evidence_is_there(failed: WholeRun) -> None:
    result = next(json.loads(path.read_text()) for path in failed.allure_results.glob("*-result.json"))
    names = {attachment["name"] for attachment in result["attachments"]}

    assert {"what the user did", "console", "requests", "server log of this attempt"} <= names
    assert any(name.startswith("screen of browser") for name in names)
    assert any(name.startswith("trace") for name in names)


def test_no_secret_is_in_it(failed: WholeRun) -> None:
    session_cookies = set(_values_of_cookies(failed))

    found = [
        (name, secret)
        for name, data in _everything(failed)
        for secret in {PLANTED, *session_cookies}
        if secret.encode() in data
    ]

    assert not found
    assert PLANTED not in failed.output


def test_the_search_would_find_one(failed: WholeRun) -> None:
    """The trace is unzipped and searched: a text that it surely holds is found."""
    assert any(b"tidak ada" in data for name, data in _everything(failed) if "trace" in name)


def _everything(run: WholeRun) -> Iterator[tuple[str, bytes]]:
    for folder in (run.allure_results, run.folder / "reports", run.folder / "test-results"):
        for path in folder.rglob("*"):
            if path.is_file() and not zipfile.is_zipfile(path):
                yield path.name, path.read_bytes()
            elif path.is_file():
                with zipfile.ZipFile(path) as archive:
                    for member in archive.namelist():
                        yield f"{path.name}:{member}", archive.read(member)


def _values_of_cookies(run: WholeRun) -> Iterator[str]:
    """Values that stand where a trace keeps cookies: every one must be the mark that redaction leaves."""
    for _, data in _everything(run):
        for value in re.findall(rb'"name":"sessionid","value":"([^"]+)"', data):
            if value != b"[redacted]":
                yield value.decode()
