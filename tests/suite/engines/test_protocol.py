"""The adapter speaks what the installed Playwright speaks."""

from __future__ import annotations

import ast
import json
import re
from importlib.metadata import version
from pathlib import Path

import playwright
import pytest

from engines.webkitgtk import contract

DRIVER = Path(playwright.__file__).parent / "driver"
ADAPTER = Path(contract.__file__).parent
AGREED = json.loads(contract.AGREED.read_text(encoding="utf-8"))
#: Commands that the stock inspector answers itself; the adapter only hands them on.
HANDED_ON = {
    "Console.enable",
    "Heap.gc",
    "Network.addInterception",
    "Network.enable",
    "Network.getResponseBody",
    "Network.interceptRequestWithError",
    "Network.interceptRequestWithResponse",
    "Network.setExtraHTTPHeaders",
    "Network.setResourceCachingDisabled",
    "Page.enable",
    "Page.getResourceTree",
    "Page.overrideUserAgent",
    "Page.overrideUserPreference",
    "Page.reload",
    "Page.setEmulatedMedia",
    "Runtime.callFunctionOn",
    "Runtime.enable",
    "Runtime.evaluate",
    "Runtime.getProperties",
    "Runtime.releaseObject",
    "Target.sendMessageToTarget",
    "Worker.enable",
    "Worker.initialized",
    "Worker.sendMessageToWorker",
}


def test_the_installed_playwright_speaks_as_the_adapter_expects() -> None:
    found = contract.differences(AGREED, contract.spoken(contract.bundle(DRIVER)), version("playwright"))
    assert not found, "\n".join([*found, f"How to go on: {contract.GUIDE}"])


def test_every_command_is_answered_by_the_adapter_or_by_the_engine() -> None:
    sources = [file.read_text(encoding="utf-8") for file in ADAPTER.glob("*.py") if file.name != "contract.py"]
    answered = set(re.findall(r'"(\w+\.\w+)": self\.', "".join(sources)))
    accepted = set(ast.literal_eval(re.search(r"ACCEPTED = frozenset\(\s*(\{.*?\})", "".join(sources), re.S)[1]))  # type: ignore[index]
    assert not (answered & accepted) | ((answered | accepted) & HANDED_ON)
    assert answered | accepted | HANDED_ON == AGREED["commands"].keys() | {"Playwright.close"}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('send("Page.goBack")', 'send("Page.goBackwards")', "sends the command Page.goBackwards"),
        ('send("Page.goBack")', 'send("Page.goBackwards")', "Page.goBack is sent no more"),
        (
            'send("Page.insertText", { text: text2 })',
            'send("Page.insertText", { text: text2, at: 1 })',
            "new parameter, at",
        ),
        ('"Page.frameDetached", ', '"Page.frameGone", ', "waits for the event Page.frameGone"),
        ("coordinateSystem: documentRect", "coordinateSystem: !documentRect", "The code of wkPage has changed"),
        ("server/webkit/wk", "server/webkit/moved", "keeps its WebKit back end elsewhere"),
    ],
)
def test_a_change_of_the_protocol_is_put_into_a_sentence(old: str, new: str, sentence: str) -> None:
    code = contract.bundle(DRIVER)
    assert old in code
    found = contract.differences(AGREED, contract.spoken(code.replace(old, new)), "9.9")
    assert any(sentence in said for said in found), found
