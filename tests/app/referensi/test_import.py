"""Uploads, staging, commit, checks, PDF conversion: good ones, and everything that must be refused clearly."""

from __future__ import annotations

import io
import json
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table

from app.referensi import sheets
from app.referensi.models import AHSPReferensi, LibraryFile, RincianReferensi, SecurityAuditLog, StagedRow
from tests.app.referensi.conftest import HEADING, Sheet
from tests.app.support import MakeUser, SignIn

EXCEL = "/referensi/import/excel/"
STAGING = "/referensi/import/staging/"
VALIDATE = "/referensi/import/validate/"
PDF = "/referensi/import/pdf-convert/"
WRITES = [
    EXCEL,
    STAGING,
    f"{STAGING}clear/",
    f"{STAGING}commit/",
    VALIDATE,
    PDF,
    "/referensi/import/export/from-frontend/",
    "/referensi/debug/clear-data/",
]
GOOD: list[list[object]] = [
    ["B.1", "Beton", "Tenaga", "Pekerja", "L.01", "OH", 1.65],
    ["B.1", "Beton", "Bahan", "Semen", "M.14", "kg", "371,000000"],
    ["B.2", "Bekisting", "Alat", "Palu", "E.01", "jam", 0.5],
]


def upload(browser: Client, path: str, file: object, **fields: str) -> str:
    """Post a file; return where it led, or what the page said."""
    name = "pdf_file" if path == PDF else "excel_file"
    answer = browser.post(path, {name: file, **fields})
    assert answer.status_code in {200, 302}
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_a_sheet_waits_in_staging_and_then_becomes_the_library(keeper: Client, sheet: Sheet) -> None:
    assert upload(keeper, EXCEL, sheet(GOOD)) == STAGING
    assert (StagedRow.objects.count(), AHSPReferensi.objects.count()) == (3, 0)
    assert keeper.post(f"{STAGING}commit/")["Location"] == STAGING
    assert not StagedRow.objects.exists()
    stored = AHSPReferensi.objects.get(kode_ahsp="B.1")
    assert (stored.nama_ahsp, stored.sumber, stored.source_file) == ("Beton", "AHSP SNI 2025", "ahsp.xlsx")
    rows = list(stored.rincian.values_list("kategori", "kode_item", "koefisien"))
    assert rows == [("BHN", "M.14", Decimal(371)), ("TK", "L.01", Decimal("1.65"))]
    assert SecurityAuditLog.objects.filter(event_type="library_import").count() == 1


def test_a_number_waits_as_indonesian_users_write_it_and_means_the_same(keeper: Client, sheet: Sheet) -> None:
    texts = [1.65, "1.234", "371,000000", "1.234,5", "2e-1", 7]
    upload(keeper, EXCEL, sheet([["B.1", "Beton", "Bahan", f"Item {n}", f"M.{n}", "kg", n] for n in texts]))
    assert list(StagedRow.objects.values_list("koefisien", flat=True)) == [
        "1,65", "1,234", "371,000000", "1.234,5", "2e-1", "7"
    ]  # fmt: skip
    keeper.post(f"{STAGING}commit/")
    stored = RincianReferensi.objects.values_list("kode_item", "koefisien")
    assert dict(stored) == {
        f"M.{n}": Decimal(value) for n, value in zip(texts, ["1.65", "1.234", "371", "1234.5", "0.2", "7"], strict=True)
    }


def test_a_job_that_is_there_takes_over_the_sheets_items(keeper: Client, sheet: Sheet) -> None:
    for rows in (GOOD, [["B.1", "Beton baru", "TK", "Mandor", "L.04", "OH", "0,1"]]):
        upload(keeper, EXCEL, sheet(rows))
        keeper.post(f"{STAGING}commit/")
    stored = AHSPReferensi.objects.get(kode_ahsp="B.1")
    assert (stored.nama_ahsp, list(stored.rincian.values_list("kode_item", flat=True))) == ("Beton baru", ["L.04"])
    assert AHSPReferensi.objects.count() == 2


