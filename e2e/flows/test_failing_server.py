import json
from decimal import Decimal

import pytest

from api import upkeep
from api.ahsp import NewRow, save_rows
from api.library_works import add_modified
from api.projects import Project
from api.volumes import add_parameter
from fixtures.data import Arrange, Fake
from fixtures.estimates import Estimate
from fixtures.library import OwnLibrary
from fixtures.obligations import provokes
from fixtures.schedules import Schedule
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.dashboard_bulk import BulkDashboardPage
from pages.harga_items import HargaItemsPage
from pages.jadwal import JadwalPage
from pages.library import LibraryDatabasePage
from pages.list_pekerjaan import ListPekerjaanPage
from pages.orphan_cleanup import OrphanCleanupPage
from pages.price_conversion import PriceConversionPage
from pages.pricing import PricingPage
from pages.project_copy import ProjectCopyPage
from pages.project_forms import ProjectEditPage
from pages.rekap_rab import RekapRabPage
from pages.rincian_ahsp import RincianAhspPage
from pages.template_ahsp import TemplateAhspPage
from pages.template_reset import TemplateResetPage
from pages.volume_parameters import VolumeParametersPage
from pages.volume_pekerjaan import VolumePekerjaanPage
from pages.work_templates import WorkTemplatesPage

FAILED = "Terjadi kesalahan pada server"
RESET_PLAN = "Reset semua progress Perencanaan ke 0%"


@pytest.fixture
def sized(estimate: Estimate, arrange: Arrange) -> Estimate:
    """The estimate with the parameter panjang 12,5 m."""
    add_parameter(arrange.client, estimate.project.id, "panjang", Decimal("12.5"), "m")
    return estimate


@pytest.fixture
def template(estimate: Estimate, arrange: Arrange, fake: Fake) -> str:
    """The name of a template of the estimate's works."""
    name = fake.name("Template")
    template_id = upkeep.create_template(arrange.client, estimate.project.id, name)
    arrange.remove_later(lambda: upkeep.delete_template(arrange.client, template_id))
    return name


