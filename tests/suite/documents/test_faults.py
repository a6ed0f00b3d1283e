"""Faults planted in documents, one at a time: the comparison must name each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader, PdfWriter
from xlsxwriter.worksheet import Worksheet

from app.exports import tables as made
from app.exports.formats import FORMATS, open_written
from app.exports.tables import Column, Document, Row, Style
from app.exports.watermark import TEXT as WATERMARK
from app.exports.watermark import watermarked
from app.exports.writers import as_csv
from documents.read import read
from documents.tables import ReadDocument, Table, expect_tables

COLUMNS = (
    Column("Uraian Pekerjaan", 40),
    Column("Satuan", 8),
    Column("Volume", 10, decimals=3),
    Column("Jumlah Harga (Rp)", 16, decimals=0),
)
SPOILT = {3: "=1+1", 5: "Café 120 m² – lantai"}
ENDINGS = {"csv": "csv", "pdf": "pdf", "word": "docx", "xlsx": "xlsx", "json": "json"}
EVERY = pytest.mark.parametrize("form", list(ENDINGS))


def document(count: int = 70, owner: str = "Gedung A") -> Document:
    """A summary that takes two pages, and a short second table; some texts are what a writer may spoil."""
    rows = [Row(("STRUKTUR", "", None, Decimal(1)), Style.GROUP)]
    for number in range(1, count + 1):
        text = SPOILT.get(number, f"Pekerjaan {number}")
        rows.append(Row((text, "m3", Decimal(number) / 8, Decimal(1_000_000) + number), indent=1))
    total = Decimal(sum(1_000_000 + number for number in range(1, count + 1)))
    rows.append(Row(("TOTAL", "", None, total), Style.TOTAL))
    recap = made.Table("REKAP", COLUMNS, [Row(("STRUKTUR", "m3", Decimal(1), total))])
    return Document("RAB", "rab", [("Proyek", owner)], [made.Table("RAB", COLUMNS, rows), recap])


def written(document: Document, form: str) -> bytes:
    """The document as a file."""
    with open_written(document, FORMATS[form]) as file:
        return file.read()


def opened(document: Document, form: str) -> ReadDocument:
    """The document as its reader sees it."""
    return read(f"x.{ENDINGS[form]}", written(document, form))


def wanted(document: Document) -> list[Table]:
    """What the sound document must hold."""
    return [
        Table(
            table.title,
            tuple(column.title for column in table.columns),
            tuple(
                tuple(
                    "" if cell is None else column.rounded(cell) if isinstance(cell, Decimal) else cell
                    for column, cell in zip(table.columns, row.cells, strict=True)
                )
                for row in table.rows
            ),
        )
        for table in document.tables
    ]


def with_rows(change: Callable[[list[Row]], list[Row]]) -> Document:
    """The document with a fault in the rows of its first table."""
    sound = document()
    first, *others = sound.tables
    return replace(sound, tables=[replace(first, rows=change(list(first.rows))), *others])


def off_by_a_rupiah(rows: list[Row]) -> list[Row]:
    *cells, amount = rows[40].cells
    assert isinstance(amount, Decimal)
    return [*rows[:40], replace(rows[40], cells=(*cells, amount + 1)), *rows[41:]]


def wrong_sum(rows: list[Row]) -> list[Row]:
    return [*rows[:-1], Row(("TOTAL", "", None, Decimal(69_002_415)), Style.TOTAL)]


def swapped(rows: list[Row]) -> list[Row]:
    return [replace(row, cells=(row.cells[0], row.cells[1], row.cells[3], row.cells[2])) for row in rows]


def twice_encoded(rows: list[Row]) -> list[Row]:
    text = SPOILT[5].encode().decode("latin-1")
    return [*rows[:5], replace(rows[5], cells=(text, *rows[5].cells[1:])), *rows[6:]]


def letters_replaced(rows: list[Row]) -> list[Row]:
    text = SPOILT[5].encode("ascii", "replace").decode()
    return [*rows[:5], replace(rows[5], cells=(text, *rows[5].cells[1:])), *rows[6:]]


FAULTS: dict[str, tuple[Callable[[list[Row]], list[Row]], str]] = {
    "a row missing": (lambda rows: [*rows[:30], *rows[31:]], r"71 rows, expected 72"),
    "a row twice": (lambda rows: [*rows[:30], *rows[29:]], r"73 rows, expected 72"),
    "two rows in another order": (lambda rows: [*rows[:5], rows[6], rows[5], *rows[7:]], r"row 6: .*Pekerjaan 6"),
    "two columns swapped": (swapped, r"row 2: Pekerjaan 1 \| m3 \| 1000001"),
    "off by one rupiah": (off_by_a_rupiah, r"row 41: .* 1000041, expected .* 1000040"),
    "a wrong sum on the last page": (wrong_sum, r"row 72: TOTAL .* 69002415, expected TOTAL .* 70002485"),
    "texts encoded twice": (twice_encoded, r"row 6: CafÃ©.* expected Café 120 m² –"),
    "letters that are none of ASCII replaced": (letters_replaced, r"row 6: Caf\? .* expected Café 120 m² –"),
    "a filter ignored": (lambda rows: [*rows, Row(("Di luar filter", "m3", Decimal(1), Decimal(1)))], r"73 rows"),
}


@EVERY
def test_the_sound_document_passes(form: str) -> None:
    assert expect_tables(opened(document(), form), wanted(document())) == 73


@EVERY
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_rows_is_named(fault: str, form: str) -> None:
    change, evidence = FAULTS[fault]
    with pytest.raises(AssertionError, match=evidence):
        expect_tables(opened(with_rows(change), form), wanted(document()))


@EVERY
def test_an_empty_second_table_is_named(form: str) -> None:
    sound = document()
    faulty = replace(sound, tables=[sound.tables[0], replace(sound.tables[1], rows=[])])
    with pytest.raises(AssertionError, match="REKAP: 0 rows, expected 1"):
        expect_tables(opened(faulty, form), wanted(sound))


@EVERY
def test_a_table_that_is_not_there_is_named(form: str) -> None:
    sound = document()
    with pytest.raises(AssertionError, match=r"tables \['RAB'\], expected \['RAB', 'REKAP'\]"):
        expect_tables(opened(replace(sound, tables=sound.tables[:1]), form), wanted(sound))


@EVERY
def test_headings_that_changed_are_named(form: str) -> None:
    sound = document()
    columns = (COLUMNS[0], Column("Sat", 8), *COLUMNS[2:])
    faulty = replace(sound, tables=[replace(sound.tables[0], columns=columns), sound.tables[1]])
    with pytest.raises(AssertionError, match="headings"):
        expect_tables(opened(faulty, form), wanted(sound))


@EVERY
def test_another_projects_document_shows_its_name(form: str) -> None:
    assert opened(document(owner="Gedung B"), form).identity["Proyek"] == "Gedung B"


@pytest.mark.parametrize("form", ["csv", "pdf", "word", "xlsx", "json"])
def test_a_truncated_file_is_none(form: str) -> None:
    content = written(document(), form)
    with pytest.raises(AssertionError):
        expect_tables(read(f"x.{ENDINGS[form]}", content[: len(content) * 2 // 3]), wanted(document()))


def test_a_csv_cut_at_the_end_of_a_line_lacks_rows() -> None:
    content = written(document(), "csv")
    cut = content[: content.index(b"  Pekerjaan 40")]
    with pytest.raises(AssertionError, match="expected 72"):
        expect_tables(read("x.csv", cut), wanted(document()))


@pytest.mark.parametrize(
    ("encode", "evidence"),
    [
        (lambda text: text.encode("utf-16"), "not UTF-8"),
        (lambda text: text.removeprefix(as_csv.BOM).encode(), "0 byte-order marks"),
        (lambda text: "\n".join(as_csv.BOM + line for line in text.splitlines()).encode(), "byte-order marks"),
        (lambda text: text.replace("Pekerjaan", "Pekérjaan").encode("latin-1", "replace"), "not UTF-8"),
    ],
)
def test_a_wrong_encoding_of_csv_is_named(encode: Callable[[str], bytes], evidence: str) -> None:
    text = written(document(), "csv").decode()
    with pytest.raises(AssertionError, match=evidence):
        read("x.csv", encode(text))


@pytest.mark.parametrize(
    ("encode", "evidence"),
    [
        (lambda text: text.encode("utf-16"), "not UTF-8"),
        (lambda text: text.encode("cp1252", "replace"), "not UTF-8"),
        (lambda text: (as_csv.BOM + text).encode(), "begins with a byte-order mark"),
    ],
)
def test_a_wrong_encoding_of_json_is_named(encode: Callable[[str], bytes], evidence: str) -> None:
    text = written(document(), "json").decode()
    with pytest.raises(AssertionError, match=evidence):
        read("x.json", encode(text))


@pytest.mark.parametrize(("form", "part"), [("word", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml")])
def test_a_wrong_encoding_inside_an_office_file_is_named(form: str, part: str) -> None:
    content = with_part(written(document(), form), part, lambda xml: xml.decode().encode("cp1252", "replace"))
    with pytest.raises(AssertionError, match=f"cannot be read as {ENDINGS[form]}"):
        read(f"x.{ENDINGS[form]}", content)


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The zipped file with one part of it changed."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(file, "w") as after:
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == part else before.read(name))
    return file.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_formula_is_named(form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if form == "csv":
        monkeypatch.setattr(as_csv, "neutral", lambda text: text)
        content = written(document(), "csv")
    else:
        from openpyxl import load_workbook  # noqa: PLC0415

        path = tmp_path / "x.xlsx"
        path.write_bytes(written(document(), "xlsx"))
        book = load_workbook(path)
        book.worksheets[0]["A8"] = "=1+1"
        book.save(path)
        content = path.read_bytes()
    with pytest.raises(AssertionError, match="formula"):
        read(f"x.{form}", content)


def test_numbers_stored_as_texts_are_named() -> None:
    sound = document()
    texts = tuple(replace(column, decimals=None) for column in COLUMNS)
    rows = [
        replace(row, cells=tuple(str(cell) if isinstance(cell, Decimal) else cell for cell in row.cells))
        for row in sound.tables[0].rows
    ]
    faulty = replace(sound, tables=[replace(sound.tables[0], columns=texts, rows=rows), sound.tables[1]])
    with pytest.raises(AssertionError, match="differs in"):
        expect_tables(opened(faulty, "xlsx"), wanted(sound))


def test_headings_that_scroll_away_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worksheet, "freeze_panes", lambda sheet, *place: None)
    sound = document()
    with pytest.raises(AssertionError, match="headings of sheet 'RAB' scroll away"):
        expect_tables(opened(sound, "xlsx"), wanted(sound))


def test_pages_without_numbers_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.exports.writers import as_pdf  # noqa: PLC0415

    monkeypatch.setattr(as_pdf._NumberedCanvas, "_foot", lambda canvas, number, total: None)
    with pytest.raises(AssertionError, match="page 1 of 3 is not numbered"):
        opened(document(), "pdf")


def test_fonts_that_are_not_embedded_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.exports.writers import as_pdf  # noqa: PLC0415

    monkeypatch.setitem(SPOILT, 5, "Helvetica has no other letters")
    monkeypatch.setattr(as_pdf, "REGULAR", "Helvetica")
    monkeypatch.setattr(as_pdf, "runs_of", lambda text, font: [("Helvetica", text)])
    with pytest.raises(AssertionError, match=r"fonts are not embedded: .*Helvetica"):
        opened(document(), "pdf")


def test_headings_that_are_not_repeated_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.exports.writers import as_pdf  # noqa: PLC0415

    sound = as_pdf._Sheet._head

    def first_page_only(sheet: as_pdf._Sheet, heading: list[list[str]], widths: list[float]) -> None:
        if len(sheet.canvas.pages) == 0:
            sound(sheet, heading, widths)

    monkeypatch.setattr(as_pdf._Sheet, "_head", first_page_only)
    with pytest.raises(AssertionError, match="headings are not repeated overleaf"):
        opened(document(), "pdf")


def test_text_beyond_the_paper_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.exports.writers import as_pdf  # noqa: PLC0415

    monkeypatch.setattr(as_pdf, "wrapped", lambda text, *given: [text * 40 if text == "Pekerjaan 9" else text])
    with pytest.raises(AssertionError, match="stands beyond the paper's edge"):
        opened(document(), "pdf")


def test_a_missing_watermark_is_seen() -> None:
    assert opened(document(), "pdf").watermarks == ("", "", "")


@pytest.mark.parametrize("bare", [0, 1, 2])
def test_a_watermark_missing_on_one_page_is_seen(bare: int) -> None:
    clean, marked = written(document(), "pdf"), watermarked(BytesIO(written(document(), "pdf"))).read()
    assert read("x.pdf", marked).watermarks == (WATERMARK,) * 3
    pages = [*PdfReader(BytesIO(marked)).pages]
    pages[bare] = PdfReader(BytesIO(clean)).pages[bare]
    file = BytesIO()
    with PdfWriter() as writer:
        for page in pages:
            writer.add_page(page)
        writer.write(file)
    found = read("x.pdf", file.getvalue()).watermarks
    assert [page for page, mark in enumerate(found) if mark != WATERMARK] == [bare]


def test_an_order_of_pages_that_changed_is_seen() -> None:
    text = written(document(), "csv").decode()
    first, second = re.split(r"\n\n(?=REKAP)", text)
    head, rab = first.split("\n\n", 1)
    with pytest.raises(AssertionError, match=r"tables \['REKAP', 'RAB'\]"):
        expect_tables(read("x.csv", f"{head}\n\n{second}\n{rab}\n".encode()), wanted(document()))
