"""A file that the browser was given."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Page

DOWNLOAD_MILLISECONDS = 30_000


@dataclass(frozen=True)
class Download:
    """A downloaded file: the name that the browser would save it under, and what is in it.

    ``came`` is when it was whole, in seconds since the epoch.
    """

    name: str
    content: bytes = field(repr=False)
    came: float = field(default_factory=time.time, repr=False, compare=False)


Deed = Callable[[], object]
Taker = Callable[[Page, Deed, float], Download]
_takers: WeakKeyDictionary[Browser, Taker] = WeakKeyDictionary()


def take_downloads_by(browser: Browser, taker: Taker) -> None:
    """Have the files of ``browser``, which does not tell of all that it saves, taken by ``taker``."""
    _takers[browser] = taker


def downloaded(page: Page, deed: Deed, *, timeout: float = DOWNLOAD_MILLISECONDS) -> Download:
    """Do ``deed`` and return the file that it brings. Raises ``TimeoutError`` where none comes in time."""
    browser = page.context.browser
    if browser is not None and browser in _takers:
        return _takers[browser](page, deed, timeout)
    with page.expect_download(timeout=timeout) as coming:
        deed()
    return Download(coming.value.suggested_filename, coming.value.path().read_bytes())
