"""Holes in the running application, and the e2e test that must see each of them.

With those of ``tests/authorisation/test_holes.py`` (a missing owner check in a read, a write, an export and a job; a
tier check gone; a CSRF exemption) they are the holes that the launch gate has to catch.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole_run import expect_red

SESSION = "e2e/auth/test_session.py"
FOREIGN_WRITES = "e2e/dashboard/test_ownership.py::test_no_write_to_a_project_is_taken_from_another_owner"
HOLES = {
    "forgets_owners_of_writes": (
        FOREIGN_WRITES,
        [
            r"operations answer wrongly",
            r"volume\.quantity\.save .* answers 200",
            r"pricing\.harga_items\.save .* answers 200",
        ],
    ),
    "stores_what_it_refuses": (
        FOREIGN_WRITES,
        [r"what belongs to another owner has changed", r"project_pricing\.markup_percent: '15\.00?' became '16\.00?'"],
    ),
    "debugs": (
        "e2e/dashboard/test_ownership.py::test_another_owners_project_typed_into_the_address_bar_is_not_found",
        [r"/dashboard/project/\d+/edit/ shows internals: 'URLconf'"],
    ),
    "shows_names_raw": (
        "e2e/security/test_stored_scripts.py::test_no_text_of_a_projects_form_runs_anywhere_it_is_shown",
        [r"a stored text (has become markup|ran as a script at)", r"onload"],
    ),
    "keeps_sessions": (
        "e2e/auth/test_sign_in.py::test_after_signing_out_the_dashboard_asks_for_the_password_again",
        [r"/accounts/login/", r"/dashboard/"],
    ),
    "keeps_the_visitors_session": (
        f"{SESSION}::test_nor_is_it_where_the_password_signs_in",
        [r"/accounts/login/", r"/dashboard/"],
    ),
    "leads_anywhere": (
        f"{SESSION}::test_a_link_to_the_sign_in_never_leads_off_the_site",
        [r"jahat\.example"],
    ),
    "tells_who_has_an_account": (
        "e2e/auth/test_sign_in.py::test_an_unknown_address_is_refused_in_the_same_words",
        [r"Alamat e-mail ini tidak terdaftar"],
    ),
    "keeps_what_was_shown": (f"{SESSION}::test_back_after_the_sign_out_shows_nothing", [r"/accounts/login/"]),
}


@pytest.mark.parametrize("hole", HOLES)
def test_a_planted_hole_turns_a_test_red_that_names_it(hole: str, tmp_path: Path) -> None:
    test, evidence = HOLES[hole]

    expect_red(tmp_path, test, f"tests.faults.application.{hole}", evidence)
