"""A field that takes a file, as a user fills it in: with a file from the disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import FilePayload, Locator

LARGE = 1024 * 1024


@contextmanager
def chosen(field: Locator, name: str, content: bytes, kind: str) -> Iterator[None]:
    """Choose a file of that name, content and media type; it lies there until the block ends, so send it inside.

    A small file goes to the browser in a message, under any name that a user's system could allow. A large one would
    take stock Firefox up to ten seconds that way, and is read from the disk.
    """
    if len(content) < LARGE:
        field.set_input_files(FilePayload(name=name, mimeType=kind, buffer=content))
        yield
        return
    with tempfile.TemporaryDirectory(prefix="e2e-file-") as folder:
        file = Path(folder, name)
        file.write_bytes(content)
        field.set_input_files(file)
        yield