def test_a_faulty_row_waits_for_its_correction(keeper: Client, sheet: Sheet) -> None:
    upload(keeper, EXCEL, sheet([*GOOD, ["B.3", "Cat", "Zat", "Cat", "M.99", "kg", "abc"]]))
    row = StagedRow.objects.get(kode_ahsp="B.3")
    assert row.faults == ["Kategori tidak dikenal", "Koefisien harus angka ≥ 0"]
    assert keeper.post(f"{STAGING}commit/")["Location"] == f"{STAGING}?refused=1"
    assert not AHSPReferensi.objects.exists()
    fields = ("kode_ahsp", "nama_ahsp", "kategori", "kode_item", "uraian_item", "satuan_item", "koefisien")
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": str(row.pk)}
    form |= {f"form-0-{name}": getattr(row, name) for name in fields}
    form |= {"form-0-kategori": "Bahan", "form-0-koefisien": "0,25"}
    assert keeper.post(STAGING, form)["Location"] == STAGING
    row.refresh_from_db()
    assert row.faults == []
    keeper.post(f"{STAGING}commit/")
    assert RincianReferensi.objects.get(kode_item="M.99").koefisien == Decimal("0.25")


def test_a_row_can_be_taken_out_of_staging(keeper: Client, sheet: Sheet) -> None:
    upload(keeper, EXCEL, sheet(GOOD))
    row = StagedRow.objects.get(kode_ahsp="B.2")
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": str(row.pk), "form-0-DELETE": "on"}
    assert keeper.post(STAGING, form).status_code == 302
    assert set(StagedRow.objects.values_list("kode_ahsp", flat=True)) == {"B.1"}


def test_staging_is_cleared(keeper: Client, sheet: Sheet) -> None:
    upload(keeper, EXCEL, sheet(GOOD))
    assert keeper.get(f"{STAGING}clear/").status_code == 405
    assert keeper.post(f"{STAGING}clear/")["Location"] == STAGING
    assert not StagedRow.objects.exists()
    assert keeper.post(f"{STAGING}commit/")["Location"] == f"{STAGING}?refused=1"


def test_repeated_items_are_a_fault(keeper: Client, sheet: Sheet) -> None:
    upload(keeper, EXCEL, sheet([GOOD[0], GOOD[0]]))
    assert [row.faults for row in StagedRow.objects.all()] == [["Rincian ganda dalam pekerjaan ini"]] * 2


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [(0, "", "kode_AHSP wajib diisi"), (0, "x" * 51, "kode_AHSP paling panjang 50 karakter"),
     (1, "", "Nama AHSP wajib diisi"), (3, None, "Item wajib diisi"), (4, "", "kode wajib diisi"),
     (5, "x" * 21, "satuan paling panjang 20 karakter"), (6, "-1", "Koefisien harus angka ≥ 0"),
     (6, "1e999999", "Koefisien harus angka ≥ 0"), (6, "Infinity", "Koefisien harus angka ≥ 0")],
)  # fmt: skip
def test_what_is_wrong_with_a_row(keeper: Client, sheet: Sheet, place: int, value: object, fault: str) -> None:
    row = [*GOOD[0][:place], value, *GOOD[0][place + 1 :]]
    upload(keeper, EXCEL, sheet([row]))
    assert StagedRow.objects.get().faults == [fault]


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


BOMB = archive(xl__workbook_xml=b"<workbook/>", xl__sheet1_xml=b"0" * 30_000_000)
UPLOADS = {
    "not-excel": ("a.xlsx", b"bukan excel", "bukan file Excel"),
    "empty": ("a.xlsx", b"", "kosong"),
    "wrong-ending": ("a.csv", b"a;b", "tidak didukung"),
    "old-excel": ("a.xls", b"\xd0\xcf\x11\xe0", "tidak didukung"),
    "macro-ending": ("a.xlsm", b"PK", "makro"),
    "macro-inside": ("a.xlsx", archive(xl__workbook_xml=b"<w/>", xl__vbaProject_bin=b"x"), "makro"),
    "bomb": ("a.xlsx", BOMB, "zip bomb"),
    "zip-of-something": ("a.xlsx", archive(a_xml=b"<a/>"), "bukan file Excel"),
    "broken-xml": ("a.xlsx", archive(xl__workbook_xml=b"<workbook"), "tidak dapat dibaca"),
    "pdf": ("a.xlsx", b"%PDF-1.4", "bukan file Excel"),
}


