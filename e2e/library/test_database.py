from api.exports import file_of
from api.library import expect_exported, items_of, start_export
from fixtures.data import Fake
from fixtures.documents import json_of
from fixtures.instances import Instance
from fixtures.library import OwnLibrary, cells_of
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.library import LibraryDatabasePage, LibraryMassEditPage, PortalPage
from pages.library_audit import AuditLogsPage


@covers("library.portal.save", "library.portal.view")
def test_a_note_on_the_portal_reaches_the_next_keeper(keeper: Session, next_keeper: Session, fake: Fake) -> None:
    keeper.open(PortalPage).leave_note(f"Impor <b>besok</b> {fake.mark}")

    next_keeper.open(PortalPage).expect_note(f"Impor <b>besok</b> {fake.mark}")


@covers("library.job.update", "library.database.view", "library.jobs.list", "library.stats.read")
def test_a_changed_cell_is_changed_for_every_keeper(
    keeper: Session, next_keeper: Session, own_library: OwnLibrary
) -> None:
    database = keeper.open(LibraryDatabasePage)
    database.search(own_library.sumber)

    database.change(own_library.digging.kode, "nama_ahsp", "Galian <i>batu</i>")

    seen_later = next_keeper.open(LibraryDatabasePage)
    seen_later.search(own_library.sumber)
    seen_later.expect_row(own_library.digging.kode, "Galian <i>batu</i>")
    seen_later.expect_row(own_library.filling.kode, own_library.filling.nama)  # and no other job changed
    next_keeper.open(AuditLogsPage).expect_event(f"AHSPReferensi {own_library.digging.id}: nama_ahsp", "Selesai")


@covers("library.item.update", "library.items.list")
def test_a_changed_coefficient_is_the_librarys(keeper: Session, next_keeper: Session, own_library: OwnLibrary) -> None:
    database = keeper.open(LibraryDatabasePage)
    database.show_items()
    database.search(own_library.digging.kode)

    database.change("L.01", "koefisien", "1,25")

    seen_later = next_keeper.open(LibraryDatabasePage)
    seen_later.show_items()
    seen_later.search(own_library.sumber)
    seen_later.expect_row("L.01", "1,25")
    seen_later.expect_row("L.04", "0,01")
    labour = items_of(keeper.arrange, own_library.sumber)["L.01"]
    next_keeper.open(AuditLogsPage).expect_event(f"RincianReferensi {labour}: koefisien", "Selesai")


@covers("library.database.save")
def test_many_lines_are_stored_at_once(keeper: Session, next_keeper: Session, own_library: OwnLibrary) -> None:
    form = keeper.at(LibraryMassEditPage)
    form.open_for(own_library.sumber)
    form.type(own_library.digging.id, "satuan", "m1")
    form.type(own_library.filling.id, "klasifikasi", "Tanah")

    form.save()

    seen_later = next_keeper.at(LibraryMassEditPage)
    seen_later.open_for(own_library.sumber)
    seen_later.expect_value(own_library.digging.id, "satuan", "m1")
    seen_later.expect_value(own_library.filling.id, "klasifikasi", "Tanah")
    seen_later.expect_value(own_library.filling.id, "satuan", "m3")  # as it was


@provokes("library.item.update", 400)
def test_what_is_no_coefficient_is_refused_and_stays_typed(
    keeper: Session, next_keeper: Session, own_library: OwnLibrary
) -> None:
    database = keeper.open(LibraryDatabasePage)
    database.show_items()
    database.search(own_library.digging.kode)

    database.try_to_change("L.01", "koefisien", "banyak")

    database.toasts.expect_toast("Koefisien harus berupa angka")
    database.expect_still_typed("banyak")
    seen_later = next_keeper.open(LibraryDatabasePage)
    seen_later.show_items()
    seen_later.search(own_library.digging.kode)
    seen_later.expect_row("L.01", "0,75")


@provokes("library.database.save", 200)
def test_one_bad_line_stops_them_all_and_all_stay_typed(
    keeper: Session, next_keeper: Session, own_library: OwnLibrary
) -> None:
    form = keeper.at(LibraryMassEditPage)
    form.open_for(own_library.sumber)
    form.type(own_library.digging.id, "satuan", "m1")
    form.type(own_library.filling.id, "nama_ahsp", "")

    form.save()

    form.expect_refused(own_library.filling.id, "nama_ahsp", "tidak boleh kosong")
    form.expect_value(own_library.filling.id, "nama_ahsp", "")
    form.expect_value(own_library.digging.id, "satuan", "m1")
    seen_later = next_keeper.at(LibraryMassEditPage)
    seen_later.open_for(own_library.sumber)
    seen_later.expect_value(own_library.digging.id, "satuan", "m3")
    seen_later.expect_value(own_library.filling.id, "nama_ahsp", own_library.filling.nama)


@covers("library.jobs.delete", "library.jobs.preview_delete")
def test_a_source_is_deleted_after_a_preview_and_no_other(
    keeper: Session, next_keeper: Session, own_library: OwnLibrary
) -> None:
    database = keeper.open(LibraryDatabasePage)
    database.preview_deletion(own_library.sumber)
    database.expect_preview("2 pekerjaan dan 2 rincian akan dihapus.")

    database.delete()

    seen_later = next_keeper.open(LibraryDatabasePage)
    seen_later.search(own_library.sumber)
    seen_later.expect_none(own_library.sumber)
    next_keeper.open(AuditLogsPage).expect_newest("library_bulk_delete", "2 pekerjaan dan 2 rincian dihapus")


@covers("library.export.single", "library.export.multiple", "library.export.search")
def test_a_file_holds_the_jobs_that_were_asked_for(keeper: Session, own_library: OwnLibrary) -> None:
    digging, filling = own_library.digging, own_library.filling
    database = keeper.open(LibraryDatabasePage)
    database.search(own_library.sumber)

    single = cells_of(database.download(digging.kode))
    several = keeper.api.post_json("/referensi/export/multiple/json/", {"job_ids": [digging.id, filling.id]})
    found = keeper.api.get("/referensi/export/search/json/", {"q": "urugan", "sumber": own_library.sumber})

    assert {digging.kode, "L.01"} <= single
    assert filling.kode not in single
    assert [job["kode_ahsp"] for job in json_of(file_of(several))["jobs"]] == [digging.kode, filling.kode]
    assert [job["kode_ahsp"] for job in json_of(file_of(found))["jobs"]] == [filling.kode]


@covers("library.export.start", "library.export.status")
def test_the_worker_writes_what_was_asked_for(keeper: Session, own_library: OwnLibrary) -> None:
    address = start_export(keeper.api, [own_library.filling.id], "json")

    file = expect_exported(keeper.api, address)

    assert [job["kode_ahsp"] for job in file["jobs"]] == [own_library.filling.kode]


@provokes("library.job.update", 403)
def test_an_estimator_keeps_nothing(own_instance: Instance, keeper: Session, own_library: OwnLibrary) -> None:
    estimator = own_instance.session("owner")
    estimator.page.goto(PortalPage.path)
    estimator.at(DashboardPage).expect_here()
    body = {"field": "nama_ahsp", "value": "Bukan milik saya"}

    answer = estimator.api.patch_json(f"/referensi/api/jobs/{own_library.digging.id}/", body)

    assert answer.status == 403
    database = keeper.open(LibraryDatabasePage)
    database.search(own_library.sumber)
    database.expect_row(own_library.digging.kode, own_library.digging.nama)
