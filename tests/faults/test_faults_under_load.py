"""``python -m load`` on the sound application, and on faulty ones that it must name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scorecard.load import FILE_NAME, Load, read

ROOT = Path(__file__).resolve().parents[2]


def test_a_sound_application_keeps_what_it_promised_to_many_at_once(tmp_path: Path) -> None:
    done, load = _load(tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert (load.signed_in, load.sign_ins, load.errors, load.lost) == (4, 4, 0, 0)
    assert load.promised > 0
    assert f"{load.promised} of {load.promised} read back as they were promised" in done.stdout
    assert {"account.session.sign_in", "volume.quantity.save", "dashboard.page.view"} <= set(load.operations)


def test_lost_writes_are_counted(tmp_path: Path) -> None:
    done, load = _load(tmp_path, "tests.faults.application.loses_volumes")

    assert done.returncode == 1
    assert load.lost > 0
    assert f"writes kept    {load.promised - load.lost} of {load.promised}" in done.stdout


def test_sign_ins_that_fail_in_a_burst_are_counted(tmp_path: Path) -> None:
    done, load = _load(tmp_path, "tests.faults.application.fails_sign_ins")

    assert done.returncode == 1
    assert (load.signed_in, load.errors) == (0, 4)
    assert "login success  0 of 4" in done.stdout


def _load(folder: Path, settings: str | None = None) -> tuple[subprocess.CompletedProcess[str], Load]:
    few = ("--users", "4", "--seconds", "8", "--rate", "8", "--out", str(folder))
    faulty = ("--server-settings", settings) if settings else ()
    command = [sys.executable, "-m", "load", *few, *faulty]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603
    load = read(folder / FILE_NAME)
    assert load is not None, done.stdout + done.stderr
    return done, load
