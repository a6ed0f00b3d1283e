"""A failed test leaves its evidence, and no secret in it: plant secrets, unzip everything, search."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.whole_run import WholeRun, run_suite

PLANTED = "Rahasia-Tertanam-4711"
#: Where the planted test writes what it knows: beside the results, not in them.
KNOWN = "known.json"
TYPED = f"""
import json
from pathlib import Path
from pages.dashboard import DashboardPage
from pages.login import LoginPage

def test_planted(visitor, own_account):
    login = visitor.open(LoginPage)
    before = visitor.context.cookies()
    login.try_to_sign_in(own_account.email, "-".join({PLANTED.split("-")!r}))  # not a literal: tracebacks show those
    dashboard = login.sign_in(own_account.email, own_account.password)
    dashboard.messages.close()
    known = [[cookie["name"], cookie["value"]] for cookie in before + visitor.context.cookies()]
    Path(__file__).with_name({KNOWN!r}).write_text(json.dumps([["password", own_account.password], *known]))
    dashboard.expect_listed("tidak ada")
"""
REFUSED = f"""
import json
from pathlib import Path
from api.accounts import sign_in

def test_planted_and_unknown(visitor, own_account):
    sign_in(visitor.api, own_account.email, "-".join({PLANTED.split("-")!r}))

def test_planted_and_a_roles(visitor, accounts):
    owner = accounts.get("owner")
    Path(__file__).with_name({KNOWN!r}).write_text(json.dumps([["password", owner.password]]))
    sign_in(visitor.api, "nobody@example.com", owner.password)
"""


def _run(folder: Path, planted: str, engine: str) -> WholeRun:
    test = folder / "e2e" / "auth" / "test_planted.py"
    test.parent.mkdir(parents=True)
    test.write_text(planted, encoding="utf-8")
    run = run_suite(folder, "e2e", str(test), "--browser", engine, "-k", "test_planted")
    assert run.exit_code == pytest.ExitCode.TESTS_FAILED, run.output
    return run


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def failed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> WholeRun:
    """A run whose only test typed a secret, signed in, and failed."""
    return _run(tmp_path_factory.mktemp("secrets"), TYPED, request.param)


def test_the_evidence_is_there(failed: WholeRun) -> None:
    result = next(json.loads(path.read_text()) for path in failed.allure_results.glob("*-result.json"))
    names = {attachment["name"] for attachment in result["attachments"]}

    assert {"what the user did", "console", "requests", "server log of this attempt"} <= names
    assert any(name.startswith("screen of browser") for name in names)
    assert any(name.startswith("trace") for name in names)


def test_no_secret_is_in_it(failed: WholeRun) -> None:
    known = _known(failed)
    assert {"password", "sessionid", "csrftoken"} <= {name for name, _ in known}

    assert not _found([["typed", PLANTED], *known], failed)


def test_the_search_would_find_one(failed: WholeRun) -> None:
    """The trace is unzipped and searched: a text that it surely holds is found."""
    assert any("trace" in place for place in _found([["project", "tidak ada"]], failed))


def test_a_refused_sign_in_of_a_script_tells_no_password(tmp_path: Path) -> None:
    run = _run(tmp_path, REFUSED, "chromium")

    assert run.output.count("was refused") >= 2
    assert not _found([["typed", PLANTED], *_known(run)], run)


def _known(run: WholeRun) -> list[list[str]]:
    """Name and value of the secrets that the planted test met."""
    (file,) = (run.folder / "e2e").rglob(KNOWN)
    known: list[list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return [[name, value] for name, value in known if name in ("password", "sessionid", "csrftoken")]


def _found(secrets: list[list[str]], run: WholeRun) -> list[str]:
    """Where a secret stands, as it is or as forms send it: "name in place"."""
    return [
        f"{name} in {place}"
        for place, data in _everything(run)
        for name, secret in secrets
        if secret.encode() in data or quote(secret, safe="").encode() in data
    ]


def _everything(run: WholeRun) -> Iterator[tuple[str, bytes]]:
    """What a run leaves and says: files, the members of zip files, the terminal."""
    yield "the terminal", run.output.encode()
    for folder in (run.allure_results, run.folder / "reports", run.folder / "test-results"):
        for path in folder.rglob("*"):
            if path.is_file() and not zipfile.is_zipfile(path):
                yield path.name, path.read_bytes()
            elif path.is_file():
                with zipfile.ZipFile(path) as archive:
                    for member in archive.namelist():
                        yield f"{path.name}:{member}", archive.read(member)
