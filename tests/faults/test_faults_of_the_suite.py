"""Faults in the suite itself: each must turn a run red that would otherwise be green for a wrong reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.whole_run import run_suite

SIGN_IN = "e2e/auth/test_sign_in.py"


def test_a_second_context_that_inherits_the_first_ones_sign_in_is_noticed(tmp_path: Path) -> None:
    run = run_suite(
        tmp_path,
        f"{SIGN_IN}::test_one_users_sign_in_is_nobody_elses",
        *("--browser", "chromium", "-p", "tests.faults.inheriting"),
    )

    assert run.exit_code == pytest.ExitCode.TESTS_FAILED, run.output
    assert re.search(r"URL expected to be .*accounts/login", run.output), run.output


def test_a_claim_that_the_wire_does_not_show_fails_its_test(tmp_path: Path) -> None:
    run = run_suite(
        tmp_path,
        f"{SIGN_IN}::test_a_wrong_password_is_refused_and_the_address_stays_typed",
        *("--browser", "chromium", "-p", "tests.faults.claiming"),
    )

    assert run.exit_code == pytest.ExitCode.TESTS_FAILED, run.output
    assert "claims account.session.sign_in, but no such request" in run.output, run.output


@pytest.mark.parametrize("engine", ["chromium", "firefox", "webkit"])
def test_an_error_on_a_pages_console_fails_the_test_that_met_it(tmp_path: Path, engine: str) -> None:
    run = run_suite(
        tmp_path,
        f"{SIGN_IN}::test_a_wrong_password_is_refused_and_the_address_stays_typed",
        *("--browser", engine, "-p", "tests.faults.complaining"),
    )

    assert run.exit_code == pytest.ExitCode.TESTS_FAILED, run.output
    assert "console error: planted" in run.output, run.output
    assert "uncaught error in a page" in run.output, run.output


def test_a_page_object_that_swallows_a_time_out_fails_the_test_that_relied_on_it(tmp_path: Path) -> None:
    run = run_suite(
        tmp_path,
        f"{SIGN_IN}::test_a_wrong_password_is_refused_and_the_address_stays_typed",
        *("--browser", "chromium", "-p", "tests.faults.swallowing"),
    )

    assert run.exit_code == pytest.ExitCode.TESTS_FAILED, run.output
    assert "Locator expected to contain text" in run.output, run.output
    assert re.search(r"what the wire showed[ -]*\n\s*no write\b", run.output), run.output


def test_green_tests_below_the_ratchet_fail_the_run(tmp_path: Path) -> None:
    run = run_suite(
        tmp_path,
        f"{SIGN_IN}::test_a_wrong_password_is_refused_and_the_address_stays_typed",
        *("--browser", "chromium", "-p", "tests.faults.falling"),
    )

    assert run.exit_code == pytest.ExitCode.TESTS_FAILED, run.output
    assert re.search(r"\b1 passed\b", run.output), run.output
    assert "writes covered fell: was 999, now 0" in run.output, run.output
