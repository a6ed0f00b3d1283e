"""The columns of a sheet that can be imported, and what must hold for each of its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.core.numbers import InvalidNumberError, parse_number
from app.referensi.editing import KOEFISIEN
from app.referensi.models import RincianReferensi
from app.referensi.sheets import UploadRefusedError

Kategori = RincianReferensi.Kategori
HEADINGS = {
    "kode_ahsp": "kode_AHSP",
    "nama_ahsp": "Nama AHSP",
    "kategori": "Kategori",
    "uraian_item": "Item",
    "kode_item": "kode",
    "satuan_item": "satuan",
    "koefisien": "koefisien",
}
OPTIONAL = {
    "sumber": "Sumber",
    "klasifikasi": "Klasifikasi",
    "sub_klasifikasi": "Sub Klasifikasi",
    "satuan_ahsp": "Satuan AHSP",
}
FIELDS = (*HEADINGS, *OPTIONAL)
_LIMITS = {
    "kode_ahsp": 50,
    "kode_item": 50,
    "satuan_item": 20,
    "satuan_ahsp": 50,
    "sumber": 100,
    "klasifikasi": 100,
    "sub_klasifikasi": 100,
}
_REQUIRED = ("kode_ahsp", "nama_ahsp", "kode_item", "uraian_item")
_KATEGORI = {
    "tk": Kategori.TK,
    "tenaga": Kategori.TK,
    "tenaga kerja": Kategori.TK,
    "bhn": Kategori.BHN,
    "bahan": Kategori.BHN,
    "alt": Kategori.ALT,
    "alat": Kategori.ALT,
    "peralatan": Kategori.ALT,
    "lain": Kategori.LAIN,
    "lain-lain": Kategori.LAIN,
}
ImportRow = Mapping[str, str]
# How a cell that holds a number arrives: Excel itself would show it by the user's own signs.
_NUMBER = re.compile(r"(\d+)\.(\d+(?:e-?\d+)?)", re.ASCII)


def import_rows(rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Name the cells of a sheet by its heading row. Raises :exc:`UploadRefusedError` where a column is missing."""
    heading, *body = rows
    titles = [" ".join(title.lower().replace("_", " ").split()) for title in heading]
    places: dict[str, int] = {}
    missing = []
    for field, title in {**HEADINGS, **OPTIONAL}.items():
        wanted = title.lower().replace("_", " ")
        if wanted in titles:
            places[field] = titles.index(wanted)
        elif field in HEADINGS:
            missing.append(title)
    if missing:
        raise UploadRefusedError(f"Header Excel tidak sesuai. Kolom belum ada: {', '.join(missing)}")
    if not body:
        raise UploadRefusedError("File tidak berisi data.")
    named = ({field: _cell(row, places.get(field)) for field in FIELDS} for row in body)
    return [{**row, "koefisien": _with_comma(row["koefisien"])} for row in named]


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _with_comma(text: str) -> str:
    """Write ``0.75`` as Indonesian users read it; it means the same to :func:`koefisien_of`."""
    found = _NUMBER.fullmatch(text)
    return f"{found[1]},{found[2]}" if found else text


def kategori_of(text: str) -> str | None:
    """Return the kategori that a sheet's word means."""
    found = _KATEGORI.get(text.strip().lower())
    return found.value if found else None


def koefisien_of(text: str) -> Decimal | None:
    """Return the coefficient that a sheet's text means."""
    try:
        return parse_number(text, KOEFISIEN)
    except InvalidNumberError:
        return None


def faults_of(rows: Sequence[ImportRow]) -> list[list[str]]:
    """Say of each row what keeps it from being imported: nothing, or texts."""
    keys = [_key(row) for row in rows]
    repeated = {key for key, count in Counter(keys).items() if count > 1}
    return [
        [*_faults(row), *(["Rincian ganda dalam pekerjaan ini"] if key in repeated else [])]
        for row, key in zip(rows, keys, strict=True)
    ]


def _faults(row: ImportRow) -> list[str]:
    titles = {**HEADINGS, **OPTIONAL}
    faults = [f"{titles[field]} wajib diisi" for field in _REQUIRED if not row[field]]
    faults += [
        f"{titles[field]} paling panjang {limit} karakter"
        for field, limit in _LIMITS.items()
        if len(row[field]) > limit
    ]
    if kategori_of(row["kategori"]) is None:
        faults.append("Kategori tidak dikenal")
    if koefisien_of(row["koefisien"]) is None:
        faults.append("Koefisien harus angka ≥ 0")
    return faults


def _key(row: ImportRow) -> tuple[str | None, ...]:
    kategori = kategori_of(row["kategori"])
    return (row["sumber"], row["kode_ahsp"], kategori, row["kode_item"], row["uraian_item"], row["satuan_item"])
