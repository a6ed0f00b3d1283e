"""``python -m tools.alone PATH... -- OPTIONS``: every test in a process of its own, with an application of its own.

What passes only behind its neighbour is red here. A red test's output lies in ``--out``, beside its trace and records.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

OUT = Path("reports/alone")


@dataclass(frozen=True)
class Ran:
    """One test's own process: how it ended, and the folder that holds ``output.txt`` of one that is red."""

    node_id: str
    exit_code: int
    seconds: float
    folder: Path

    @property
    def line(self) -> str:
        """How it ended, in one line."""
        return f"{'red' if self.exit_code else 'green':<6} {self.seconds:5.1f} s  {self.node_id}"


def collect(paths: Sequence[str], options: Sequence[str], out: Path) -> list[str]:
    """Return the node ids below ``paths``. Raises ``ValueError`` with pytest's words where it finds none."""
    asked = _pytest([*paths, *options, "--collect-only", "-q", "--disable-warnings"], out / "collecting")
    found = [line for line in asked.stdout.splitlines() if "::" in line]
    if asked.returncode or not found:
        raise ValueError(f"pytest collects nothing:\n{asked.stdout}")
    return found


def run(number: int, node_id: str, options: Sequence[str], out: Path) -> Ran:
    """Run one test; keep what it leaves where it is red."""
    folder, started = out / f"{number:04}", time.monotonic()
    done = _pytest([node_id, *options], folder)
    ran = Ran(node_id, done.returncode, time.monotonic() - started, folder)
    if ran.exit_code:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "output.txt").write_text(done.stdout, encoding="utf-8")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(f"{ran.line}\n")
    sys.stdout.flush()
    return ran


def _pytest(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    places = ["--reports", str(folder), "--output", str(folder / "test-results")]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, "-n", "0", *places],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def ending(all_ran: Sequence[Ran], options: Sequence[str]) -> str:
    """Return the sum, and for each red test where its output lies and how to run it again."""
    red = [ran for ran in all_ran if ran.exit_code]
    lines = [f"{len(all_ran)} tests, each in a process of its own: {len(all_ran) - len(red)} green, {len(red)} red"]
    for ran in red:
        again = shlex.join(["pytest", ran.node_id, *options, "-n", "0"])
        lines += ["", f"red    {ran.node_id}", f"       more   {ran.folder / 'output.txt'}", f"       again  {again}"]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 where all are green, 1 where one is red, 2 where there is none to run, 130 after Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tools.alone", description=__doc__)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders or node ids")
    parser.add_argument("--at-once", type=int, default=1, metavar="N", help="processes beside each other")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="where the outputs of red tests go")
    given, options = _parted(sys.argv[1:] if arguments is None else arguments)
    chosen = parser.parse_args(given)
    shutil.rmtree(chosen.out, ignore_errors=True)
    try:
        node_ids = collect(chosen.paths, options, chosen.out)
    except ValueError as nothing:
        sys.stderr.write(f"alone: {nothing}\n")
        return 2
    with ThreadPoolExecutor(max(1, chosen.at_once)) as pool:
        try:
            numbers = range(1, len(node_ids) + 1)
            one = partial(run, options=options, out=chosen.out)
            all_ran = list(pool.map(one, numbers, node_ids))
        except KeyboardInterrupt:  # the terminal sent it to the running tests, too; the waiting ones do not begin
            pool.shutdown(wait=False, cancel_futures=True)
            return 130
    sys.stdout.write("\n" + ending(all_ran, options))
    return int(any(ran.exit_code for ran in all_ran))


def _parted(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return our own arguments and, behind ``--``, pytest's."""
    all_given = list(arguments)
    where = all_given.index("--") if "--" in all_given else len(all_given)
    return all_given[:where], all_given[where + 1 :]


if __name__ == "__main__":
    sys.exit(main())
