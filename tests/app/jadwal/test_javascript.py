"""The schedule's scripts without a browser (node:test); run them with everything else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = Path(sys.prefix) / "bin" / "node"


@pytest.mark.parametrize("suite", sorted(path.name for path in (HERE / "js").glob("*.test.mjs")))
def test_scripts(suite: str) -> None:
    run = subprocess.run(  # noqa: S603  # our own scripts
        [NODE, "--test", HERE / "js" / suite], capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
