"""`make help`: what the Makefile describes, and nothing else."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_every_target_that_is_described_is_in_the_list() -> None:
    described = re.findall(r"^([^\s:#]+):.* ## (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--silent", "help"]
    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout

    listed = [line.split(maxsplit=2)[1:] for line in printed.splitlines() if line.startswith("  make ")]
    assert "e2e" in dict(described)
    assert listed == [list(entry) for entry in described]
