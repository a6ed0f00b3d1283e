"""What this machine is: distribution, rights, which Debian packages it has."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
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


def lacking_packages(packages: Iterable[str]) -> list[str]:
    """Return those of the Debian packages that dpkg does not have installed, in order, each once."""
    wanted = list(dict.fromkeys(packages))
    if not wanted:
        return []
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *wanted],
        capture_output=True,
        text=True,
        check=False,  # unknown names make it exit 1; what it knows is printed all the same
    )
    installed = {line.split()[0] for line in answer.stdout.splitlines() if line.endswith(" installed")}
    return [package for package in wanted if package not in installed]


@dataclass(frozen=True)
class Machine:
    """The facts that decide how something missing is brought here."""

    distribution: str
    root: bool
    sudo: bool
    makes_environments: bool  # Debian ships Python without ensurepip; then `python3 -m venv` fails
    lacking: Callable[[Iterable[str]], list[str]] = lacking_packages

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