@provokes("works.list.upsert", 500)
def test_works_that_could_not_be_stored_stay_typed_and_the_next_save_stores_them(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    works = owner.open(ListPekerjaanPage, estimate.project)
    works.type_uraian(1, "Pasang keramik lantai dua")

    with works.server_failing_to_save():
        works.save()
    works.expect_told_of_failure()
    works.expect_unsaved()
    next_session.open(ListPekerjaanPage, estimate.project).expect_work(1, uraian=estimate.laying.uraian)
    works.expect_work(1, uraian="Pasang keramik lantai dua")
    works.save()

    next_session.open(ListPekerjaanPage, estimate.project).expect_work(1, uraian="Pasang keramik lantai dua")


@provokes("volume.quantity.save", 500)
def test_volumes_that_could_not_be_stored_stay_typed_and_the_next_save_stores_them(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.type_volume(estimate.laying.uraian, "250")

    with volumes.server_failing_to_save():
        volumes.save()
    volumes.expect_told_of_failure()
    volumes.expect_unsaved()
    next_session.open(VolumePekerjaanPage, estimate.project).expect_volume(estimate.laying.uraian, "100")
    volumes.expect_volume(estimate.laying.uraian, "250")
    volumes.save()

    next_session.open(VolumePekerjaanPage, estimate.project).expect_volume(estimate.laying.uraian, "250")


@provokes("volume.formulas.save", 500)
def test_a_formula_that_could_not_be_stored_stays_typed(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.type_volume(estimate.laying.uraian, "=50 * 2")  # as much as before: the formula alone is sent

    with volumes.server_failing_to_save():
        volumes.save_formula_alone()

    volumes.expect_told_of_failure()
    volumes.expect_unsaved()
    volumes.expect_volume(estimate.laying.uraian, "=50 * 2")
    next_session.open(VolumePekerjaanPage, estimate.project).expect_volume(estimate.laying.uraian, "100")


@provokes("volume.parameter.create", 500)
def test_a_parameter_that_could_not_be_added_stays_typed(sized: Estimate, owner: Session) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    with volumes.server_failing_to_save():
        volumes.add_parameter("tinggi", "3,25")

    volumes.expect_told_of_failure()
    volumes.expect_new_parameter("tinggi", "3,25")
    volumes.expect_parameters("panjang")


@provokes("volume.parameter.update", 500)
@provokes("volume.parameter.delete", 500)
def test_a_parameter_that_could_be_neither_changed_nor_deleted_is_there_as_it_was_typed(
    sized: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)

    with volumes.server_failing_to_save():
        volumes.change_parameter("panjang", nilai="40")
        volumes.expect_told_of_failure()
        volumes.toasts.dismiss(FAILED)
        volumes.ask_to_delete_parameter("panjang")
        volumes.confirm_deletion()

    volumes.expect_told_of_failure()
    volumes.expect_parameter("panjang", "40")
    next_session.open(VolumeParametersPage, sized.project).expect_parameter("panjang", "12,5")


@provokes("volume.parameters.sync", 500)
def test_parameters_that_could_not_be_synchronised_stay_typed(
    sized: Estimate, owner: Session, next_session: Session
) -> None:
    volumes = owner.open(VolumeParametersPage, sized.project)
    volumes.open_sync()
    volumes.type_sync("panjang = 30,5", "tebal = 0,15")

    with volumes.server_failing_to_save():
        volumes.sync()

    volumes.expect_sync_refused(FAILED)
    volumes.expect_sync_typed("panjang = 30,5", "tebal = 0,15")
    next_session.open(VolumeParametersPage, sized.project).expect_parameter("panjang", "12,5")


@provokes("ahsp.detail.save", 500)
def test_rows_that_could_not_be_stored_stay_typed_and_the_next_save_stores_them(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    editor = owner.open(TemplateAhspPage, estimate.project)
    editor.type_koefisien("TK", 1, "0,9")

    with editor.server_failing_to_save():
        editor.save()
    editor.expect_told_of_failure()
    editor.expect_unsaved()
    next_session.open(TemplateAhspPage, estimate.project).expect_rows("TK", [("L.01", "0,123456")])
    editor.expect_rows("TK", [("L.01", "0,9")])
    editor.save()

    next_session.open(TemplateAhspPage, estimate.project).expect_rows("TK", [("L.01", "0,9")])


@provokes("ahsp.detail.reset", 500)
def test_rows_that_could_not_be_reset_are_still_the_owners(owner: Session, arrange: Arrange) -> None:
    project = arrange.project()
    job = add_modified(arrange.client, project.id)
    save_rows(arrange.client, project.id, job, [NewRow("BHN", "B.77", Decimal("7.7"), "Milik saya")])
    editor = owner.open(TemplateResetPage, project)

    with editor.server_failing_to_save():
        editor.reset_to_library()

    editor.expect_told_of_failure()
    editor.expect_row_total(1)
    editor.expect_rows("BHN", [("B.77", "7,7")])


@provokes("pricing.harga_items.save", 500)
def test_prices_that_could_not_be_stored_stay_typed_and_the_next_save_stores_them(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    prices = owner.open(HargaItemsPage, estimate.project)
    prices.type_price("B.01", "150.000,50")

    with prices.server_failing_to_save():
        prices.save()
    prices.expect_told_of_failure()
    next_session.open(HargaItemsPage, estimate.project).expect_price("B.01", "13.000,5")
    prices.expect_price("B.01", "150.000,5")
    prices.save()

    next_session.open(HargaItemsPage, estimate.project).expect_price("B.01", "150.000,5")


@provokes("pricing.conversion.save", 500)
def test_a_conversion_that_could_not_be_stored_stays_typed(estimate: Estimate, owner: Session) -> None:
    prices = owner.open(PriceConversionPage, estimate.project)
    prices.open_conversion("B.01")

    with prices.server_failing_to_save():
        prices.convert(unit="Zak", price="75.000", factor="50")

    prices.expect_told_of_failure()
    prices.expect_conversion(unit="Zak", price="75.000", factor="50")
    prices.expect_price("B.01", "13.000,5")


@provokes("pricing.orphans.delete", 500)
def test_an_orphan_that_could_not_be_deleted_is_still_listed(
    estimate: Estimate, owner: Session, arrange: Arrange
) -> None:
    only_labour = [NewRow("TK", "L.01", Decimal(1), "Pekerja")]
    save_rows(arrange.client, estimate.project.id, estimate.laying.id, only_labour)
    orphans = owner.open(OrphanCleanupPage, estimate.project)
    orphans.choose("B.01")

    with orphans.server_failing_to_save():
        orphans.delete_chosen()

    orphans.expect_told_of_failure()
    orphans.expect_ready()
    orphans.expect_listed("B.01")


@provokes("pricing.project.save", 500)
def test_a_tax_that_could_not_be_stored_stays_typed(estimate: Estimate, owner: Session, next_session: Session) -> None:
    summary = owner.open(RekapRabPage, estimate.project)

    with summary.server_failing_to_save():
        summary.type_ppn("12")

    summary.expect_ppn_refused(FAILED, kept="12")
    next_session.open(RekapRabPage, estimate.project).expect_pricing(ppn="11", rounding=1000)


@provokes("pricing.pekerjaan.save", 500)
def test_a_markup_that_could_not_be_stored_stays_typed(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    details = owner.open(RincianAhspPage, estimate.project)
    details.choose_job(estimate.laying.uraian)

    with details.server_failing_to_save():
        details.override_markup("20,5")

    details.expect_told_of_failure()
    details.expect_override_typed("20,5")
    next_session.open(RincianAhspPage, estimate.project).expect_markup("15", own=False)


@provokes("template.library.create", 500)
def test_a_template_that_could_not_be_made_stays_typed(estimate: Estimate, owner: Session, arrange: Arrange) -> None:
    name = arrange.fake.name("Template")
    works = owner.open(WorkTemplatesPage, estimate.project)

    with works.server_failing_to_save():
        works.save_as_template(name, description="Dua lantai")

    works.expect_template_refused(FAILED)
    works.expect_template_typed(name, description="Dua lantai")
    assert upkeep.templates_named(arrange.client, name) == []


@provokes("template.library.apply", 500)
@provokes("template.library.delete", 500)
def test_a_template_that_could_be_neither_applied_nor_deleted_is_still_shown(
    estimate: Estimate, template: str, owner: Session, next_session: Session
) -> None:
    works = owner.open(WorkTemplatesPage, estimate.project)
    works.open_template(template)

    with works.server_failing_to_save():
        works.confirm_import()
        works.expect_import_refused(FAILED)
        works.try_to_delete_template()

    works.expect_import_refused(FAILED)
    works.expect_works(estimate.laying.uraian, estimate.helping.uraian)
    seen_later = next_session.open(WorkTemplatesPage, estimate.project)
    seen_later.expect_works(estimate.laying.uraian, estimate.helping.uraian)
    seen_later.open_library()
    seen_later.find_template(template)
    seen_later.expect_template(template)


@provokes("template.file.apply", 500)
def test_a_template_file_that_could_not_be_applied_adds_nothing(
    template: str, owner: Session, arrange: Arrange
) -> None:
    content = upkeep.template_content(arrange.client, template)
    works = owner.open(WorkTemplatesPage, arrange.project())
    works.choose_file(json.dumps(content).encode())

    with works.server_failing_to_save():
        works.confirm_file_import()

    works.expect_import_refused(FAILED)
    works.expect_works()


@provokes("dashboard.projects.mass_edit", 500)
def test_edits_of_projects_that_could_not_be_stored_stay_typed(owner: Session, arrange: Arrange, fake: Fake) -> None:
    project = arrange.project()
    dashboard = owner.open(BulkDashboardPage)
    dashboard.search(fake.mark)
    dashboard.choose(project.nama)
    dashboard.edit_chosen()
    dashboard.type_in(project.nama, lokasi_project="Ende", anggaran_owner="2.500.000")

    with dashboard.server_failing_to_save():
        dashboard.save_edits()

    dashboard.expect_told_of_failure()
    dashboard.expect_still_in(project.nama, lokasi_project="Ende", anggaran_owner="2.500.000")


@provokes("dashboard.projects.archive", 500)
@provokes("dashboard.projects.delete", 500)
def test_projects_that_could_be_neither_archived_nor_deleted_are_still_listed(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    project = arrange.project()
    dashboard = owner.open(BulkDashboardPage)
    dashboard.search(fake.mark)
    dashboard.choose(project.nama)

    with dashboard.server_failing_to_save():
        dashboard.archive_chosen()
        dashboard.expect_told_of_failure()
        dashboard.toasts.dismiss(FAILED)
        dashboard.delete_chosen()

    dashboard.expect_told_of_failure()
    dashboard.expect_listed(project.nama)
    seen_later = next_session.open(BulkDashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_order([project.nama])


@provokes("dashboard.projects.unarchive", 500)
def test_a_project_that_could_not_be_taken_into_use_again_stays_archived(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    project = arrange.project()
    upkeep.archive(arrange.client, project.id)
    dashboard = owner.open(BulkDashboardPage)
    dashboard.filter(search=fake.mark, is_active="false")
    dashboard.choose(project.nama)

    with dashboard.server_failing_to_save():
        dashboard.unarchive_chosen()

    dashboard.expect_told_of_failure()
    dashboard.expect_listed(project.nama)
    seen_later = next_session.open(BulkDashboardPage)
    seen_later.filter(search=fake.mark)
    seen_later.expect_count(0)


@provokes("dashboard.project.import", 500)
def test_a_backup_that_could_not_be_restored_makes_no_project(
    estimate: Estimate, owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    backup = upkeep.backup_of(arrange.client, estimate.project.id)
    dashboard = owner.open(BulkDashboardPage)

    with dashboard.server_failing_to_save():
        dashboard.import_backup(json.dumps(backup).encode())

    dashboard.expect_import_says(FAILED)
    seen_later = next_session.open(BulkDashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_order([estimate.project.nama])


@provokes("dashboard.project.deep_copy", 500)
def test_a_copy_that_could_not_be_made_stays_typed(owner: Session, arrange: Arrange, fake: Fake) -> None:
    name = fake.name("Salinan")
    page = owner.open(ProjectCopyPage, arrange.project())

    with page.server_failing_to_save():
        page.copy(name, start="2026-08-17")

    page.expect_told_of_failure()
    page.expect_typed(name, start="2026-08-17")


@provokes("dashboard.project.batch_copy", 500)
def test_copies_that_could_not_be_made_stay_typed(owner: Session, arrange: Arrange, fake: Fake) -> None:
    base = fake.name("Blok")
    page = owner.open(ProjectCopyPage, arrange.project())

    with page.server_failing_to_save():
        page.copy_several(base, 3)

    page.expect_told_of_failure()
    page.expect_several_typed(base, 3)


@provokes("export.job.start", 500)
def test_a_document_that_could_not_be_begun_is_told_and_nothing_is_under_way(
    estimate: Estimate, owner: Session
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)

    with volumes.server_failing_to_save():
        volumes.exports.choose("pdf")
        volumes.expect_told_of_failure()

    volumes.exports.expect_no_progress()
    volumes.expect_volume(estimate.laying.uraian, "100")


@provokes("schedule.tahapan.regenerate", 500)
def test_weeks_that_could_not_be_made_are_told_and_the_works_are_shown_all_the_same(
    unvisited: Schedule, owner: Session
) -> None:
    jadwal = owner.at(JadwalPage, unvisited.project)

    with jadwal.server_failing_to_save():
        jadwal.open()

    jadwal.expect_told_of_failure()
    jadwal.grid.expect_row(unvisited.names[0], ["-"] * 12)


@provokes("schedule.tahapan.regenerate", 500)
def test_weeks_that_could_not_be_made_anew_are_told_and_made_at_the_next_visit(
    unplanned: Schedule, owner: Session, next_session: Session
) -> None:
    jadwal = owner.open(JadwalPage, unplanned.project)

    with jadwal.server_failing_to_make_weeks():
        jadwal.start_weeks_on("Rab")

    jadwal.expect_told_of_failure()
    jadwal.expect_weeks_from("Rab", "Sel")  # the days themselves are stored
    seen_later = next_session.open(JadwalPage, unplanned.project)
    seen_later.expect_weeks_from("Rab", "Sel")
    seen_later.grid.expect_number_of_columns(13)


@provokes("schedule.week.save", 500)
@provokes("schedule.progress.reset", 500)
def test_a_week_that_could_not_be_stored_and_a_reset_that_failed_leave_the_schedule_as_it_was(
    schedule: Schedule, owner: Session
) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)

    with jadwal.server_failing_to_save():
        jadwal.try_to_start_weeks_on("Rab")
        jadwal.expect_told_of_failure()
        jadwal.expect_weeks_from("Sen", "Min")
        jadwal.toasts.dismiss(FAILED)
        jadwal.reset(RESET_PLAN)

    jadwal.expect_told_of_failure()
    jadwal.grid.expect_number_of_columns(12)
    jadwal.grid.expect_cell(schedule.names[0], 1, "25.0")


@provokes("library.job.update", 500)
@provokes("library.item.update", 500)
def test_a_cell_of_the_library_that_could_not_be_stored_stays_typed(keeper: Session, own_library: OwnLibrary) -> None:
    database = keeper.open(LibraryDatabasePage)
    database.search(own_library.sumber)

    with database.server_failing_to_save():
        database.try_to_change(own_library.digging.kode, "nama_ahsp", "Galian batu")
        database.expect_told_of_failure()
        database.expect_still_typed("Galian batu")
        database.leave_change()
        database.toasts.dismiss(FAILED)
        database.show_items()
        database.search(own_library.digging.kode)
        database.try_to_change("L.01", "koefisien", "1,25")

    database.expect_told_of_failure()
    database.expect_still_typed("1,25")
    database.expect_row("L.01", "0,75")


@provokes("library.jobs.delete", 500)
def test_a_source_of_the_library_that_could_not_be_deleted_is_still_there(
    keeper: Session, own_library: OwnLibrary
) -> None:
    database = keeper.open(LibraryDatabasePage)
    database.search(own_library.sumber)
    database.preview_deletion(own_library.sumber)
    database.expect_preview("2 pekerjaan dan 2 rincian akan dihapus.")

    with database.server_failing_to_save():
        database.try_to_delete()

    database.expect_told_of_failure()
    database.expect_preview("2 pekerjaan dan 2 rincian akan dihapus.")
    database.expect_row(own_library.digging.kode)


@provokes("billing.payment.create", 500)
def test_an_order_that_could_not_be_made_is_told_and_may_be_tried_again(own_session: Session) -> None:
    checkout = own_session.open(PricingPage).choose("Pro 3 Bulan")

    with checkout.server_failing_to_save():
        checkout.try_to_pay()

    checkout.expect_told_of_failure()
    checkout.expect_ready()


@provokes("dashboard.project.edit", 500)
def test_a_form_that_could_not_be_stored_is_filled_in_again_when_it_is_opened_again(
    project: Project, owner: Session, next_session: Session
) -> None:
    form = owner.open(ProjectEditPage, project)
    form.fill(nama="Gedung yang belum tersimpan", lokasi_project="Ende")

    with form.server_failing_to_save():
        form.send()
    form.open()

    form.toasts.expect_toast("belum tersimpan, dan sudah dipulihkan")
    form.expect_values(nama="Gedung yang belum tersimpan", lokasi_project="Ende")
    next_session.open(ProjectEditPage, project).expect_values(nama=project.nama)


@provokes("dashboard.project.create", 500)
def test_a_new_project_that_could_not_be_stored_is_still_typed_on_the_dashboard(
    owner: Session, next_session: Session, fake: Fake
) -> None:
    name = fake.name()
    dashboard = owner.open(DashboardPage)
    dashboard.open_new_project()
    dashboard.fill_new_project(nama=name, lokasi_project="Ende")

    with dashboard.server_failing_to_save():
        dashboard.send_new_projects()
    dashboard.open()

    dashboard.expect_still_typed(nama=name, lokasi_project="Ende")
    seen_later = next_session.open(DashboardPage)
    seen_later.search(name)
    seen_later.expect_not_listed(name)
