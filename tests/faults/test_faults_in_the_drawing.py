"""One fault at a time in what the schedule draws, one e2e test that must see it in the pixels, and its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole_run import expect_red

CHECKS = "e2e/schedule/test_hand_checks.py"
BARS = f"{CHECKS}::test_02_bars_stand_in_their_weeks_and_rows_and_go_along_with_the_scrolling"
FOLDING = f"{CHECKS}::test_03_a_folded_group_hides_its_rows_and_their_bars"
MODES = f"{CHECKS}::test_04_bars_follow_the_mode_at_once_and_none_is_left_over"
CURVES = f"{CHECKS}::test_12_every_script_style_and_request_of_the_page_is_answered"
LOOKS = "e2e/schedule/test_pictures.py::test_the_s_curve_looks_as_it_did"
FAULTS = {
    "a_week_late": (BARS, [r"no planned bar of '.*' in weeks 1-4", r"unexpected planned bar of '.*' in weeks 2-5"]),
    "a_row_low": (BARS, [r"no planned bar of '.*' in weeks 1-4", r"unexpected planned bar of 'Penyelesaian'"]),
    "actual_in_planneds_colour": (BARS, [r"the actual bar of '.*' in weeks 1-2 has the colour of planned"]),
    "bars_of_hidden_rows": (FOLDING, [r"an unexpected planned bar of|in the colour of planned at"]),
    "a_stale_frame": (MODES, [r"an unexpected actual bar of|an unexpected planned bar of '.*' in weeks? (3-)?4"]),
    "nothing_drawn": (BARS, [r"no planned bar of '.*' in weeks 1-4", r"no actual bar of '.*' in weeks 1-2"]),
    "over_the_frozen_column": (BARS, [r"in the colour of planned at .* lies over the frozen column"]),
    "curve_two_points_off": (CURVES, [r"planned of week 2 stands at 13\.\d %, expected 11\.\d %"]),
    "curve_unweighted": (CURVES, [r"planned of week 3 stands at \d+\.\d %, expected \d+\.\d %"]),
    "curve_without_its_line": (LOOKS, [r"differs from s-curve\.png in \d\.\d% of its area, 0\.5% may"]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_drawing_turns_a_test_red_that_names_it(fault: str, tmp_path: Path) -> None:
    test, evidence = FAULTS[fault]

    expect_red(tmp_path, test, f"tests.faults.drawing.{fault}", evidence)
