"""The two sets of pinned packages: Python's in ``.venv``, Node's in ``node_modules``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from setup.output import Log
from setup.stamps import Stamp, digest


class PythonPackages:
    """The virtual environment with what ``requirements/suite.txt`` pins by hash."""

    def __init__(self, project: Path) -> None:
        self.folder = project / ".venv"
        self.python = self.folder / "bin" / "python"
        self.requirements = project / "requirements" / "suite.txt"
        self.stamp = Stamp(self.folder)

    @property
    def inputs(self) -> str:
        """What the environment depends on; an environment does not survive being moved, so its place counts."""
        return digest([self.requirements], self._interpreter(), str(self.folder))

    def ready(self) -> bool:
        """Tell whether nothing is to be done."""
        return self.python.exists() and self.stamp.fits(self.inputs)

    def install(self, log: Log) -> None:
        """Create the environment if it is absent, moved or of another Python, then install the pinned packages."""
        known = self.stamp.read()
        fits = not known or all(known.get(key) == value for key, value in self._facts().items())
        self.stamp.remove()
        if not (fits and self.python.exists() and (self.folder / "bin" / "pip").exists()):
            log.run("virtual environment .venv", [sys.executable, "-m", "venv", "--clear", str(self.folder)])
        count = sum(not line.startswith((" ", "#")) for line in self.requirements.read_text().splitlines())
        log.run(
            f"{count} Python packages",
            [
                str(self.python), "-m", "pip", "install", "--require-hashes", "--no-input",
                "--disable-pip-version-check", "--progress-bar", "off", "--requirement", str(self.requirements),
            ],
        )  # fmt: skip
        self.mark_installed()

    def mark_installed(self) -> None:
        """Record that the environment is whole, and where it lies."""
        self.stamp.write(self.inputs, **self._facts())

    def _facts(self) -> dict[str, str]:
        return {"interpreter": self._interpreter(), "place": str(self.folder)}

    @staticmethod
    def _interpreter() -> str:
        return f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"


class NodePackages:
    """The front-end libraries and the report generator that ``package-lock.json`` pins."""

    def __init__(self, project: Path, python: PythonPackages) -> None:
        self.project = project
        self.folder = project / "node_modules"
        self.bin = python.folder / "bin"
        self.python = python.python
        self.stamp = Stamp(self.folder)

    @property
    def inputs(self) -> str:
        """What ``node_modules`` depends on."""
        return digest([self.project / "package.json", self.project / "package-lock.json"])

    def ready(self) -> bool:
        """Tell whether nothing is to be done."""
        return self.stamp.fits(self.inputs)

    def install(self, log: Log) -> None:
        """Install with the Node that came as a Python package; the machine's own is often too old or absent.

        Packages' install scripts stay off: nothing here needs them, and they could run anything.
        """
        self.stamp.remove()
        path = os.pathsep.join([str(self.bin), os.environ.get("PATH", os.defpath)])
        log.run(
            "Node packages",
            [
                str(self.python), str(self.bin / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund",
                "--prefix", str(self.project),
            ],
            environment={**os.environ, "PATH": path},
        )  # fmt: skip
        self.stamp.write(self.inputs)
