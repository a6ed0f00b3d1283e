"""Look at a PDF: its pages as pictures, and how far a picture is from a stored one."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from PIL import Image

from vision import likeness

SCALE = 1.0  # 72 pixels an inch: enough to see lines, fills and words
DISTINCT = 40  # of 255: a block that differs by more looks different


def pages_of(pdf: bytes, scale: float = SCALE) -> list[Image.Image]:
    """Return every page as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=scale).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def png_of(image: Image.Image) -> bytes:
    """Return the picture as a file."""
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def unlikeness(found: Image.Image, stored: Image.Image) -> float:
    """Return the share (0..1) of blocks that look different; 1 for pictures of different sizes."""
    return likeness.unlikeness(found, stored, distinct=DISTINCT)
