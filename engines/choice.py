"""Choose the binary for an engine: Playwright's own build if installed, else the system's, else an error that helps.

Playwright unpacks its builds to ``<cache>/<name>-<revision>`` and marks a whole one with the file
``INSTALLATION_COMPLETE``; the revisions stand in the driver's ``browsers.json``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import playwright

from engines import webkit

NAMES = ("chromium", "firefox", "webkit")


class EngineMissingError(RuntimeError):
    """No binary for a requested engine; the message is the one command that installs it."""


@dataclass(frozen=True)
class Engine:
    """A browser as it will be launched: what it is, where it is from, and the options for ``browser_type.launch``.

    ``launch_args`` are always needed, ``unseen_args`` besides when nobody asked to see the windows.
    """

    name: str
    label: str
    version: str
    source: str
    known_good: bool
    launch_args: Mapping[str, Any] = field(default_factory=dict)
    unseen_args: Mapping[str, Any] = field(default_factory=dict)

    def launch_options(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the options for ``browser_type.launch``: the ``given`` ones and, over them, what the binary needs."""
        headed = given.get("headless") is False
        options = {**given, **self.launch_args}
        return options if headed else {**options, **self.unseen_args}

    @property
    def tells_of_every_download(self) -> bool:
        """Whether each file that it saves is an event (row ``downloads.blob`` of the capability matrix)."""
        return not self._is_stock_firefox

    @property
    def lasts(self) -> int | None:
        """How many tests one process serves; None: any number.

        Stock Firefox keeps something of every page: its main process held 2.3 GB after 120 tests, and two of them
        are more than a small runner has.
        """
        return 60 if self._is_stock_firefox else None

    @property
    def _is_stock_firefox(self) -> bool:
        return self.launch_args.get("channel") == "moz-firefox"

    @property
    def description(self) -> str:
        """Name, version and origin on one line, as the scorecard prints it."""
        note = "" if self.known_good else ", a version the suite has not been tried on"
        return f"{self.label} {self.version} ({self.source}{note})"


def configuration() -> dict[str, Any]:
    """Return ``engines.toml``: the default engines and, per engine, binaries, packages and tried versions."""
    return tomllib.loads(Path(__file__).with_name("engines.toml").read_text(encoding="utf-8"))


def default_engines() -> list[str]:
    """Return the engines a run uses unless ``--browser`` narrows it."""
    return list(configuration()["default"])


def choose(name: str, environ: Mapping[str, str] = os.environ) -> Engine:
    """Return the engine to launch for ``name``.

    ``E2E_<NAME>_BINARY`` names a binary outright. Raises ``EngineMissingError`` when there is none, ``ValueError``
    for an unknown name.
    """
    if name not in NAMES:
        raise ValueError(f"unknown engine {name!r}; known are {', '.join(NAMES)}")
    named = environ.get(f"E2E_{name.upper()}_BINARY")
    own = playwright_build(name, environ)
    if own is not None and named is None:
        return Engine(name, name, own, "Playwright's build", known_good=True)
    if name == "webkit" and named is None:
        return _webkitgtk()
    binary = named or next(filter(None, map(shutil.which, configuration()[name]["binaries"])), None)
    if binary is None or not Path(binary).exists():
        raise EngineMissingError(_missing(name))
    version = _version_of(binary)
    launch: dict[str, Any] = {"executable_path": binary}
    if name == "firefox":
        # Stock Firefox lacks Playwright's patches (Juggler); this channel speaks WebDriver BiDi to it.
        launch["channel"] = "moz-firefox"
    elif name == "chromium" and os.geteuid() == 0:
        # Its sandbox refuses to start for root.
        launch["args"] = ["--no-sandbox"]
    unseen = None if named else _unseen(name, version)
    return Engine(
        name,
        Path(binary).name,
        version,
        "the system's" if unseen is None else f"the system's, {Path(unseen).name}",
        _is_known_good(name, version),
        launch,
        {} if unseen is None else {"executable_path": unseen},
    )


def _unseen(name: str, version: str) -> str | None:
    """Return the binary that shows no windows, where there is one of the same version."""
    binary = shutil.which(configuration()[name].get("unseen", ""))
    return binary if binary is not None and _version_of(binary) == version else None


def playwright_build(name: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the version of Playwright's own build of ``name`` if it is completely installed, else ``None``."""
    driver = Path(playwright.__file__).parent / "driver" / "package"
    builds = {entry["name"]: entry for entry in json.loads((driver / "browsers.json").read_text())["browsers"]}
    given = environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if given == "0":
        cache = driver / ".local-browsers"
    elif given:
        cache = Path(given)
    else:
        cache = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ms-playwright"
    entry = builds[name]
    installed = cache / f"{name}-{entry['revision']}" / "INSTALLATION_COMPLETE"
    return str(entry.get("browserVersion")) if installed.exists() else None


def _webkitgtk() -> Engine:
    try:
        version = webkit.version()
    except webkit.WebKitGtkMissingError as missing:
        raise EngineMissingError(_missing("webkit")) from missing
    return Engine(
        "webkit",
        "webkitgtk",
        version,
        "the system's, by our adapter",
        _is_known_good("webkit", version),
        webkit.LAUNCH_ARGS,
        webkit.UNSEEN_ARGS,
    )


def _missing(name: str) -> str:
    packages = " ".join(configuration()[name]["debian"])
    return (
        f"{name} was asked for and is not installed. On Debian: apt-get install {packages}"
        f" ; elsewhere Playwright's own build: python -m playwright install {name}"
    )


def _version_of(binary: str) -> str:
    """Ask a browser for its version; it prints ``Name 1.2.3 …``."""
    printed = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=60, check=True).stdout  # noqa: S603
    return next((word for word in printed.split() if word[0].isdigit()), printed.strip())


def _is_known_good(name: str, version: str) -> bool:
    return any(version == tried or version.startswith(f"{tried}.") for tried in configuration()[name]["known_good"])
