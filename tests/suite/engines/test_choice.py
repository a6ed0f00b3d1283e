"""Which binary is chosen, what is said when there is none, and how it is launched."""

from __future__ import annotations

import json
import os
from pathlib import Path

import playwright
import pytest

from engines import choice, webkit
from engines.choice import Engine, EngineMissingError, choose


def printing(folder: Path, text: str) -> Path:
    """Return an executable that prints ``text``, whatever it is asked."""
    file = folder / "browser"
    file.write_text(f"#!/bin/sh\necho '{text}'\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An environment without Playwright's builds, on a machine without browsers."""
    monkeypatch.setattr(choice, "configuration", lambda: {**_CONFIGURATION})
    monkeypatch.setattr(webkit, "SYSTEM_PYTHON", tmp_path / "no python")
    return {"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}


_CONFIGURATION = {
    name: {"binaries": ["no-such-browser"], "debian": [f"debian-{name}", "more"], "known_good": ["156"]}
    for name in choice.NAMES
}


@pytest.mark.parametrize("name", choice.NAMES)
def test_a_missing_engine_is_refused_with_the_command_that_brings_it(
    name: str, nothing_installed: dict[str, str]
) -> None:
    with pytest.raises(EngineMissingError, match=f"{name} was asked for .* apt-get install debian-{name} more "):
        choose(name, nothing_installed)


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="unknown engine 'opera'; known are chromium, firefox, webkit"):
        choose("opera")


@pytest.mark.parametrize(("version", "known"), [("156", True), ("156.0.1", True), ("1560.1", False), ("157.1", False)])
def test_a_named_binary_is_taken_and_a_version_not_tried_is_said(
    version: str, known: bool, tmp_path: Path, nothing_installed: dict[str, str]
) -> None:
    binary = printing(tmp_path, f"Browser {version} built on Debian")
    engine = choose("firefox", {**nothing_installed, "E2E_FIREFOX_BINARY": str(binary)})
    assert (engine.version, engine.known_good) == (version, known)
    assert ("has not been tried on" in engine.description) is not known
    assert engine.launch_options({}) == {"executable_path": str(binary), "channel": "moz-firefox"}


def test_playwrights_own_build_comes_first_once_it_is_whole(nothing_installed: dict[str, str]) -> None:
    builds = Path(playwright.__file__).parent / "driver" / "package" / "browsers.json"
    build = next(entry for entry in json.loads(builds.read_text())["browsers"] if entry["name"] == "webkit")
    folder = Path(nothing_installed["PLAYWRIGHT_BROWSERS_PATH"]) / f"webkit-{build['revision']}"
    folder.mkdir()
    with pytest.raises(EngineMissingError):
        choose("webkit", nothing_installed)
    (folder / "INSTALLATION_COMPLETE").touch()
    engine = choose("webkit", nothing_installed)
    assert (engine.source, engine.version) == ("Playwright's build", build["browserVersion"])
    assert engine.launch_options({"slow_mo": 1}) == {"slow_mo": 1}


def test_windows_are_unseen_unless_somebody_asked_for_them() -> None:
    engine = Engine("webkit", "webkitgtk", "2.50", "the system's", True, webkit.LAUNCH_ARGS, webkit.UNSEEN_ARGS)
    adapter = {"executable_path": str(webkit.ADAPTER)}
    assert engine.launch_options({}) == {**adapter, "headless": False, "args": ["--own-display"]}
    assert engine.launch_options({"headless": False, "slow_mo": 1}) == {**adapter, "headless": False, "slow_mo": 1}


@pytest.mark.parametrize(("shell", "taken"), [("156.0.1", True), ("155.0.9", False)])
def test_the_browser_without_windows_is_taken_unless_somebody_asked_for_them(
    shell: str, taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nothing_installed: dict[str, str]
) -> None:
    for name, version in (("no-such-browser", "156.0.1"), ("shell", shell)):
        printing(tmp_path, f"Browser {version}").rename(tmp_path / name)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(choice, "configuration", lambda: {"chromium": _CONFIGURATION["chromium"] | {"unseen": "shell"}})

    engine = choose("chromium", nothing_installed)

    assert engine.launch_options({})["executable_path"] == str(tmp_path / ("shell" if taken else "no-such-browser"))
    assert engine.launch_options({"headless": False})["executable_path"] == str(tmp_path / "no-such-browser")
    assert ("shell" in engine.description) is taken
