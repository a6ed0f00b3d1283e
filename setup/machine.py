"""What this machine is: distribution, rights, which Debian packages it has."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


def distribution(os_release: Path = Path("/etc/os-release")) -> str:
    """Return the distribution's ``ID`` (``debian``, ``ubuntu``), or an empty string where there is none."""
    try:
        lines = os_release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    for line in lines:
        key, _, value = line.partition("=")
        if key == "ID":
            return value.strip().strip("\"'")
    return ""


def lacking_packages(packages: Mapping[str, int]) -> list[str]:
    """Return those Debian packages that dpkg does not have, or has older than the major version given (0: any)."""
    if not packages:
        return []
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Package} ${Version} ${db:Status-Status}\n", *packages],
        capture_output=True,
        text=True,
        check=False,  # unknown names make it exit 1; what it knows is printed all the same
    )
    lines = [line.split() for line in answer.stdout.splitlines() if line.endswith(" installed")]
    major = {name: _major(version) for name, version, _ in lines}
    return [name for name, oldest in packages.items() if name not in major or major[name] < oldest]


def _major(version: str) -> int:
    """Return the first number of a Debian version, its epoch left aside: ``1:153.7.0esr-1`` is 153."""
    digits = re.match(r"(?:\d+:)?(\d+)", version)
    return int(digits[1]) if digits else 0


@dataclass(frozen=True)
class Machine:
    """The facts that decide how something missing is brought here."""

    distribution: str
    root: bool
    sudo: bool
    makes_environments: bool  # Debian ships Python without ensurepip; then `python3 -m venv` fails
    lacking: Callable[[Mapping[str, int]], list[str]] = lacking_packages

    @property
    def debian(self) -> bool:
        """True where browsers come as Debian packages. Ubuntu's of the same names are snaps, so not there."""
        return self.distribution == "debian"

    @property
    def apt(self) -> bool:
        """True where missing system packages can be named as an ``apt-get`` command."""
        return self.distribution in {"debian", "ubuntu"}

    @classmethod
    def here(cls) -> Machine:
        """Look at this machine."""
        root = os.geteuid() == 0
        return cls(
            distribution=distribution(),
            root=root,
            sudo=not root and shutil.which("sudo") is not None,
            makes_environments=importlib.util.find_spec("ensurepip") is not None,
        )
