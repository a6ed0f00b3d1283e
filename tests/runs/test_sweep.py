"""A run against a deployment that is killed half-way: after the sweep its users see nothing of it."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from api import projects, upkeep
from api.accounts import sign_in
from api.client import ApiClient
from fixtures.accounts import Account, Accounts
from fixtures.data import Fake
from fixtures.leftovers import LAST, Mark, removal, run_ids
from fixtures.run import Attempt, Run
from fixtures.server import EmbeddedServer
from tests.whole_run import ROOT, WholeRun, command, run_suite

PATIENCE_SECONDS = 90
OTHERS = "Rumah e2e-selesai"  # looks like ours, and is not
PROJECTS = "e2e/dashboard/test_several_projects.py"


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    server = EmbeddedServer.start(ROOT)
    yield server
    server.stop()


@pytest.fixture
def user(server: EmbeddedServer, playwright: Playwright) -> ApiClient:
    """The owner himself, who made a project of his own."""
    run = Run("000000", "s", str(ROOT), "", server.url, str(server.data / "accounts.json"), "")
    account: Account = Accounts.load(run).get("owner")
    client = ApiClient(playwright.request.new_context(), server.url, lambda _exchange: None)
    sign_in(client, account.email, account.password)
    his = replace(Fake(run, Attempt("000000", "his own")).project(), nama=OTHERS)
    kept = projects.create(client, his)
    upkeep.append_works(client, kept.id, {"Struktur": ["Galian"]})
    upkeep.create_template(client, kept.id, OTHERS)
    return client


def test_a_sweep_after_a_killed_run_leaves_nothing_of_it_to_its_users(
    tmp_path: Path, server: EmbeddedServer, user: ApiClient
) -> None:
    _killed_half_way(tmp_path, server, PROJECTS, lambda: _projects(user))

    swept = _sweep(tmp_path, server)

    assert swept.exit_code == 0, swept.output
    assert list(projects.listed(user, {})) == [OTHERS]
    assert [template["name"] for template in upkeep.templates_named(user, "")] == [OTHERS]
    hidden = _hidden(user)
    assert hidden
    assert all(f"hidden project {number}:" in swept.output for number in hidden)


def test_a_sweep_after_a_run_that_was_killed_over_templates_leaves_none_in_the_library(
    tmp_path: Path, server: EmbeddedServer, user: ApiClient
) -> None:
    _killed_half_way(tmp_path, server, "e2e/templates/test_template_library.py", lambda: _templates(user))

    swept = _sweep(tmp_path, server)

    assert swept.exit_code == 0, swept.output
    assert _templates(user) | _projects(user) == set()
    assert [template["name"] for template in upkeep.templates_named(user, "")] == [OTHERS]


def test_a_sweep_after_a_run_that_was_killed_in_accounts_of_its_own_lists_them_with_the_way_to_remove_them(
    tmp_path: Path, server: EmbeddedServer, user: ApiClient
) -> None:
    test = "e2e/auth/test_session.py"
    _killed_half_way(tmp_path, server, test, lambda: _made_by_accounts_of_the_run(tmp_path))
    (run,) = run_ids(LAST, tmp_path / "reports" / "records")

    swept = _sweep(tmp_path, server)

    assert swept.exit_code == 0, swept.output
    assert re.search(rf"account \d+: e2e_{run}_[0-9a-f]{{6}}_\d+\n", swept.output), swept.output
    assert removal(Mark(run), _hidden(user)) in swept.output  # tests/app/copies/test_removal.py runs it
    assert _projects(user) == set()


def test_a_run_deletes_the_projects_of_accounts_that_it_signs_up_and_says_that_the_accounts_stay(
    tmp_path: Path, server: EmbeddedServer
) -> None:
    tests = ("e2e/auth/test_tiers.py", "e2e/auth/test_session.py", "e2e/exports/test_export_tiers.py")
    facts = tmp_path / "deployment.toml"
    facts.write_text("version = 1\ntrusts_forwarded_for = true\n", encoding="utf-8")  # else its limits are met

    chosen = ("--deployment", str(facts), "--browser", "chromium", "-n", "2")
    run = run_suite(tmp_path, *tests, *_of_deployment(server), *chosen)

    assert run.exit_code == pytest.ExitCode.OK, run.output
    with closing(sqlite3.connect(server.data / "db.sqlite3")) as database:
        stored = database.execute("SELECT is_active FROM dashboard_project WHERE nama LIKE '%e2e-%'").fetchall()
        accounts = database.execute("SELECT count(*) FROM accounts_customuser WHERE username LIKE 'e2e%'").fetchone()
    assert (len(stored) > 5, {active for (active,) in stored}) == (True, {0})
    assert f"{accounts[0]} accounts that tests signed up" in run.output
    assert "username__startswith='e2e_" in run.output


def test_a_sweep_after_another_run_leaves_this_ones_things_alone(
    tmp_path: Path, server: EmbeddedServer, user: ApiClient
) -> None:
    left = _killed_half_way(tmp_path, server, PROJECTS, lambda: _projects(user))

    swept = _sweep(tmp_path, server, "=abcdef")

    assert "removed: 0" in swept.output
    assert _projects(user) >= left


def _of_deployment(server: EmbeddedServer) -> list[str]:
    return ["--base-url", server.url, f"--accounts={server.data / 'accounts.json'}"]


def _sweep(folder: Path, server: EmbeddedServer, run: str = "") -> WholeRun:
    return run_suite(folder, "e2e", *_of_deployment(server), f"--sweep{run}")


def _projects(user: ApiClient) -> set[str]:
    """Names of projects on the user's dashboard that are not his."""
    return set(projects.listed(user, {})) - {OTHERS}


def _hidden(user: ApiClient) -> list[int]:
    return sorted(projects.all_listed(user, {"is_active": "false"}))


def _templates(user: ApiClient) -> set[str]:
    """Names of templates in the library that are not the user's."""
    return {str(template["name"]) for template in upkeep.templates_named(user, "")} - {OTHERS}


def _made_by_accounts_of_the_run(folder: Path) -> set[str]:
    """The records of projects that accounts of the run's own have made: only those accounts see them."""
    lines = [line for path in folder.glob("reports/records/*.jsonl") for line in path.read_text("utf-8").splitlines()]
    return {
        line for line in lines if '"role":"own_account"' in line and '"operation":"dashboard.project.create"' in line
    }


def _killed_half_way(folder: Path, server: EmbeddedServer, test: str, made: Callable[[], set[str]]) -> set[str]:
    """Start a run of ``test``, kill all of it once it has ``made`` something, and return what there is then."""
    chosen = (test, "-n", "0", "--browser", "chromium")
    process = subprocess.Popen(  # noqa: S603  # our own suite
        command(folder, *chosen, *_of_deployment(server)),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_", "AHSP_"))},
    )
    deadline = time.monotonic() + PATIENCE_SECONDS
    left: set[str] = set()
    while not left and process.poll() is None and time.monotonic() < deadline:
        left = made()
        time.sleep(0.2)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert run_ids(LAST, folder / "reports" / "records")
    assert made(), "the run was killed before it had made anything: nothing to sweep"
    return made()
