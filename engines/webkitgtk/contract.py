"""What Playwright's driver and the adapter have agreed on: the commands, events and code of its WebKit back end.

The driver is one bundle; the back end's files stand in it under ``// packages/…/webkit/wk*.ts`` headings. `spoken`
reads from them which commands the driver sends, with which parameters, and which events it listens to, and takes a
digest of each file. ``agreed.json`` holds what the adapter was written for. `differences` puts into sentences where
an installed driver departs from it; ``python -m engines.webkitgtk.contract --agree`` writes the file anew, after
somebody has read them (docs/engines/new-playwright.md).
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

AGREED = Path(__file__).with_name("agreed.json")
GUIDE = "docs/engines/new-playwright.md"
_SECTION = re.compile(
    r"^// packages/playwright-core/src/server/webkit/(wk\w+)\.ts\n(.*?)(?=^// packages/)", re.M | re.S
)
_COMMAND = re.compile(r'(?:send|sendMayFail|_updateState)\(\s*"(\w+\.\w+)"\s*(,\s*)?')
_EVENT = re.compile(r'(?:addEventListener\([\w.]+, |\.on\()"(\w+\.\w+)"')
_KEY = re.compile(r"^\s*(?:\.\.\.)?([A-Za-z_]\w*)")

Spoken = dict[str, Any]


def bundle(driver: Path) -> str:
    """Return the code of the driver package in ``driver``. Raises ``FileNotFoundError`` if it is built otherwise."""
    return (driver / "package" / "lib" / "coreBundle.js").read_text(encoding="utf-8")


def spoken(code: str) -> Spoken:
    """Return files (digests), commands (parameter names) and events of the WebKit back end in a driver's ``code``."""
    files: dict[str, str] = {}
    commands: dict[str, set[str]] = {}
    events: set[str] = set()
    for name, text in _SECTION.findall(code):
        files[name] = hashlib.sha256(text.encode()).hexdigest()[:16]
        for found in _COMMAND.finditer(text):
            parameters = set(_parameters(text, found.end())) if found[2] else set()
            commands.setdefault(found[1], set()).update(parameters)
        events |= set(_EVENT.findall(text))
    return {
        "files": files,
        "commands": {name: sorted(parameters) for name, parameters in sorted(commands.items())},
        "events": sorted(events),
    }


def _parameters(text: str, start: int) -> Iterator[str]:
    """Yield the names in the object literal that begins at ``start``, if one does."""
    if text[start] != "{":
        return
    depth, begin = 0, start + 1
    for position in range(start, len(text)):
        character = text[position]
        if character in "{[(":
            depth += 1
        elif character in "}])":
            depth -= 1
        if (character == "," and depth == 1) or depth == 0:
            key = _KEY.match(text[begin:position])
            if key:
                yield key[1]
            begin = position + 1
        if depth == 0:
            return


def differences(agreed: Spoken, now: Spoken, version: str) -> list[str]:
    """Return a sentence for each way in which Playwright ``version`` departs from what was agreed on."""
    found = []
    if not now["files"]:
        return [f"Playwright {version} keeps its WebKit back end elsewhere: {Path(__file__).name} cannot find it."]
    for name, parameters in now["commands"].items():
        if name not in agreed["commands"]:
            found.append(f"Playwright {version} sends the command {name}, which the adapter does not know.")
            continue
        known = agreed["commands"][name]
        found += [f"{name} has a new parameter, {p}." for p in parameters if p not in known]
        found += [f"{name} has lost its parameter {p}." for p in known if p not in parameters]
    found += [f"{name} is sent no more." for name in agreed["commands"] if name not in now["commands"]]
    found += [f"Playwright {version} waits for the event {e}." for e in now["events"] if e not in agreed["events"]]
    found += [f"{e} is listened to no more." for e in agreed["events"] if e not in now["events"]]
    changed = [name for name, digest in now["files"].items() if agreed["files"].get(name) != digest]
    if changed:
        found.append(f"The code of {', '.join(changed)} has changed: read what it does now ({GUIDE}).")
    return found


def main(arguments: list[str]) -> None:
    """Say how the installed Playwright departs from the agreement, or agree."""
    distribution = metadata.distribution("playwright")
    now = spoken(bundle(Path(str(distribution.locate_file("playwright/driver")))))
    if "--agree" in arguments:
        AGREED.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
        return
    found = differences(json.loads(AGREED.read_text(encoding="utf-8")), now, distribution.version)
    sys.stdout.write("\n".join(found or ["The installed Playwright speaks as the adapter expects."]) + "\n")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main(sys.argv[1:])