@pytest.mark.parametrize("case", UPLOADS)
@pytest.mark.parametrize("path", [EXCEL, VALIDATE])
def test_uploads_that_are_refused_say_why(keeper: Client, case: str, path: str) -> None:
    name, content, text = UPLOADS[case]
    page = upload(keeper, path, SimpleUploadedFile(name, content))
    assert text in page
    assert not StagedRow.objects.exists()
    assert not LibraryFile.objects.exists()
    noted = SecurityAuditLog.objects.get()
    assert (noted.category, noted.severity, noted.resolved) == ("file_upload", "warning", False)


def test_an_upload_that_is_too_large_or_missing(keeper: Client, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Pilih file" in keeper.post(EXCEL, {}).content.decode()
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    assert "Terlalu banyak baris" in upload(keeper, EXCEL, sheet(GOOD))
    big = SimpleUploadedFile("a.xlsx", b"0" * (10 * 1024 * 1024 + 1))
    assert "melebihi 10 MB" in upload(keeper, EXCEL, big)


def test_missing_columns_are_named(keeper: Client, sheet: Sheet) -> None:
    page = upload(keeper, EXCEL, sheet(GOOD, heading=["kode_AHSP", "Nama", "Kategori", "Item", "kode", "satuan", "k"]))
    assert "Kolom belum ada: Nama AHSP, koefisien" in page
    assert "tidak berisi data" in upload(keeper, EXCEL, sheet([]))


def rows_of(content: bytes) -> list[list[object]]:
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_a_check_reports_without_staging(keeper: Client, sheet: Sheet) -> None:
    bad = ["+1", "Cat <b>", "Zat", "Cat", "M.99", "kg", "1"]
    report = upload(keeper, VALIDATE, sheet([*GOOD, bad]))
    assert report.startswith(f"{VALIDATE}report/")
    page = keeper.get(report).content.decode()
    assert "4 baris, 1 bermasalah." in page
    assert "Cat &lt;b&gt;" in page
    assert not StagedRow.objects.exists()
    whole = rows_of(keeper.get(report.replace("/report/", "/download/")).content)
    assert (len(whole), whole[4][-1]) == (5, "Kategori tidak dikenal")
    assert len(rows_of(keeper.get("/referensi/import/export/valid/").content)) == 4
    assert len(rows_of(keeper.get("/referensi/import/export/anomaly/").content)) == 2
    assert report.rstrip("/").rpartition("/")[2] in keeper.get(VALIDATE).content.decode()


def test_chosen_rows_become_a_workbook_without_formulas(keeper: Client) -> None:
    path = "/referensi/import/export/from-frontend/"
    rows = [["B.1", "=HYPERLINK(1)", "TK"]]
    for answer in (
        keeper.post(path, {"rows": rows}, content_type="application/json"),
        keeper.post(path, {"payload": json.dumps({"rows": rows})}),
    ):
        assert rows_of(answer.content)[1][:3] == ["B.1", "'=HYPERLINK(1)", "TK"]
    bad: tuple[object, ...] = ({}, {"rows": []}, {"rows": [1]}, {"rows": [[{}]]}, [], {"rows": [["x"] * 41]})
    for body in bad:
        assert keeper.post(path, body, content_type="application/json").status_code == 400
    assert keeper.post(path, {"payload": "{"}).status_code == 400


def pdf(*tables: list[list[str]]) -> bytes:
    out = io.BytesIO()
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    SimpleDocTemplate(out, pagesize=A4).build([Table(table, style=grid) for table in tables])
    return out.getvalue()


def test_a_pdf_becomes_a_workbook_that_can_be_imported(keeper: Client, sheet: Sheet) -> None:
    content = pdf([HEADING, ["B.1", "Beton", "TK", "Pekerja", "L.01", "OH", "1,65"]])
    assert upload(keeper, PDF, SimpleUploadedFile("ahsp.pdf", content), import_mode="import") == PDF
    kept = LibraryFile.objects.get()
    book = keeper.get(f"{PDF}download/{kept.pk}/").content
    assert rows_of(book)[1][:7] == ["B.1", "Beton", "TK", "Pekerja", "L.01", "OH", "1,65"]
    assert upload(keeper, EXCEL, SimpleUploadedFile("ahsp.xlsx", book)) == STAGING
    assert StagedRow.objects.get().faults == []
    part = keeper.get(f"{PDF}download-part/{kept.pk}/1/").content
    assert len(rows_of(part)) == 2
    assert keeper.get(f"{PDF}download-part/{kept.pk}/2/").status_code == 404


def test_other_tables_come_raw(keeper: Client) -> None:
    content = pdf([["a", "b"], ["1", "2"]])
    assert "Sumber mentah" in upload(keeper, PDF, SimpleUploadedFile("a.pdf", content), import_mode="import")
    assert upload(keeper, PDF, SimpleUploadedFile("a.pdf", content), import_mode="source") == PDF
    assert LibraryFile.objects.get().report["parts"] == [{"page": 1, "rows": [["a", "b"], ["1", "2"]]}]


@pytest.mark.parametrize(
    ("name", "content", "mode", "text"),
    [("a.pdf", b"bukan", "import", "bukan file PDF"), ("a.pdf", b"%PDF-1.4 rusak", "import", "tidak dapat dibaca"),
     ("a.pdf", pdf([["a"]])[:400], "import", "tidak dapat dibaca"), ("a.docx", b"%PDF-1.4", "import", "tidak didukung"),
     ("a.pdf", pdf([["a", "b"]]), "lain", "Mode konversi")],
)  # fmt: skip
def test_pdfs_that_are_refused_say_why(keeper: Client, name: str, content: bytes, mode: str, text: str) -> None:
    assert text in upload(keeper, PDF, SimpleUploadedFile(name, content), import_mode=mode)
    assert not LibraryFile.objects.exists()


def test_a_pdf_of_more_than_twenty_megabytes_is_refused(keeper: Client) -> None:
    large = SimpleUploadedFile("besar.pdf", b"%PDF-1.4" + b"0" * (20 * 1024 * 1024))
    assert "Ukuran file melebihi 20 MB." in upload(keeper, PDF, large, import_mode="source")
    assert not LibraryFile.objects.exists()


def test_a_pdf_of_more_than_two_hundred_pages_is_refused(keeper: Client) -> None:
    out = io.BytesIO()
    blank = Canvas(out)
    for _ in range(201):
        blank.showPage()
    blank.save()
    long = SimpleUploadedFile("panjang.pdf", out.getvalue())
    assert "Terlalu banyak halaman: paling banyak 200." in upload(keeper, PDF, long, import_mode="source")
    assert not LibraryFile.objects.exists()


@pytest.mark.parametrize("path", ["import/validate/report/x/", "import/validate/download/x/",
                                  "import/pdf-convert/download/x/", "import/pdf-convert/download-part/x/1/",
                                  "import/validate/report/00000000-0000-4000-8000-000000000000/"])  # fmt: skip
def test_files_that_nobody_made_are_not_found(keeper: Client, path: str) -> None:
    assert keeper.get(f"/referensi/{path}").status_code == 404


@pytest.mark.parametrize("path", WRITES)
def test_others_import_nothing(client: Client, sign_in: SignIn, make_user: MakeUser, path: str) -> None:
    StagedRow.objects.create(source_file="a.xlsx", number=2)
    assert client.post(path, {"confirm": "HAPUS"})["Location"] == "/"
    assert Client().post(path)["Location"].startswith("/accounts/login/")
    assert sign_in(make_user("kedua", is_superuser=True), enforce_csrf_checks=True).post(path).status_code == 403
    assert StagedRow.objects.count() == 1


def test_the_library_is_cleared_by_the_word_only(keeper: Client, job: AHSPReferensi) -> None:
    path = "/referensi/debug/clear-data/"
    assert keeper.post(path, {"confirm": "hapus"}).status_code == 200
    assert AHSPReferensi.objects.count() == 1
    assert keeper.post(path, {"confirm": "HAPUS"})["Location"] == "/referensi/admin-portal/"
    assert not AHSPReferensi.objects.exists()
    assert SecurityAuditLog.objects.get().severity == "critical"
