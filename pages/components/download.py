"""A file that the browser was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

DOWNLOAD_MILLISECONDS = 30_000


@dataclass(frozen=True)
class Download:
    """A downloaded file: the name that the browser would save it under, and what is in it."""

    name: str
    content: bytes = field(repr=False)


def downloaded(page: Page, deed: Callable[[], object], *, timeout: float = DOWNLOAD_MILLISECONDS) -> Download:
    """Do ``deed`` and return the file that it brings."""
    with page.expect_download(timeout=timeout) as coming:
        deed()
    return Download(coming.value.suggested_filename, coming.value.path().read_bytes())
