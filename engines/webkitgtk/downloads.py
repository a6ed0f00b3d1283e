"""Downloads of a context: from the engine's signals to Playwright's three events.

Protocol facts: ``Playwright.downloadCreated`` names page, frame, address and a new uuid, under which the file must lie
in the context's download directory; ``downloadFilenameSuggested`` and ``downloadFinished`` (with an error, or an empty
one) follow. Playwright cancels by ``Playwright.cancelDownload``. A download that opens a window belongs to the opener.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .protocol import Json

if TYPE_CHECKING:
    from .page import Page


class Downloads:
    """The downloads of one context: what to tell of them, and its open pages.

    It does not know the context itself, which knows it (cycles are not collected, `serve`).
    """

    def __init__(self, event: Callable[[str, Json], None], pages: Sequence[Page]) -> None:
        self._event = event
        self._pages = pages
        self._active: dict[str, Any] = {}
        #: Where files go, or ``None`` if the context refuses downloads.
        self.directory: Path | None = None

    def cancel(self, identifier: str) -> None:
        """Cancel a download if it is one of ours."""
        download = self._active.get(identifier)
        if download is not None:
            download.cancel()

    def close(self) -> None:
        """Cancel what is under way."""
        for download in list(self._active.values()):
            download.cancel()
        self._active.clear()

    def on_started(self, _web: Any, download: Any) -> None:
        """Announce a download."""
        page = self._page_of(download)
        if page is None:
            download.cancel()
            return
        identifier, failure = str(uuid.uuid4()), [""]
        self._active[identifier] = download
        event = self._event
        created = {
            "pageProxyId": page.id,
            "frameId": page.frames.main or "",
            "uuid": identifier,
            "url": download.get_request().get_uri(),
        }
        event("Playwright.downloadCreated", created)
        page.navigation.download_started()

        def decide(download: Any, name: str) -> bool:  # its own name for it: a closure's would be a cycle
            event("Playwright.downloadFilenameSuggested", {"uuid": identifier, "suggestedFilename": name})
            if self.directory is None:
                download.cancel()
            else:
                self.directory.mkdir(parents=True, exist_ok=True)
                download.set_allow_overwrite(True)
                download.set_destination((self.directory / identifier).as_uri())
            return True

        def failed(_download: Any, error: Any) -> None:
            failure[0] = error.message or "failed"

        def finished(_download: Any) -> None:
            if self._active.pop(identifier, None) is not None:
                event("Playwright.downloadFinished", {"uuid": identifier, "error": failure[0]})

        download.connect("decide-destination", decide)
        download.connect("failed", failed)
        download.connect("finished", finished)

    def _page_of(self, download: Any) -> Page | None:
        view = download.get_web_view()
        first = self._pages[0] if self._pages else None
        page = next((page for page in self._pages if page.view is view), first)
        if page is not None and not page.committed and page.opener is not None and not page.opener.closed:
            return page.opener
        return page
