from api import upkeep
from fixtures.data import Arrange, Fake
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from fixtures.sheets import sheet_of
from pages.dashboard import DashboardPage
from pages.dashboard_bulk import BulkDashboardPage, UploadPage
from pages.project_forms import ProjectEditPage

MASS_EDIT = "dashboard.projects.mass_edit"


@covers(MASS_EDIT)
def test_edits_of_several_projects_are_saved_together(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    first, second, kept = arrange.project(), arrange.project(), arrange.project()
    renamed = fake.name("Gedung")
    dashboard = owner.open(BulkDashboardPage)
    dashboard.search(fake.mark)
    dashboard.choose(first.nama, second.nama)
    dashboard.edit_chosen()

    dashboard.type_in(first.nama, nama=renamed)
    dashboard.type_in(second.nama, lokasi_project="Ende")
    dashboard.save_edits()

    next_session.open(ProjectEditPage, first).expect_values(nama=renamed, lokasi_project=first.details.lokasi_project)
    next_session.open(ProjectEditPage, second).expect_values(nama=second.nama, lokasi_project="Ende")
    next_session.open(ProjectEditPage, kept).expect_values(nama=kept.nama)


@covers(MASS_EDIT)
def test_a_budget_with_points_between_its_thousands_is_stored_as_it_was_typed(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    project = arrange.project()
    dashboard = owner.open(BulkDashboardPage)
    dashboard.search(fake.mark)
    dashboard.choose(project.nama)
    dashboard.edit_chosen()

    dashboard.type_in(project.nama, anggaran_owner="2.500.000")
    dashboard.save_edits()

    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_in_row(project.nama, "2.500.000")


@covers(MASS_EDIT)
def test_a_description_of_two_lines_keeps_them_when_only_the_name_is_edited(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    project, renamed = arrange.project(), fake.name("Gedung")
    form = owner.open(ProjectEditPage, project)
    form.fill(deskripsi="Lantai satu: toko\nLantai dua: kantor")
    form.send()
    dashboard = owner.open(BulkDashboardPage)
    dashboard.search(fake.mark)
    dashboard.choose(project.nama)
    dashboard.edit_chosen()

    dashboard.type_in(project.nama, nama=renamed)
    dashboard.save_edits()

    seen_later = next_session.open(ProjectEditPage, project)
    seen_later.expect_values(nama=renamed, deskripsi="Lantai satu: toko\nLantai dua: kantor")


@provokes(MASS_EDIT, 400)
def test_one_bad_edit_stops_them_all_and_is_said_at_its_field(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    first, second = arrange.project(), arrange.project()
    dashboard = owner.open(BulkDashboardPage)
    dashboard.search(fake.mark)
    dashboard.choose(first.nama, second.nama)
    dashboard.edit_chosen()

    dashboard.type_in(first.nama, lokasi_project="Tidak Boleh Tersimpan")
    dashboard.type_in(second.nama, nama="ab")
    dashboard.save_edits()

    dashboard.expect_edit_refused(second.nama, "nama", "Nama project minimal 3 karakter.")
    dashboard.expect_still_in(second.nama, nama="ab")
    dashboard.expect_still_in(first.nama, lokasi_project="Tidak Boleh Tersimpan")
    untouched = next_session.open(ProjectEditPage, first)
    untouched.expect_values(lokasi_project=first.details.lokasi_project)


@covers("dashboard.projects.delete")
def test_deleted_together_they_are_gone_and_the_third_is_not(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    first, second, kept = arrange.project(), arrange.project(), arrange.project()
    dashboard = owner.open(BulkDashboardPage)
    dashboard.search(fake.mark)
    dashboard.choose(first.nama, second.nama)

    dashboard.delete_chosen()

    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_order([kept.nama])


@covers("dashboard.projects.archive")
def test_archived_projects_leave_the_list_and_are_found_among_the_archived(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    first, second, kept = arrange.project(), arrange.project(), arrange.project()
    dashboard = owner.open(BulkDashboardPage)
    dashboard.search(fake.mark)
    dashboard.choose(first.nama, second.nama)

    dashboard.archive_chosen()

    seen_later = next_session.open(DashboardPage)
    seen_later.filter(search=fake.mark)
    seen_later.expect_order([kept.nama])
    seen_later.filter(search=fake.mark, is_active="false")
    seen_later.expect_count(2)
    seen_later.expect_listed(first.nama)
    seen_later.expect_listed(second.nama)


@covers("dashboard.projects.unarchive")
def test_an_archived_project_comes_back_into_use(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    first, second, left = arrange.project(), arrange.project(), arrange.project()
    upkeep.archive(arrange.client, first.id, second.id, left.id)
    dashboard = owner.open(BulkDashboardPage)
    dashboard.filter(search=fake.mark, is_active="false")
    dashboard.choose(first.nama, second.nama)

    dashboard.unarchive_chosen()

    seen_later = next_session.open(DashboardPage)
    seen_later.filter(search=fake.mark)
    seen_later.expect_count(2)
    seen_later.expect_listed(first.nama)
    seen_later.expect_listed(second.nama)
    seen_later.expect_not_listed(left.nama)


@covers("dashboard.upload.save", "dashboard.upload.view")
def test_projects_of_an_uploaded_sheet_are_on_the_dashboard(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    bridge, road = fake.project(), fake.project()
    arrange.remove_by_name(bridge.nama)
    arrange.remove_by_name(road.nama)

    owner.open(UploadPage).upload("proyek.xlsx", sheet_of([bridge, road]))

    owner.at(DashboardPage).messages.expect_message("2 proyek berhasil diupload.")
    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_listed(bridge.nama)
    seen_later.expect_listed(road.nama)
    seen_later.edit(bridge.nama).expect_values(nama=bridge.nama, lokasi_project=bridge.lokasi_project)


def test_a_sheet_with_one_bad_row_stores_none(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    good, bad = fake.project(), fake.project(nama="ab")
    arrange.remove_by_name(good.nama)
    upload = owner.open(UploadPage)

    upload.upload("proyek.xlsx", sheet_of([good, bad]))

    upload.expect_refused("Baris 3 – nama: Nama project minimal 3 karakter.")
    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_not_listed(good.nama)


def test_another_kind_of_file_is_refused(owner: Session) -> None:
    upload = owner.open(UploadPage)

    upload.upload("proyek.xlsm", b"PK")

    upload.expect_refused("Format file tidak didukung. Gunakan file .xlsx.")
