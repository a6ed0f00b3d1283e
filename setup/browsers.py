"""The browsers: Debian's own packages where Debian is, Playwright's builds elsewhere (Ubuntu's are snaps)."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from setup.output import SetupError


@dataclass(frozen=True)
class Engine:
    """What ``engines/engines.toml`` says of one engine, as far as installing it goes."""

    name: str
    debian: tuple[str, ...]
    oldest: int

    @property
    def packages(self) -> dict[str, int]:
        """Its Debian packages and the oldest major version that will do; the browser itself comes first."""
        return {name: self.oldest if place == 0 else 0 for place, name in enumerate(self.debian)}

    def named_by_hand(self, environ: Mapping[str, str]) -> bool:
        """Tell whether a variable names the binary, so that nothing is to be installed."""
        return f"E2E_{self.name.upper()}_BINARY" in environ


def wanted(project: Path, narrowed_to: Sequence[str]) -> list[Engine]:
    """Return the engines that a run needs: the default ones, or those that it was narrowed to."""
    config: dict[str, Any] = tomllib.loads((project / "engines" / "engines.toml").read_text(encoding="utf-8"))
    known = [name for name, value in config.items() if isinstance(value, dict)]
    names = list(narrowed_to) or list(config["default"])
    for name in names:
        if name not in known:
            raise SetupError(f"unknown engine {name!r}; engines/engines.toml knows {', '.join(known)}")
    return [Engine(name, tuple(config[name]["debian"]), config[name].get("oldest", 0)) for name in names]


def cache(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that Playwright keeps its own builds in."""
    given = environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if given not in {"", "0"}:
        return Path(given)
    return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ms-playwright"


def lacking_builds(
    engines: Iterable[Engine], environment: Path, environ: Mapping[str, str] = os.environ
) -> list[Engine]:
    """Return the engines of which Playwright's own build, of the pinned revision, is not completely installed.

    ``environment`` is the virtual environment. Before Playwright is in it no build can be known, so all are lacking.
    """
    driver = next(environment.glob("lib/python*/site-packages/playwright/driver/package"), None)
    if driver is None:
        return list(engines)
    builds = json.loads((driver / "browsers.json").read_text(encoding="utf-8"))["browsers"]
    revision = {build["name"]: build["revision"] for build in builds}
    place = driver / ".local-browsers" if environ.get("PLAYWRIGHT_BROWSERS_PATH") == "0" else cache(environ)

    def whole(name: str) -> bool:
        return (place / f"{name}-{revision[name]}" / "INSTALLATION_COMPLETE").exists()

    return [engine for engine in engines if not whole(engine.name)]
