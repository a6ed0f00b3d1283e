"""``python3 -m setup [--engines "chromium firefox"]``: make this machine ready, or say what to do."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from setup.machine import Machine
from setup.output import SetupError
from setup.plan import Setup, check_python


def main() -> int:
    """Return the exit status: 0 ready, 1 something is to be done by hand, 130 stopped by Ctrl-C."""
    options = argparse.ArgumentParser(prog="python3 -m setup", description=__doc__)
    options.add_argument("--engines", default="", help="only these, separated by spaces or commas")
    engines = options.parse_args().engines.replace(",", " ").split()
    try:
        check_python()
        Setup(Path(__file__).resolve().parent.parent, Machine.here(), engines).run()
    except SetupError as error:
        sys.stderr.write(f"setup: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nsetup: stopped; what was begun is begun anew next time\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
