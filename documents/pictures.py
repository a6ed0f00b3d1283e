"""The pictures in documents, named by their main colour: enough to tell uploaded pages apart and see their order."""

from __future__ import annotations

from io import BytesIO

import docx
import pdfplumber
from openpyxl import load_workbook
from PIL import Image

NAMES = {"red": (200, 30, 30), "blue": (30, 30, 200), "green": (30, 160, 30)}


def pictures_in(name: str, content: bytes) -> list[str]:
    """Return the colours of the pictures in the order of pages or sheets.

    Raises ``AssertionError`` for a grey one, and for a file whose ending says of no program that opens it.
    """
    readers = {"pdf": _of_pdf, "docx": _of_word, "xlsx": _of_excel}
    ending = name.rpartition(".")[2]
    if ending not in readers:
        raise AssertionError(f"no program opens {name!r} by its ending")
    return [_colour(picture) for picture in readers[ending](content)]


def _of_pdf(content: bytes) -> list[Image.Image]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        found = []
        for page in pdf.pages:
            box = page.images[0]
            shown = page.crop((box["x0"], box["top"], box["x1"], box["bottom"]), strict=False)
            found.append(shown.to_image(resolution=40).original)
        return found


def _of_word(content: bytes) -> list[Image.Image]:
    document = docx.Document(BytesIO(content))
    return [
        Image.open(BytesIO(document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob))
        for shape in document.inline_shapes
    ]


def _of_excel(content: bytes) -> list[Image.Image]:
    book = load_workbook(BytesIO(content))
    return [Image.open(BytesIO(image._data())) for sheet in book.worksheets for image in sheet._images]


def _colour(picture: Image.Image) -> str:
    pixel = tuple(picture.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes())
    name, distance = min(
        ((name, sum(abs(a - b) for a, b in zip(pixel, wanted, strict=True))) for name, wanted in NAMES.items()),
        key=lambda pair: pair[1],
    )
    if distance > 120:
        raise AssertionError(f"a picture is {pixel}, none of {sorted(NAMES)}")
    return name
