"""A keeper of the library, and a small library."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from app.referensi.models import AHSPReferensi, RincianReferensi
from tests.app.support import MakeUser, SignIn

HEADING = ["kode_AHSP", "Nama AHSP", "Kategori", "Item", "kode", "satuan", "koefisien"]
Sheet = Callable[..., SimpleUploadedFile]


@pytest.fixture
def keeper(make_user: MakeUser, sign_in: SignIn) -> Client:
    return sign_in(make_user("kepala", is_staff=True, is_superuser=True))


@pytest.fixture
def job(db: None) -> AHSPReferensi:
    """One job with two items."""
    job = AHSPReferensi.objects.create(kode_ahsp="A.1", nama_ahsp="Galian tanah", satuan="m3", sumber="Uji 2026")
    for kode, uraian, koefisien in (("L.01", "Pekerja", "0.75"), ("L.04", "Mandor", "0.025")):
        RincianReferensi.objects.create(
            ahsp=job, kategori="TK", kode_item=kode, uraian_item=uraian, satuan_item="OH", koefisien=Decimal(koefisien)
        )
    return job


@pytest.fixture
def sheet() -> Sheet:
    """Make an upload of a workbook with a heading and ``rows``."""

    def make(
        rows: Sequence[Sequence[object]], name: str = "ahsp.xlsx", heading: Sequence[str] = HEADING
    ) -> SimpleUploadedFile:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        for row in [heading, *rows]:
            page.append(list(row))
        out = io.BytesIO()
        book.save(out)
        return SimpleUploadedFile(name, out.getvalue())

    return make
