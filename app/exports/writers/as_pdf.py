"""PDF on A4: headings on every page, numbered pages, embedded fonts, and no text that is cut off.

Drawn line by line, so that five thousand rows take memory for their pages only and progress is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.utils import timezone
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.exports.tables import Column, Document, Progress, Row, Signature, Style, Table, unheard
from app.exports.writers.fonts import BOLD, REGULAR, register, runs_of, width_of

MARGIN = 15 * mm
BOTTOM = 18 * mm
SIZE, LEADING, PAD = 8.0, 10.0, 3.0
INDENT = 8.0
SIGNATURES = 110.0  # how high the block is in which people sign
INK, GRID, HEAD = HexColor("#1A1A1A"), HexColor("#9AA5B1"), HexColor("#1F4E79")
FILL = {
    Style.GROUP: HexColor("#D9E5F2"),
    Style.SUBGROUP: HexColor("#EEF3F9"),
    Style.SUBTOTAL: HexColor("#F4F4F4"),
    Style.TOTAL: HexColor("#E2E8F0"),
}
PROGRESS_EVERY = 50  # rows


def write_pdf(document: Document, file: IO[bytes], progress: Progress = unheard) -> None:
    """Write the document into ``file``."""
    register()
    sheet = _Sheet(document, file, progress)
    for number, table in enumerate(document.tables):
        sheet.table(table, first=number == 0)
    for picture in document.pictures:
        sheet.picture(picture.title, picture.png)
    if document.signatures:
        sheet.signatures(document.signatures)
    sheet.save()


class _NumberedCanvas(Canvas):
    """Holds the pages back until their number is known."""

    def __init__(self, file: IO[bytes], document: Document, size: tuple[float, float]) -> None:
        # Without it every page would name Helvetica, which is not embedded.
        font: Any = REGULAR  # a name, whatever the stubs say
        super().__init__(file, pagesize=size, pageCompression=1, lang="id", initialFontName=font)
        self.document = document
        self.size = size
        self.pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  # reportlab's own name
        self.pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # reportlab's recipe; the stubs leave it out

    def save(self) -> None:
        for number, page in enumerate(self.pages, start=1):
            self.__dict__.update(page)
            self._foot(number, len(self.pages))
            super().showPage()
        super().save()

    def _foot(self, number: int, total: int) -> None:
        width = self.size[0]
        self.setStrokeColor(GRID)
        self.setLineWidth(0.5)
        self.line(MARGIN, BOTTOM - 6, width - MARGIN, BOTTOM - 6)
        self.setFillColor(INK)
        label = fitted(self.document.title, REGULAR, 7, width - 2 * MARGIN - 220)
        draw(self, MARGIN, BOTTOM - 16, label, REGULAR, 7)
        self.setFont(REGULAR, 7)
        self.drawRightString(width - MARGIN - 90, BOTTOM - 16, f"Dicetak {printed_at()}")
        self.drawRightString(width - MARGIN, BOTTOM - 16, f"Halaman {number} dari {total}")


@dataclass(frozen=True)
class _Laid:
    """A row ready to be drawn: lines of text by column."""

    row: Row
    font: str
    lines: list[list[str]]

    @property
    def height(self) -> int:
        return max(len(lines) for lines in self.lines)


class _Sheet:
    """Where on the page the next line goes."""

    def __init__(self, document: Document, file: IO[bytes], progress: Progress) -> None:
        self.document = document
        size = landscape(A4) if document.landscape else A4
        self.width, self.height = size
        self.canvas = _NumberedCanvas(file, document, size)
        self.canvas.setTitle(document.title)
        self.canvas.setAuthor(dict(document.identity).get("Pemilik Project", ""))
        self.canvas.setCreator("AHSP")
        self.progress, self.done, self.total = progress, 0, document.row_count
        self.open = False
        self.y = 0.0

    def save(self) -> None:
        if self.open or not self.canvas.pages:
            self._page()
            self.canvas.showPage()
        self.canvas.save()
        self.progress(self.total, self.total)

    def table(self, table: Table, *, first: bool) -> None:
        if table.new_page or not self.open or self.y < BOTTOM + 60:
            self._new_page()
        self._title(table.title)
        if first:
            self._identity()
        widths = self._widths(table)
        heading = self._heading(table.columns, widths)
        self._head(heading, widths)
        for row in table.rows:
            self._row(table, row, widths, heading)
            self.done += 1
            if self.done % PROGRESS_EVERY == 0:
                self.progress(self.done, self.total)
        self.y -= 14

    def picture(self, title: str, png: bytes) -> None:
        self._new_page()
        self._title(title)
        image = ImageReader(BytesIO(png))
        wide, high = image.getSize()
        below = SIGNATURES if self.document.signatures else 0
        scale = min((self.width - 2 * MARGIN) / wide, (self.y - BOTTOM - below) / high)
        self.canvas.drawImage(image, MARGIN, self.y - high * scale, wide * scale, high * scale)
        self.y -= high * scale

    def signatures(self, signatures: Sequence[Signature]) -> None:
        if not self.open or self.y - SIGNATURES < BOTTOM:
            self._new_page()
        share = (self.width - 2 * MARGIN) / len(signatures)
        for index, signature in enumerate(signatures):
            middle = MARGIN + share * (index + 0.5)
            top = self.y - 12
            for line, font in ((signature.role, REGULAR), (signature.organisation, REGULAR)):
                self._centred(middle, top, fitted(line, font, SIZE, share - 12), font)
                top -= LEADING
            name = fitted(signature.name or "." * 30, BOLD, SIZE, share - 12)
            self._centred(middle, top - 48, name, BOLD)
            half = width_of(name, BOLD, SIZE) / 2
            self.canvas.line(middle - half, top - 50, middle + half, top - 50)
        self.y -= SIGNATURES

    def _page(self) -> None:
        if not self.open:
            self._new_page()

    def _new_page(self) -> None:
        if self.open:
            self.canvas.showPage()
        self.open = True
        self.y = self.height - MARGIN
        self.canvas.setFillColor(INK)
        self.canvas.setStrokeColor(GRID)
        self.canvas.setLineWidth(0.4)

    def _title(self, text: str) -> None:
        self.y -= 12
        for line in wrapped(text, BOLD, 12, self.width - 2 * MARGIN):
            self._centred(self.width / 2, self.y, line, BOLD, 12)
            self.y -= 15
        self.y -= 2

    def _identity(self) -> None:
        label_width = 92.0
        for label, value in self.document.identity:
            lines = wrapped(value, REGULAR, SIZE, self.width - 2 * MARGIN - label_width)
            draw(self.canvas, MARGIN, self.y, label, BOLD, SIZE)
            draw(self.canvas, MARGIN + label_width - 6, self.y, ":", REGULAR, SIZE)
            for line in lines:
                draw(self.canvas, MARGIN + label_width, self.y, line, REGULAR, SIZE)
                self.y -= LEADING + 1
        self.y -= 4

    def _widths(self, table: Table) -> list[float]:
        share = (self.width - 2 * MARGIN) / sum(column.width for column in table.columns)
        return [column.width * share for column in table.columns]

    def _heading(self, columns: Sequence[Column], widths: Sequence[float]) -> list[list[str]]:
        pairs = zip(columns, widths, strict=True)
        return [wrapped(column.title, BOLD, SIZE, width - 2 * PAD) for column, width in pairs]

    def _head(self, heading: list[list[str]], widths: Sequence[float]) -> None:
        high = max(len(lines) for lines in heading) * LEADING + 2 * PAD
        x = MARGIN
        for lines, width in zip(heading, widths, strict=True):
            self.canvas.setFillColor(HEAD)
            self.canvas.rect(x, self.y - high, width, high, stroke=1, fill=1)
            self.canvas.setFillColor(white)
            top = self.y - PAD - SIZE
            for line in lines:
                self._centred(x + width / 2, top, line, BOLD)
                top -= LEADING
            x += width
        self.canvas.setFillColor(INK)
        self.y -= high

    def _row(self, table: Table, row: Row, widths: Sequence[float], heading: list[list[str]]) -> None:
        laid = self._laid(table, row, widths)
        start = 0
        while start < laid.height or start == 0:
            room = int((self.y - BOTTOM - 2 * PAD) // LEADING)
            left = laid.height - start
            # A group does not stand alone at the foot of a page; a text longer than a page goes on overleaf.
            wanted = left + 2 if row.style in {Style.GROUP, Style.SUBGROUP} and left < 20 else left
            if wanted > room and (room < 3 or left <= 30):
                self._new_page()
                self._head(heading, widths)
                room = int((self.y - BOTTOM - 2 * PAD) // LEADING)
            taken = min(left, room)
            self._lines(table, laid, widths, start, start + taken)
            start += max(taken, 1)

    def _laid(self, table: Table, row: Row, widths: Sequence[float]) -> _Laid:
        font = REGULAR if row.style is Style.BODY else BOLD
        texts = table.texts(row)
        first = next(index for index, column in enumerate(table.columns) if not column.is_number)
        lines = []
        for index, (text, width) in enumerate(zip(texts, widths, strict=True)):
            room = width - 2 * PAD - (INDENT * row.indent if index == first else 0)
            lines.append(wrapped(text, font, SIZE, room))
        return _Laid(row, font, lines)

    def _lines(self, table: Table, laid: _Laid, widths: Sequence[float], start: int, end: int) -> None:
        high = max(end - start, 1) * LEADING + 2 * PAD
        fill = FILL.get(laid.row.style)
        first = next(index for index, column in enumerate(table.columns) if not column.is_number)
        x = MARGIN
        for index, (column, width, lines) in enumerate(zip(table.columns, widths, laid.lines, strict=True)):
            if fill is not None:
                self.canvas.setFillColor(fill)
            self.canvas.rect(x, self.y - high, width, high, stroke=1, fill=int(fill is not None))
            self.canvas.setFillColor(INK)
            top = self.y - PAD - SIZE + 1
            for line in lines[start:end]:
                if column.is_number:
                    at = x + width - PAD - width_of(line, laid.font, SIZE)
                else:
                    at = x + PAD + (INDENT * laid.row.indent if index == first else 0)
                draw(self.canvas, at, top, line, laid.font, SIZE)
                top -= LEADING
            x += width
        self.y -= high

    def _centred(self, middle: float, y: float, text: str, font: str, size: float = SIZE) -> None:
        draw(self.canvas, middle - width_of(text, font, size) / 2, y, text, font, size)


def printed_at() -> str:
    """Day and time of day, as pages carry them."""
    return f"{timezone.localtime():%d/%m/%Y %H:%M}"


def draw(canvas: Canvas, x: float, y: float, text: str, font: str, size: float) -> None:
    """Draw one line, each run in its font."""
    for name, part in runs_of(text, font):
        canvas.setFont(name, size)
        canvas.drawString(x, y, part)
        x += canvas.stringWidth(part, name, size)


def wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    """Break ``text`` into lines of at most ``room`` points: at spaces, and inside a word that is longer than a line."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        if width_of(paragraph, font, size) <= room:
            lines.append(paragraph)
            continue
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if width_of(longer, font, size) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(word, font, size, room)
            lines += full
        lines.append(line)
    return lines


def fitted(text: str, font: str, size: float, room: float) -> str:
    """The first line of ``text`` that fits, with an ellipsis where something is missing: for page footers only."""
    lines = wrapped(text, font, size, room)
    return lines[0] if len(lines) == 1 else f"{wrapped(text, font, size, room - size)[0]}…"


def _pieces(word: str, font: str, size: float, room: float) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and width_of(piece + letter, font, size) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
