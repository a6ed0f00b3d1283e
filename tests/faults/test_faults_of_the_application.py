"""One fault at a time in the application, one e2e test that must see it, and the words that name it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole_run import expect_red

LIFE = "e2e/dashboard/test_project_life.py"
FAULTS = {
    "loses_new_projects": (
        f"{LIFE}::test_a_new_project_is_on_the_owners_next_dashboard_and_on_nobody_elses",
        [r"expected to contain text '1.500.000.000'", r"dashboard.project.create answered 302 \(success\)"],
    ),
    "adds_a_rupiah": (
        "e2e/rab/test_rekap_rab.py::test_the_contracts_worked_example_is_on_screen_to_the_last_rupiah",
        [r"expected to have text 'Rp 12\.090\.452'", r"Actual value: .*12\.090\.453\b", r"#ft-total-d"],
    ),
    "forgets_csrf": (
        "e2e/auth/test_csrf.py",
        [r"operations answer wrongly", r"dashboard.project.delete .* answers 302"],
    ),
    "forgets_owners": (
        "e2e/dashboard/test_ownership.py::test_another_owners_project_typed_into_the_address_bar_is_not_found",
        [r"/dashboard/project/\d+/edit/ answered 200, expected 404"],
    ),
    "forgets_pages": (
        "e2e/dashboard/test_list_of_projects.py::test_the_list_shows_twenty_projects_a_page_and_the_rest_on_the_next",
        [r"expected to have count '20'", r"Actual value: 21"],
    ),
    "refuses_metrics": (
        "e2e/health/test_health.py::test_a_page_reports_a_metric_without_an_account_or_a_token",
        [r"assert 403 == 200", r"monitoring.client_metric.report answered 403"],
    ),
    "fails_sign_ins": (
        "e2e/auth/test_sign_in.py::test_an_estimator_signs_in_and_is_greeted_on_the_dashboard",
        [r"account.session.sign_in answered 500"],
    ),
    "needs_a_mouse": (
        "e2e/accessibility/test_keyboard.py::test_escape_leaves_the_form_for_a_new_project_and_nothing_is_made",
        [r"Tab does not lead to .*Tambah Project"],
    ),
    "hides_the_focus": (
        "e2e/accessibility/test_keyboard.py::test_escape_leaves_the_form_for_a_new_project_and_nothing_is_made",
        [r"Tambah Project.* has the focus and does not show it"],
    ),
    "fails_on_save": (
        f"{LIFE}::test_an_edited_project_shows_its_new_name_place_and_budget",
        [r"dashboard.project.edit answered 500"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_turns_a_test_red_that_names_it(fault: str, tmp_path: Path) -> None:
    test, evidence = FAULTS[fault]

    expect_red(tmp_path, test, f"tests.faults.application.{fault}", evidence)
