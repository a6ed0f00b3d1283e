from api.exports import file_of
from api.library import jobs_of
from fixtures.documents import text_of
from fixtures.library import OwnLibrary
from fixtures.obligations import covers
from fixtures.sessions import Session
from pages.library import LibraryDatabasePage
from pages.library_audit import AuditDashboardPage, AuditLogsPage, AuditStatisticsPage


@covers("library.audit.view", "library.audit_statistics.view", "library.audit_logs.export")
def test_who_changed_the_library_is_on_record(keeper: Session, next_keeper: Session, own_library: OwnLibrary) -> None:
    body, changed = {"field": "satuan", "value": "m1"}, f"AHSPReferensi {own_library.digging.id}: satuan"
    keeper.arrange.patch_json(f"/referensi/api/jobs/{own_library.digging.id}/", body)

    next_keeper.open(AuditDashboardPage).expect_event("library_edit", changed)
    logs = next_keeper.open(AuditLogsPage)
    logs.expect_event(changed, "Selesai")
    logs.expect_no_event(f"AHSPReferensi {own_library.filling.id}: satuan")
    sheet = text_of(file_of(keeper.api.get("/referensi/audit/export/")))
    assert changed in sheet
    next_keeper.open(AuditStatisticsPage).expect_counted("library_edit", times=sheet.count("library_edit"))


@covers("library.database_alias.view", "library.import.view")
def test_the_former_address_leads_to_the_tables(keeper: Session, own_library: OwnLibrary) -> None:
    keeper.page.goto("/referensi/admin/database/")

    keeper.at(LibraryDatabasePage).expect_ready()
    assert keeper.api.get("/referensi/import/").status == 200
    assert len(jobs_of(keeper.api, own_library.sumber)) == 2
