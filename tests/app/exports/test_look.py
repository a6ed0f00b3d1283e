"""What documents look like: rendered, and compared with a stored picture.

After a wanted change of the looks, look at the new picture and store it: ``STORE_PICTURES=1 pytest …/test_look.py``.
"""

from __future__ import annotations

import os
from pathlib import Path

import allure
import pytest
from PIL import Image, ImageDraw

from app.exports.writers import as_pdf
from documents.look import pages_of, png_of, unlikeness
from tests.app.exports.conftest import Exports, Work

STORED = Path(__file__).parent / "pictures"
TOLERANCE = 0.002  # of the page: about a word


@pytest.fixture
def first_page(exports: Exports, add_work: Work, monkeypatch: pytest.MonkeyPatch) -> Image.Image:
    """The first page of a summary with the same content every time."""
    monkeypatch.setattr(as_pdf, "printed_at", lambda: "05/01/2026 08:00")
    add_work("Pembersihan lokasi", "PEKERJAAN PERSIAPAN")
    add_work("Pengukuran dan pemasangan bouwplank lengkap dengan patok dan benang", "PEKERJAAN PERSIAPAN")
    add_work("Beton mutu K-225 untuk pondasi setempat", "PEKERJAAN STRUKTUR", price="1234567.89")
    return pages_of(exports.content("rekap-rab", "pdf"))[0]


def test_a_summary_looks_as_it_did(first_page: Image.Image) -> None:
    path = STORED / "rekap-rab.png"
    if os.environ.get("STORE_PICTURES"):
        path.write_bytes(png_of(first_page))
    allure.attach(png_of(first_page), "page 1", allure.attachment_type.PNG)
    allure.attach(path.read_bytes(), "page 1 as stored", allure.attachment_type.PNG)
    assert unlikeness(first_page, Image.open(path)) < TOLERANCE


def test_a_page_that_looks_otherwise_is_seen(first_page: Image.Image) -> None:
    stored = Image.open(STORED / "rekap-rab.png").convert("RGB")
    without_fill, moved, stamped = stored.copy(), stored.copy(), stored.copy()
    ImageDraw.Draw(without_fill).rectangle((30, 120, 560, 150), fill="white")
    moved.paste(stored, (0, 12))
    ImageDraw.Draw(stamped).line((100, 700, 500, 300), fill="red", width=20)
    for faulty in (without_fill, moved, stamped, stored.resize((100, 141))):
        assert unlikeness(first_page, faulty) > TOLERANCE
