"""The shared scripts have unit tests of their own (node:test); run them with everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.support import run_script_tests

SUITES = sorted((Path(__file__).parent / "js").glob("*.test.mjs"))


@pytest.mark.parametrize("suite", SUITES, ids=lambda path: path.name)
def test_scripts(suite: Path) -> None:
    run_script_tests(suite)
