"""The fonts of PDF documents, embedded as subsets: DejaVu Sans Condensed, and Noto Emoji for what it lacks.

DejaVu is free to embed (Bitstream Vera and Arev licences), Noto Emoji too (SIL Open Font License 1.1); both come from
pinned npm packages that bring their licences along.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import Any

from arabic_reshaper import reshape
from bidi.algorithm import get_display
from django.conf import settings
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, EMOJI = "DejaVu", "DejaVu-Bold", "NotoEmoji"
FILES = {
    REGULAR: "dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf",
    BOLD: "dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf",
    EMOJI: "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
}
MISSING = "\N{WHITE SQUARE}"
# Variation selectors and joiners choose between glyphs that these fonts do not have.
_INVISIBLE = re.compile("[\u200d\ufe0e\ufe0f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

# A letter beyond the basic plane in a font's table of texts, where the format wants UTF-16.
_ASTRAL = re.compile(r"<([0-9A-F]{5,6})>")

Run = tuple[str, str]
"""A font's name, and text that it has glyphs for."""


class _Font(TTFont):
    """A font whose emoji can be searched for and copied: reportlab writes their numbers where UTF-16 belongs."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab's own name
        super().addObjects(doc)
        for name, item in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                item.content = _ASTRAL.sub(_utf16, item.content)


def _utf16(number: re.Match[str]) -> str:
    return f"<{chr(int(number[1], 16)).encode('utf-16-be').hex().upper()}>"


@cache
def register() -> dict[str, TTFont]:
    """Make the fonts known to reportlab, once a process."""
    fonts: dict[str, TTFont] = {name: _Font(name, str(settings.NODE_MODULES / file)) for name, file in FILES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts


def runs_of(text: str, font: str) -> list[Run]:
    """Cut ``text`` into runs of one font each, in the order in which they are drawn from left to right."""
    if text.isascii():
        return [(font, text)]
    if _RIGHT_TO_LEFT.search(text):
        text = str(get_display(reshape(text)))
    text = _INVISIBLE.sub("", text)
    named = ((_font_for(letter, font), letter) for letter in text)
    return [
        (name or font, "".join(letter if name else MISSING for _, letter in group))
        for name, group in groupby(named, key=lambda pair: pair[0])
    ]


def width_of(text: str, font: str, size: float) -> float:
    """How wide ``text`` is, in points."""
    return sum(float(pdfmetrics.stringWidth(part, name, size)) for name, part in runs_of(text, font))


def _font_for(letter: str, font: str) -> str:
    for name in (font, REGULAR, EMOJI):
        if ord(letter) in _glyphs(name):
            return name
    return ""


@cache
def _glyphs(name: str) -> frozenset[int]:
    return frozenset(register()[name].face.charToGlyph)
