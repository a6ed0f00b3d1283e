import pytest

from api.library import sheet, stage
from fixtures.data import Fake
from fixtures.library import OwnLibrary, cells_of, digging_and_filling
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.library import LibraryDatabasePage
from pages.library_audit import AuditLogPage, AuditLogsPage
from pages.library_import import (
    ClearLibraryPage,
    ConvertPdfPage,
    ImportExcelPage,
    StagingPage,
    ValidateExcelPage,
    ValidationReportPage,
)


@covers("library.excel.upload", "library.excel.view", "library.staging.view")
@pytest.mark.usefixtures("empty_staging")
def test_an_uploaded_sheet_waits_for_a_review(keeper: Session, next_keeper: Session, fake: Fake) -> None:
    good, other = digging_and_filling(fake.mark)
    faulty = (*other[:6], "abc", *other[7:])

    keeper.open(ImportExcelPage).upload("ahsp.xlsx", sheet([good, faulty]))

    waiting = next_keeper.open(StagingPage)
    waiting.expect_waiting(rows=2, faulty=1)
    waiting.expect_fault(good[0], "")
    waiting.expect_fault(faulty[0], "Koefisien harus angka ≥ 0")
    database = next_keeper.open(LibraryDatabasePage)
    database.search(fake.mark)
    database.expect_none(fake.mark)  # nothing is in the library yet


@covers("library.staging.save")
def test_a_corrected_row_is_kept(keeper: Session, next_keeper: Session, fake: Fake) -> None:
    good, other = digging_and_filling(fake.mark)
    stage(keeper.arrange, [good, (*other[:6], "abc", *other[7:])])
    staging = keeper.open(StagingPage)
    staging.type(other[0], "koefisien", "0,5")

    staging.save()

    waiting = next_keeper.open(StagingPage)
    waiting.expect_waiting(rows=2, faulty=0)
    waiting.expect_fault(other[0], "")


@covers("library.staging.commit")
def test_what_waits_becomes_the_library(keeper: Session, next_keeper: Session, fake: Fake) -> None:
    stage(keeper.arrange, digging_and_filling(fake.mark))

    keeper.open(StagingPage).commit()

    database = next_keeper.open(LibraryDatabasePage)
    database.search(fake.mark)
    database.expect_row(f"{fake.mark}-1", f"Galian tanah {fake.mark}")
    database.expect_row(f"{fake.mark}-2", f"Urugan pasir {fake.mark}")
    database.show_items()
    database.search(fake.mark)
    database.expect_row("L.01", "0,75")
    database.expect_row("L.04", "0,01")
    next_keeper.open(StagingPage).expect_waiting(rows=0, faulty=0)


@covers("library.staging.clear")
def test_what_is_thrown_away_does_not_wait_any_more(keeper: Session, next_keeper: Session, fake: Fake) -> None:
    stage(keeper.arrange, digging_and_filling(fake.mark))

    keeper.open(StagingPage).clear()

    next_keeper.open(StagingPage).expect_waiting(rows=0, faulty=0)
    database = next_keeper.open(LibraryDatabasePage)
    database.search(fake.mark)
    database.expect_none(fake.mark)
    next_keeper.open(AuditLogsPage).expect_newest("staging_cleared", "Staging dikosongkan: 2 baris")


@covers("library.validation.run", "library.validation.view")
@pytest.mark.usefixtures("empty_staging")
def test_a_check_is_reported_and_stages_nothing(keeper: Session, next_keeper: Session, fake: Fake) -> None:
    good, other = digging_and_filling(fake.mark)

    keeper.open(ValidateExcelPage).upload(f"{fake.mark}.xlsx", sheet([good, (*other[:2], "Zat", *other[3:])]))

    next_keeper.open(ValidateExcelPage).expect_report(f"{fake.mark}.xlsx", "2 baris, 1 bermasalah")
    next_keeper.open(StagingPage).expect_waiting(rows=0, faulty=0)


@covers("library.pdf.convert", "library.pdf.view", "library.pdf.download", "library.pdf.download_part")
def test_the_tables_of_a_pdf_become_a_workbook(
    keeper: Session, next_keeper: Session, own_library: OwnLibrary, fake: Fake
) -> None:
    printed = keeper.arrange.get(f"/referensi/export/single/{own_library.digging.id}/pdf/").body()
    convert = keeper.open(ConvertPdfPage)
    convert.choose_raw()

    convert.upload(f"{fake.mark}.pdf", printed)

    seen_later = next_keeper.open(ConvertPdfPage)
    seen_later.expect_converted(f"{fake.mark}.pdf")
    assert "L.01" in cells_of(seen_later.download(f"{fake.mark}.pdf"))
    assert "L.04" not in cells_of(seen_later.download_page(f"{fake.mark}.pdf", 1))


@covers("library.audit_log.resolve", "library.audit_log.view", "library.audit_logs.view")
@provokes("library.excel.upload", 200)
@pytest.mark.usefixtures("empty_staging")
def test_a_refused_upload_is_noted_and_settled(keeper: Session, next_keeper: Session, fake: Fake) -> None:
    upload = keeper.open(ImportExcelPage)
    upload.upload(f"{fake.mark}.xlsm", b"PK")
    upload.messages.expect_message("File berisi makro.")
    log = keeper.at(AuditLogPage)
    keeper.open(AuditLogsPage).open_newest("upload_refused")

    log.resolve(f"Sudah ditanyakan {fake.mark}")

    next_keeper.open(AuditLogsPage).open_newest("upload_refused")
    next_keeper.at(AuditLogPage).expect_resolved("admin", f"Sudah ditanyakan {fake.mark}")
    next_keeper.open(StagingPage).expect_waiting(rows=0, faulty=0)


@covers("library.clear.execute", "library.clear.view")
@provokes("library.clear.execute", 200)
def test_the_library_is_emptied_by_the_word_only(
    keeper: Session, next_keeper: Session, own_library: OwnLibrary
) -> None:
    clearing = keeper.open(ClearLibraryPage)
    clearing.clear("ya")
    database = next_keeper.open(LibraryDatabasePage)
    database.search(own_library.sumber)
    database.expect_row(own_library.digging.kode)
    clearing.messages.close()

    clearing.clear("HAPUS")

    next_keeper.open(LibraryDatabasePage).expect_none("")
    next_keeper.open(AuditLogsPage).expect_no_event("Pustaka dikosongkan: 0 pekerjaan")


@covers("library.validation.report", "library.validation.download", "library.validation.export_valid")
@covers("library.validation.export_anomaly", "library.validation.export_rows")
def test_good_and_faulty_rows_of_a_check_come_apart(keeper: Session, fake: Fake) -> None:
    good, other = digging_and_filling(fake.mark)
    report = keeper.at(ValidationReportPage)
    keeper.open(ValidateExcelPage).upload(f"{fake.mark}.xlsx", sheet([good, (*other[:2], "Zat", *other[3:])]))
    report.tick(3)

    valid = cells_of(report.download("Unduh Baris Valid"))
    anomaly = cells_of(report.download("Unduh Baris Anomali"))

    assert good[0] in valid
    assert other[0] not in valid
    assert {other[0], "Kategori tidak dikenal"} <= anomaly
    assert good[0] not in anomaly
    assert {good[0], other[0]} <= cells_of(report.download("Unduh Laporan"))
    assert good[0] not in cells_of(report.download_ticked())
