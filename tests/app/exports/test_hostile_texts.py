"""Texts that spoil documents: formulas, emoji, right-to-left writing, controls, words wider than a column.

On paper a letter may stand in another order than it was typed, and in another form; so PDFs are compared letter by
letter (compatibility forms undone), and where order matters by where the letters stand.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pdfplumber
import pytest
from pypdf import PdfReader

from app.dashboard.models import Project
from app.exports.documents.registry import KINDS
from app.exports.writers.fonts import MISSING
from documents.read import read
from tests.app.exports.conftest import Exports, Work

FORMULAS = ["=1+1", "+62 812", "-5 derajat", "@SUM(A1:A9)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example")']
EMOJI = ["Galian 🏗️ tanah", "👷🏽\u200d♀️ mandor", "👨\u200d👩\u200d👧\u200d👦", "🇮🇩 merah putih", "🏗" * 90]
RIGHT_TO_LEFT = ["حفر التربة", "חפירת קרקע", "Galian حفر التربة 12 m²", "حفر التربة " * 30, "\u202egpj.exe aman"]
MARKUP = ["<b>tebal</b> & co", "]]> & <w:p/>", "javascript:alert(1)", "{{ 7*7 }} {% load x %} ${x} %s %(a)d"]
CONTROLS = ["a\x00b", "bel\x07l", "baris satu\nbaris dua", "tab\tdi tengah", "é e\u0301 ﬁ Å"]
WIDE = ["W" * 200, "kata " * 200]
TEXTS = [*FORMULAS, *EMOJI, *RIGHT_TO_LEFT, *MARKUP, *CONTROLS, *WIDE]
ON_PAPER = [(kind, form) for kind, entry in KINDS.items() for form in ("pdf", "word") if form in entry.formats]
NAME = 'Gedung 🏗️ حفر "=1+1" <b>'


def letters(text: str) -> Counter[str]:
    """The visible letters of a text, whatever their order and form."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(letter for letter in plain if unicodedata.category(letter)[0] not in "CZ" and not _selects(letter))


def _selects(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f"


def loose_letters(pdf: bytes) -> list[str]:
    """The letters in tables that stand in no cell as a whole: what is cut off, or lies over its neighbour."""
    loose = []
    with pdfplumber.open(BytesIO(pdf)) as document:
        for page in document.pages:
            for table in page.find_tables():
                left, top, _right, bottom = table.bbox
                inside = [
                    letter
                    for letter in page.chars
                    if top < (letter["top"] + letter["bottom"]) / 2 < bottom and left < letter["x1"]
                ]
                loose += [
                    f"page {page.page_number}: {letter['text']!r}"
                    for letter in inside
                    if letter["text"].strip() and not any(_holds(cell, letter) for cell in table.cells)
                ]
    return loose


def _holds(cell: Any, letter: dict[str, Any]) -> bool:
    left, top, right, bottom = cell
    return bool(
        left - 0.1 <= letter["x0"]
        and letter["x1"] <= right + 0.1
        and top < (letter["top"] + letter["bottom"]) / 2 < bottom
    )


@pytest.mark.parametrize("text", TEXTS)
def test_every_letter_is_in_its_cell_of_a_pdf(exports: Exports, add_work: Work, text: str) -> None:
    add_work(text)
    pdf = exports.content("rekap-rab", "pdf")
    document = read("x.pdf", pdf)
    (shown,) = [str(row[0]) for row in document.tables[0].rows if row[1] == "CUST-0001"]
    assert letters(shown) == letters(text)
    assert MISSING not in document.text
    assert loose_letters(pdf) == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_in_a_word_document_as_it_was_typed(exports: Exports, add_work: Work, text: str) -> None:
    add_work(text)
    word = exports.content("rekap-rab", "word")
    (shown,) = [str(row[0]) for row in read("x.docx", word).tables[0].rows if row[1] == "CUST-0001"]
    assert shown == "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    assert fields_of(word) == ["NUMPAGES", "PAGE"]


def fields_of(word: bytes) -> list[str]:
    """Everything in a Word document that Word computes when it opens it."""
    with ZipFile(BytesIO(word)) as parts:
        xml = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".xml")).decode()
    assert "w:instrText" not in xml
    return sorted(
        piece.partition('"')[0] for piece in xml.split("w:fldSimple ")[1:] for piece in [piece.split('w:instr="')[1]]
    )


@pytest.mark.parametrize(("first", "last"), [("ح", "ة"), ("ח", "ע")])
def test_right_to_left_writing_runs_from_right_to_left_on_paper(
    exports: Exports, add_work: Work, first: str, last: str
) -> None:
    add_work("حفر التربة")
    add_work("חפירת קרקע")
    with pdfplumber.open(BytesIO(exports.content("rekap-rab", "pdf"))) as document:
        at = {unicodedata.normalize("NFKC", letter["text"]): letter["x0"] for letter in document.pages[0].chars}
    assert at[first] > at[last]


@pytest.mark.parametrize(("kind", "form"), ON_PAPER)
def test_every_document_of_a_project_full_of_such_texts_is_whole(
    exports: Exports, add_work: Work, project: Project, kind: str, form: str
) -> None:
    for text in TEXTS:
        add_work(text, klas=text[:200].strip() or "x")
    project.nama, project.lokasi_project = NAME, RIGHT_TO_LEFT[3][:250]
    project.save()
    content = exports.content(kind, form)
    document = read(f"x.{'pdf' if form == 'pdf' else 'docx'}", content)
    assert letters(document.identity["Proyek"]) == letters(NAME)
    if form == "pdf":
        assert loose_letters(content) == []
        assert active_parts_of(content) == []
    else:
        assert fields_of(content) == ["NUMPAGES", "PAGE"]


def active_parts_of(pdf: bytes) -> list[str]:
    """What a PDF does by itself, or when somebody clicks: links, scripts, forms."""
    reader = PdfReader(BytesIO(pdf))
    root = reader.root_object
    active = [name for name in root if name in {"/OpenAction", "/AA", "/AcroForm", "/Names"}]
    return active + [f"page {page.page_number}" for page in reader.pages if page.get("/Annots")]
