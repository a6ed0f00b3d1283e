"""A file that the browser was given."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Page, TimeoutError

DOWNLOAD_MILLISECONDS = 30_000
_LOOK_AGAIN_MILLISECONDS = 50

_untold: WeakKeyDictionary[Browser, Path] = WeakKeyDictionary()


@dataclass(frozen=True)
class Download:
    """A downloaded file: the name that the browser would save it under, and what is in it."""

    name: str
    content: bytes = field(repr=False)


def saves_untold(browser: Browser, folder: Path) -> None:
    """Note that ``browser`` saves into ``folder`` without telling of each file.

    Stock Firefox is silent about what a page's script made (``downloads.blob`` in docs/engines); it saves it all the
    same, as a user would find it.
    """
    _untold[browser] = folder


def downloaded(page: Page, deed: Callable[[], object], *, timeout: float = DOWNLOAD_MILLISECONDS) -> Download:
    """Do ``deed`` and return the file that it brings. Raises ``TimeoutError`` where none comes in time."""
    browser = page.context.browser
    folder = _untold.get(browser) if browser is not None else None
    if folder is not None:
        return _saved(page, deed, folder, timeout)
    with page.expect_download(timeout=timeout) as coming:
        deed()
    return Download(coming.value.suggested_filename, coming.value.path().read_bytes())


def _saved(page: Page, deed: Callable[[], object], folder: Path, timeout: float) -> Download:
    for left_over in folder.iterdir():  # else a file of the same name would get a number
        left_over.unlink()
    end = time.monotonic() + timeout / 1000
    deed()
    while time.monotonic() < end:
        files = list(folder.iterdir())
        # While it comes there is an empty file of its name, and the part that has come in another.
        if len(files) == 1 and files[0].suffix != ".part" and (content := files[0].read_bytes()):
            files[0].unlink()
            return Download(files[0].name, content)
        page.wait_for_timeout(_LOOK_AGAIN_MILLISECONDS)
    raise TimeoutError(f"Timeout {timeout:.0f}ms exceeded while waiting for a file in the browser's folder")
