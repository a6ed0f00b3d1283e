"""One fault at a time in the documents of a running application, and the e2e test that must see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole_run import expect_red

DOCUMENTS = "e2e/exports/test_documents.py"
FAULTS = {
    "ignores_the_filter": (
        f"{DOCUMENTS}::test_the_needs_that_the_filter_shows_are_those_of_every_format",
        [r"REKAP KEBUTUHAN MATERIAL: 11 rows, expected 5"],
    ),
    "forgets_the_watermark": (
        "e2e/exports/test_export_tiers.py::test_who_has_lapsed_gets_pdfs_with_a_watermark_and_nothing_else",
        [r"At index 0 diff: '' != 'LANGGANAN BERAKHIR'"],
    ),
    "remembers_documents": (
        f"{DOCUMENTS}::test_a_price_that_changed_is_in_the_next_document",
        [r"the csv differs in", r"B.01 \| Uraian B.01 \| unit \| 13000.5, expected '3' \| B.01"],
    ),
    "drops_the_last_row": (
        f"{DOCUMENTS}::test_the_summary_of_costs_is_the_same_on_screen_and_in_every_format",
        [r"RENCANA ANGGARAN BIAYA: 9 rows, expected 10"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_of_documents_turns_a_test_red_that_names_it(fault: str, tmp_path: Path) -> None:
    test, evidence = FAULTS[fault]

    expect_red(tmp_path, test, f"tests.faults.application.{fault}", evidence)
