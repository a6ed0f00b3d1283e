"""What pages and downloads leave behind in the adapter: nothing, as no collector of cycles runs in it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from engines.webkitgtk.downloads import Downloads
from engines.webkitgtk.frames import Frames, Tree
from engines.webkitgtk.protocol import Json


@pytest.fixture(autouse=True)
def _without_a_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


class _Page:
    """A page that hears everything and whose view is its own."""

    def __init__(self) -> None:
        self.id = "page-1"
        self.view = object()
        self.committed, self.opener = True, None
        self.frames = SimpleNamespace(main="0.1")
        self.navigation = SimpleNamespace(download_started=lambda: None)

    def emit(self, _target: str, _message: Json) -> None:
        pass


class _Download:
    """A download of the engine, which keeps who listens to it."""

    def __init__(self, view: object) -> None:
        self._view = view
        self._listeners: dict[str, Callable[..., Any]] = {}

    def get_web_view(self) -> object:
        return self._view

    def get_request(self) -> Any:
        return SimpleNamespace(get_uri=lambda: "http://127.0.0.1/file")

    def connect(self, signal: str, listener: Callable[..., Any]) -> None:
        self._listeners[signal] = listener

    def happen(self, signal: str, *arguments: object) -> None:
        self._listeners[signal](self, *arguments)

    def cancel(self) -> None:
        self.happen("finished")


def test_the_frames_of_a_page_go_with_it() -> None:
    frames = Frames(_Page())  # type: ignore[arg-type]
    child = {"frame": {"id": "0.2"}}
    node = {"frame": {"id": "0.1"}, "childFrames": [child]}
    frames.receive("page-1", {"id": 1, "result": {"frameTree": node}})
    tree: weakref.ref[Tree] = weakref.ref(frames.tree("page-1"))
    assert frames.tree("page-1").parents == {"0.1": None, "0.2": "0.1"}
    del frames

    assert tree() is None


@pytest.mark.parametrize("refused", [True, False])
def test_a_download_that_is_over_is_gone_and_so_are_its_contexts(refused: bool) -> None:
    page, told = _Page(), list[str]()
    downloads = Downloads(lambda method, _params: told.append(method), [page])  # type: ignore[list-item]
    download = _Download(page.view)
    downloads.on_started(None, download)
    if refused:
        download.happen("decide-destination", "file")
    else:
        download.happen("finished")
    held = weakref.ref(download), weakref.ref(downloads)
    del download, downloads

    assert [reference() for reference in held] == [None, None]
    assert told[-1] == "Playwright.downloadFinished"
