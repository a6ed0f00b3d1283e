from dataclasses import replace
from decimal import Decimal

from api import exports
from api.library import sheet
from fixtures.belongings import Belongings
from fixtures.data import Arrange, Fake
from fixtures.estimates import Estimate, store, worked_example
from fixtures.library import digging_and_filling
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from fixtures.sweeps import Sweep, provokes_at_every_address_of_a_project
from oracle.numbers import rupiah
from oracle.rab import rab
from pages.dashboard import DashboardPage
from pages.export_jobs import JobFilePage, JobStatusPage
from pages.harga_items import HargaItemsPage
from pages.library_audit import AuditLogPage, AuditLogsPage
from pages.library_import import ImportExcelPage
from pages.rekap_rab import RekapRabPage
from pages.volume_pekerjaan import VolumePekerjaanPage

HOSTILE = "<img src=x onerror=window.ran=1>"


@provokes_at_every_address_of_a_project(404)
def test_f1_no_address_of_another_users_project_that_is_typed_in_shows_anything_of_it(
    belongings: Belongings, second_owner: Session, owner: Session, sweep: Sweep
) -> None:
    sweep.expect_addresses_denied(second_owner.page, belongings)

    owner.open(RekapRabPage, belongings.project).expect_shown(belongings.work)
    dashboard = second_owner.open(DashboardPage)
    dashboard.search(belongings.project.nama)
    dashboard.expect_not_listed(belongings.project.nama)


def test_f2_from_the_dashboard_through_every_page_it_is_one_projects_state(
    arrange: Arrange, owner: Session, next_session: Session
) -> None:
    estimate, other = store(arrange, worked_example()), store(arrange, worked_example())
    next_session.open(RekapRabPage, other.project)  # the owner works on both at once
    dashboard = owner.open(DashboardPage)
    dashboard.search(estimate.project.nama)

    works = dashboard.open_project(estimate.project.nama)

    works.expect_works(estimate.laying.uraian, estimate.helping.uraian)
    never = (other.project.nama, other.laying.uraian, other.helping.uraian)
    works.menu.expect_every_page_to_be_of(estimate.project.nama, never=never)
    seen_meanwhile = next_session.at(RekapRabPage, other.project).reload()
    seen_meanwhile.menu.expect_project(other.project.nama, never=(estimate.project.nama, estimate.laying.uraian))


@covers("pricing.harga_items.save")
def test_f3_an_edit_is_there_after_a_reload_and_the_dashboards_total_follows(arrange: Arrange, owner: Session) -> None:
    estimate, untouched = store(arrange, worked_example()), store(arrange, worked_example())
    prices = owner.open(HargaItemsPage, estimate.project)
    prices.type_price("B.01", "26.001")
    prices.save()

    prices.reload().expect_price("B.01", "26.001")

    dearer = replace(estimate.plan, prices={**estimate.plan.prices, "B.01": Decimal(26001)})
    dashboard = owner.open(DashboardPage)
    dashboard.search(arrange.fake.mark)
    dashboard.expect_rab_total(estimate.project.nama, rupiah(rab(dearer).total))
    dashboard.expect_rab_total(untouched.project.nama, rupiah(untouched.rab.total))


@covers("export.job.start", "export.job.download")
@provokes("export.job.status", 404)
@provokes("export.job.download", 404)
def test_f4_only_the_owner_starts_polls_and_downloads_an_export(
    estimate: Estimate, owner: Session, second_owner: Session
) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    file, job = volumes.exports.download_job_from_worker("pdf")

    assert file.content.startswith(b"%PDF-")
    JobStatusPage(second_owner.page, job).expect_denied(404)
    JobFilePage(second_owner.page, job).expect_denied(404)
    assert exports.post_job(second_owner.api, estimate.project.id, "volume-pekerjaan", "pdf").status == 404


@covers("library.audit_log.view")
@provokes("library.excel.upload", 200)
def test_f5_hostile_metadata_of_an_import_is_shown_as_text_in_the_audit_detail(
    keeper: Session, next_keeper: Session, fake: Fake
) -> None:
    upload = keeper.open(ImportExcelPage)
    upload.upload(f"{HOSTILE}{fake.mark}.xlsm", sheet(digging_and_filling(fake.mark)))
    upload.messages.expect_message("File berisi makro.")

    next_keeper.open(AuditLogsPage).open_newest("upload_refused")

    detail = next_keeper.at(AuditLogPage)
    detail.expect_metadata("file", f"{HOSTILE}{fake.mark}.xlsm")
    detail.expect_nothing_ran()
