from fixtures.accessibility import Axe
from fixtures.accounts import Account
from fixtures.data import Arrange
from fixtures.estimates import Estimate
from fixtures.hostile import template_named
from fixtures.library import OwnLibrary
from fixtures.obligations import provokes
from fixtures.schedules import Schedule
from fixtures.sessions import Session
from pages.audit_trail import AuditTrailPage
from pages.dashboard_bulk import BulkDashboardPage
from pages.harga_items import HargaItemsPage
from pages.jadwal import JadwalPage
from pages.library import LibraryDatabasePage
from pages.login import LoginPage
from pages.price_conversion import PriceConversionPage
from pages.project_copy import ProjectCopyPage
from pages.rekap_kebutuhan import RekapKebutuhanPage
from pages.rincian_ahsp import RincianAhspPage
from pages.template_ahsp import TemplateAhspPage
from pages.volume_parameters import VolumeParametersPage
from pages.volume_pekerjaan import VolumePekerjaanPage
from pages.work_templates import WorkTemplatesPage


def test_the_dialogs_that_copy_and_import_projects_have_no_serious_violation(
    estimate: Estimate, owner: Session, axe: Axe
) -> None:
    owner.open(ProjectCopyPage, estimate.project).open_dialog()
    axe.scan_dialog(owner.page, "copyProjectModal")
    owner.open(BulkDashboardPage).open_import()
    axe.scan_dialog(owner.page, "importProjectModal")

    axe.expect_no_serious_violation()


def test_the_dialogs_of_volumes_have_no_serious_violation(estimate: Estimate, owner: Session, axe: Axe) -> None:
    owner.open(VolumePekerjaanPage, estimate.project).open_editor(estimate.laying.uraian)
    axe.scan_dialog(owner.page, "vpFormulaModal", "vpFormulaEditorModal")
    owner.open(VolumePekerjaanPage, estimate.project).open_formula_help()
    axe.scan_dialog(owner.page, "vpFormulaHelpModal")
    owner.open(VolumeParametersPage, estimate.project).open_sync()
    axe.scan_dialog(owner.page, "vpSyncModal")

    axe.expect_no_serious_violation()


def test_the_dialogs_of_analyses_have_no_serious_violation(estimate: Estimate, owner: Session, axe: Axe) -> None:
    owner.open(TemplateAhspPage, estimate.project).open_help()
    axe.scan_dialog(owner.page, "taHelpModal")
    owner.open(RincianAhspPage, estimate.project).open_override()
    axe.scan_dialog(owner.page, "raOverrideModal")
    owner.open(AuditTrailPage, estimate.project).look_at("added 2 (L.01, L.04)")
    axe.scan(owner.page, "auditModal")  # some deployments show it in the list itself

    axe.expect_no_serious_violation()


def test_the_dialogs_of_prices_and_needs_have_no_serious_violation(
    estimate: Estimate, owner: Session, axe: Axe
) -> None:
    owner.open(PriceConversionPage, estimate.project).open_conversion("B.01")
    axe.scan_dialog(owner.page, "hiConvModal")
    owner.open(RekapKebutuhanPage, estimate.project).open_filter()
    axe.scan_dialog(owner.page, "rk-filter-modal")
    owner.open(RekapKebutuhanPage, estimate.project).exports.open()
    axe.scan_dialog(owner.page, "rk-export-modal")

    axe.expect_no_serious_violation()


def test_the_dialogs_of_templates_have_no_serious_violation(
    estimate: Estimate, owner: Session, arrange: Arrange, axe: Axe
) -> None:
    name = template_named(arrange, estimate.project, "Rumah tinggal")
    works = owner.open(WorkTemplatesPage, estimate.project)
    works.open_library()
    axe.scan_dialog(owner.page, "templateLibraryModal")
    owner.open(WorkTemplatesPage, estimate.project).open_template(name)
    axe.scan_dialog(owner.page, "templatePreviewModal")
    owner.open(WorkTemplatesPage, estimate.project).open_new_template()
    axe.scan_dialog(owner.page, "saveTemplateModal")

    axe.expect_no_serious_violation()


def test_the_dialogs_of_the_schedule_have_no_serious_violation(schedule: Schedule, owner: Session, axe: Axe) -> None:
    owner.open(JadwalPage, schedule.project).open_shortcuts()
    axe.scan_dialog(owner.page, "keyboardShortcutsModal")
    owner.open(JadwalPage, schedule.project).open_tahapan()
    axe.scan_dialog(owner.page, "tahapanModal")
    owner.open(JadwalPage, schedule.project).exports.open()
    axe.scan_dialog(owner.page, "exportModal")

    axe.expect_no_serious_violation()


def test_the_progress_of_a_document_has_no_serious_violation(schedule: Schedule, owner: Session, axe: Axe) -> None:
    volumes = owner.open(VolumePekerjaanPage, schedule.project)
    with volumes.exports.under_way("pdf"):
        axe.scan_dialog(owner.page, "globalExportModal")
    jadwal = owner.open(JadwalPage, schedule.project)
    with jadwal.exports.under_way("Full", "Pdf"):
        axe.scan_dialog(owner.page, "exportProgressModal")

    axe.expect_no_serious_violation()


def test_what_is_said_after_the_sign_in_has_no_serious_violation(
    visitor: Session, own_account: Account, axe: Axe
) -> None:
    visitor.open(LoginPage).sign_in(own_account.email, own_account.password)
    axe.scan_dialog(visitor.page, "messagesModal")

    axe.expect_no_serious_violation()


@provokes("pricing.harga_items.save", 409)
def test_questions_before_something_is_lost_have_no_serious_violation(
    estimate: Estimate, owner: Session, next_session: Session, axe: Axe
) -> None:
    first, second = (session.open(HargaItemsPage, estimate.project) for session in (owner, next_session))
    second.type_price("L.01", "5.000")
    second.save()
    first.type_price("L.01", "6.000")
    first.save()
    first.conflict.expect_open()
    axe.scan_dialog(owner.page, "dpConflictModal", "taConflictModal")
    works = next_session.open(WorkTemplatesPage, estimate.project)
    works.ask_to_delete_klasifikasi(1)
    axe.scan_dialog(next_session.page, "dpConfirmModal", "dp-core-modal")

    axe.expect_no_serious_violation()


def test_the_dialogs_of_the_library_have_no_serious_violation(
    keeper: Session, own_library: OwnLibrary, axe: Axe
) -> None:
    database = keeper.open(LibraryDatabasePage)
    database.search(own_library.sumber)
    database.open_cell(own_library.digging.kode, "nama_ahsp")
    axe.scan_dialog(keeper.page, "edit-modal")
    keeper.open(LibraryDatabasePage).open_deletion()
    axe.scan_dialog(keeper.page, "modalBulkDelete")

    axe.expect_no_serious_violation()
