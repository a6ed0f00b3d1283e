import pytest

from fixtures.obligations import provokes
from fixtures.sessions import Session
from fixtures.uploads import MACROS, OVERSIZE_BACKUP, OVERSIZE_LIBRARY, OVERSIZE_PROJECTS, TEXT, ZIP_BOMB
from pages.dashboard import DashboardPage
from pages.dashboard_bulk import BulkDashboardPage, UploadPage
from pages.library_import import ImportExcelPage, StagingPage


@provokes("dashboard.upload.save", 200)
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("besar.xlsx", OVERSIZE_PROJECTS, "File terlalu besar. Maksimal 5 MB."),
        ("catatan.txt", TEXT, "Format file tidak didukung. Gunakan file .xlsx."),
        ("catatan.xlsx", TEXT, "File rusak atau bukan workbook Excel (.xlsx)."),
        ("bom.xlsx", ZIP_BOMB, "Isi file terlalu besar setelah dibuka."),
        ("makro.xlsx", MACROS, "File berisi makro. Simpan sebagai .xlsx tanpa makro."),
    ],
    ids=["oversize", "wrong-ending", "wrong-content", "zip-bomb", "macros"],
)
def test_a_workbook_of_projects_that_cannot_be_trusted_is_refused_with_the_reason(
    own_session: Session, name: str, content: bytes, reason: str
) -> None:
    upload = own_session.open(UploadPage)

    upload.upload(name, content)

    upload.expect_refused(reason)
    own_session.open(DashboardPage).expect_count(0)


@provokes("dashboard.project.import", 400)
@pytest.mark.parametrize(
    ("content", "reason"),
    [(OVERSIZE_BACKUP, "File terlalu besar. Maksimal 50 MB."), (TEXT, "File bukan JSON yang dapat dibaca.")],
    ids=["oversize", "wrong-content"],
)
def test_a_backup_that_cannot_be_trusted_is_refused_with_the_reason(
    own_session: Session, content: bytes, reason: str
) -> None:
    dashboard = own_session.open(BulkDashboardPage)

    dashboard.import_backup(content)

    dashboard.expect_import_says(reason)
    own_session.open(DashboardPage).expect_count(0)


@provokes("library.excel.upload", 200)
@pytest.mark.usefixtures("empty_staging")
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("besar.xlsx", OVERSIZE_LIBRARY, "Ukuran file melebihi 10 MB."),
        ("catatan.csv", TEXT, "Format file tidak didukung. Gunakan file .xlsx."),
        ("catatan.xlsx", TEXT, "File bukan file Excel (.xlsx)."),
        ("bom.xlsx", ZIP_BOMB, "kemungkinan zip bomb"),
        ("makro.xlsx", MACROS, "File berisi makro. Simpan ulang sebagai .xlsx tanpa makro."),
    ],
    ids=["oversize", "wrong-ending", "wrong-content", "zip-bomb", "macros"],
)
def test_a_sheet_for_the_library_that_cannot_be_trusted_is_refused_with_the_reason(
    keeper: Session, next_keeper: Session, name: str, content: bytes, reason: str
) -> None:
    upload = keeper.open(ImportExcelPage)

    upload.upload(name, content)

    upload.messages.expect_message(reason)
    next_keeper.open(StagingPage).expect_waiting(rows=0, faulty=0)
