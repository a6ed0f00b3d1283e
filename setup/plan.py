"""What is missing on this machine and how it gets here; everything that needs root is one command."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from setup import browsers
from setup.browsers import Engine
from setup.locks import only_one
from setup.machine import Machine
from setup.output import Log, SetupError, say
from setup.packages import NodePackages, PythonPackages

PYTHON = (3, 11)
APT_LOCK = Path("/run/ahsp-e2e-setup.lock")  # only root gets here, and /run is root's
APT_WAITS = 900  # seconds that apt waits for another apt on this machine


class Setup:
    """Brings one copy of the project from bare to ready; every step is skipped where it is already done."""

    def __init__(
        self, project: Path, machine: Machine, narrowed_to: Sequence[str] = (), environ: Mapping[str, str] = os.environ
    ) -> None:
        self.project = project
        self.machine = machine
        self.environ = environ
        self.python = PythonPackages(project)
        self.node = NodePackages(project, self.python)
        self.engines = [engine for engine in browsers.wanted(project, narrowed_to) if not engine.named_by_hand(environ)]
        self.log = Log(project / ".run" / "setup.log")

    def system_packages(self) -> list[str]:
        """Return the system packages that are missing or too old; the browsers' only where they come as such."""
        needed: dict[str, int] = {}
        if not self.machine.makes_environments and not self.python.ready():
            needed["python3-venv"] = 0
        if self.machine.debian:
            for engine in browsers.lacking_builds(self.engines, self.python.folder, self.environ):
                needed |= engine.packages
        return self.machine.lacking(needed)

    def builds(self) -> list[Engine]:
        """Return the engines whose Playwright build is missing, where browsers come from Playwright."""
        if self.machine.debian:
            return []
        return browsers.lacking_builds(self.engines, self.python.folder, self.environ)

    def ready(self) -> bool:
        """Tell whether nothing is to be done."""
        return self.python.ready() and self.node.ready() and not self.system_packages() and not self.builds()

    def run(self) -> None:
        """Do what is missing. Raises ``SetupError`` with what to do where it cannot."""
        if self.ready():
            return
        with only_one(self.project / ".run" / "setup.lock", "another setup of this copy"):
            self._system()
            if not self.python.ready():
                self.python.install(self.log)
            if not self.node.ready():
                self.node.install(self.log)
            self._builds()
        say("ready")

    def _system(self) -> None:
        packages = self.system_packages()
        if not packages:
            return
        if not self.machine.apt:
            raise SetupError(
                f"this machine lacks what Debian calls {' '.join(packages)}; install it and run the same again"
            )
        if not self.machine.root:
            raise SetupError(
                "some system packages are missing and installing them needs root. Run this, then the same again:\n"
                f"    sudo sh -c 'apt-get update && apt-get install --yes {' '.join(packages)}'"
            )
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        with only_one(APT_LOCK, "another copy that installs system packages"):
            # A package source that is out of reach need not matter: installing decides.
            self.log.run("Debian's package lists", ["apt-get", "update"], environment=quiet, must=False)
            self.log.run(
                f"system packages {' '.join(packages)}",
                [
                    "apt-get", "install", "--yes", "--no-install-recommends",
                    "-o", f"DPkg::Lock::Timeout={APT_WAITS}", *packages,
                ],
                environment=quiet,
            )  # fmt: skip
        still = self.system_packages()
        if still:
            raise SetupError(
                f"{' '.join(still)}: the newest that this machine's package sources offer is too old for the pinned "
                'Playwright. Debian\'s security updates bring newer browsers: add the suite "bookworm-security main" '
                "(of debian-security) of your mirror to /etc/apt/sources.list and try again."
            )

    def _builds(self) -> None:
        names = [engine.name for engine in self.builds()]
        if not names:
            return
        playwright = [str(self.python.python), "-m", "playwright"]
        if self.machine.root or self.machine.sudo:
            # --with-deps brings the libraries that the builds need; it calls sudo by itself where it must.
            self.log.run(f"Playwright's {' '.join(names)}", [*playwright, "install", "--with-deps", *names])
            return
        self.log.run(f"Playwright's {' '.join(names)}", [*playwright, "install", *names])
        say(
            "if a browser misses a library, have root run once: "
            f"'{self.python.python}' -m playwright install-deps {' '.join(names)}"
        )


def check_python(version: tuple[int, int] = sys.version_info[:2]) -> None:
    """Raise ``SetupError`` where this Python is too old for the suite."""
    if version < PYTHON:
        raise SetupError(
            f"this is Python {version[0]}.{version[1]}, the suite needs {PYTHON[0]}.{PYTHON[1]} or newer: "
            "install it and name it, for example `make PYTHON=python3.11 e2e`"
        )
