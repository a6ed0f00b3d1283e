"""The watermark on PDFs of accounts whose subscription has ended (CONTRACT 2.4)."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from pypdf import PageObject, PdfReader, PdfWriter
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from app.exports.writers.fonts import BOLD, register

TEXT = "LANGGANAN BERAKHIR"
COLOUR = Color(0.75, 0.1, 0.1, alpha=0.18)
SIZE = 48


def watermarked(pdf: IO[bytes]) -> BytesIO:
    """Return the PDF with the watermark across every page, above what stands there."""
    register()
    writer = PdfWriter(clone_from=PdfReader(pdf))
    stamps: dict[tuple[float, float], PageObject] = {}
    for page in writer.pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        if size not in stamps:
            stamps[size] = _stamp(size)
        page.merge_page(stamps[size])
    written = BytesIO()
    writer.write(written)
    written.seek(0)
    return written


def _stamp(size: tuple[float, float]) -> PageObject:
    file = BytesIO()
    font: Any = BOLD  # a name, whatever the stubs say
    canvas = Canvas(file, pagesize=size, initialFontName=font)
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(45)
    canvas.setFillColor(COLOUR)
    canvas.setFont(BOLD, SIZE)
    canvas.drawCentredString(0, 0, TEXT)
    canvas.save()
    file.seek(0)
    return PdfReader(file).pages[0]
