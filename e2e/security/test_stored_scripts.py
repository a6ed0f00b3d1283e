import json

import pytest

from api.jobs import create_custom
from api.library import add_jobs, sheet, stage
from api.projects import create
from api.upkeep import backup_of
from fixtures.data import Arrange, Fake
from fixtures.hostile import (
    CONTENT,
    FORM,
    IN_NAMES_OF_FILES,
    OF_A_ROW,
    PAYLOADS,
    Visits,
    classify,
    decoded,
    everything,
    filled_with,
    full_of_texts,
    headed_by,
    library_rows,
    report_metrics,
    template_named,
    text_for,
)
from fixtures.library import OwnLibrary, digging_and_filling
from fixtures.obligations import provokes
from fixtures.sessions import Session
from pages.audit_trail import AuditTrailPage
from pages.dashboard import DashboardPage
from pages.dashboard_bulk import BulkDashboardPage
from pages.jadwal import JadwalPage
from pages.library import LibraryDatabasePage, LibraryMassEditPage, PortalPage
from pages.library_audit import AuditLogPage, AuditLogsPage
from pages.library_import import ConvertPdfPage, ImportExcelPage, StagingPage, ValidateExcelPage
from pages.list_pekerjaan import ListPekerjaanPage
from pages.monitoring import PerformanceDashboardPage
from pages.price_conversion import PriceConversionPage
from pages.project_copy import ProjectCopyPage
from pages.template_ahsp import TemplateAhspPage
from pages.volume_pekerjaan import VolumePekerjaanPage
from pages.work_templates import WorkTemplatesPage

FIRST = PAYLOADS[:1]


def test_no_text_of_a_projects_form_runs_anywhere_it_is_shown(arrange: Arrange, visits: Visits) -> None:
    headed = [headed_by(arrange, payload) for payload in PAYLOADS]

    visits.visit_list_of(arrange.fake.mark)
    visits.expect_all_seen("nama")
    visits.visit_headers_of(*headed)
    visits.visit_pages_of(headed[0])

    visits.expect_all_seen(*FORM)


def test_no_name_of_a_project_runs_in_the_dialogs_that_copy_delete_and_restore_it(
    arrange: Arrange, owner: Session, visits: Visits
) -> None:
    project = headed_by(arrange, PAYLOADS[0])
    arrange.remove_by_name(f"{project.nama} (Import)")
    copy = owner.open(ProjectCopyPage, project)
    copy.open_dialog()
    visits.expect_all_shown("the dialog of copies", "nama", payloads=FIRST, within=copy.dialog)
    dashboard = owner.open(DashboardPage)
    dashboard.search(arrange.fake.mark)
    question = dashboard.ask_to_delete(project.nama)
    visits.expect_all_shown("the question before a deletion", "nama", payloads=FIRST, within=question)
    restoring = owner.open(BulkDashboardPage)

    restoring.import_backup(json.dumps(backup_of(arrange.client, project.id)).encode())

    restoring.expect_import_says("Project berhasil diimport")
    visits.expect_all_shown("what the import says", "nama", payloads=FIRST, within=restoring.import_dialog)


def test_no_text_of_works_rows_parameters_and_phases_runs_on_any_page(
    arrange: Arrange, owner: Session, visits: Visits
) -> None:
    project = filled_with(arrange)

    visits.visit_pages_of(project)
    visits.expect_all_seen(*CONTENT)
    jadwal = owner.open(JadwalPage, project)
    jadwal.open_tahapan()
    visits.expect_all_shown("the phases of the schedule", "tahap", within=jadwal.tahapan_dialog)
    prices = owner.open(PriceConversionPage, project)
    prices.open_conversion(text_for("kode", PAYLOADS[0]))
    visits.expect_all_shown("a conversion", *OF_A_ROW, "beli", payloads=FIRST, within=prices.dialog)
    trail = owner.open(AuditTrailPage, project)
    trail.look_at("removed 1")

    visits.expect_all_shown("the detail of a change", *OF_A_ROW, within=trail.details)


def test_no_text_of_a_work_runs_in_the_dialogs_and_hints_that_show_it(
    arrange: Arrange, owner: Session, visits: Visits
) -> None:
    project, text = full_of_texts(arrange), decoded(everything("teks"))

    volumes = owner.open(VolumePekerjaanPage, project)
    volumes.open_editor(text)
    visits.expect_all_shown("the editor of formulas", "teks", within=volumes.editor)
    prices = owner.open(PriceConversionPage, project)
    prices.open_conversion("B.01")
    visits.expect_all_shown("the conversion of a price", "teks", within=prices.dialog)
    jadwal = owner.open(JadwalPage, project)
    jadwal.show_gantt()
    jadwal.gantt.point_at_plan(text, 1)

    visits.expect_all_shown("the hint at a bar of the Gantt chart", "teks", within=jadwal.gantt.tooltip)


def test_no_text_of_a_template_runs_in_the_library_of_templates(
    arrange: Arrange, owner: Session, visits: Visits
) -> None:
    project = filled_with(arrange)
    names = [template_named(arrange, project, payload) for payload in PAYLOADS]
    works = owner.open(WorkTemplatesPage, project)

    works.open_library()
    works.find_template(arrange.fake.mark)
    works.expect_template(names[-1])

    visits.expect_all_shown("the library of templates", "judul", within=works.library)
    works.reload().open_template(names[-1])
    visits.expect_all_shown("the preview of a template", "uraian", "isi", within=works.preview)


def test_no_text_that_waits_for_the_library_runs_where_it_is_reviewed(
    keeper: Session, keepers_visits: Visits, fake: Fake
) -> None:
    stage(keeper.arrange, library_rows(fake.mark))

    keeper.open(StagingPage)

    keepers_visits.expect_all_shown("the staging area", "ref", "nama", "item", "uraian")


def test_no_text_of_the_library_runs_where_its_keepers_read_and_change_it(
    keeper: Session, keepers_visits: Visits, fake: Fake
) -> None:
    add_jobs(keeper.arrange, library_rows(fake.mark))
    classify(keeper.arrange, PAYLOADS[::-1])  # so that the latest event on record holds the first

    database = keeper.open(LibraryDatabasePage)
    database.search(fake.mark)
    keepers_visits.expect_all_shown("the table of jobs", "ref", "nama", "sumber", "ukur", "klasifikasi")
    database.show_items()
    database.search(fake.mark)
    keepers_visits.expect_all_shown("the table of items", "ref", "nama", "item", "uraian")
    keeper.at(LibraryMassEditPage).open_for(fake.mark)
    keepers_visits.expect_all_shown("the form of many lines", "ref", "nama", "ukur", "klasifikasi")
    keeper.open(AuditLogsPage).open_newest("library_edit")
    keepers_visits.expect_all_shown("the record of the last change of the library", "klasifikasi", payloads=FIRST)


def test_no_text_of_the_library_runs_where_works_are_chosen_from_it(
    keeper: Session, keepers_visits: Visits, fake: Fake
) -> None:
    add_jobs(keeper.arrange, library_rows(fake.mark))
    project = create(keeper.arrange, fake.project())
    create_custom(keeper.arrange, project.id, {"Struktur": [fake.name("Pekerjaan")]}, "m2")
    works = keeper.open(ListPekerjaanPage, project)

    works.search_for_new_work(fake.mark)

    keepers_visits.expect_all_shown("the search for a work", "ref", "nama", within=works.search_results)
    keepers_visits.expect_all_shown("the sources to choose from", "sumber", within=works.work(2))


def test_no_text_of_the_library_runs_where_bundles_are_chosen_from_it(
    keeper: Session, keepers_visits: Visits, fake: Fake
) -> None:
    add_jobs(keeper.arrange, library_rows(fake.mark))
    project = create(keeper.arrange, fake.project())
    create_custom(keeper.arrange, project.id, {"Struktur": ["Pekerjaan biasa"]}, "m2")
    editor = keeper.open(TemplateAhspPage, project)

    editor.search_bundle(fake.mark)

    keepers_visits.expect_all_shown("the search for a bundle", "ref", "nama", within=editor.search_results)


@provokes("library.excel.upload", 200)
def test_no_note_of_a_keeper_runs_on_the_portal_or_in_the_record(keeper: Session, keepers_visits: Visits) -> None:
    portal = keeper.open(PortalPage)
    portal.leave_note(everything("teks"))
    keepers_visits.expect_all_shown("the note on the portal", "teks", within=portal.notice)
    keeper.open(ImportExcelPage).upload("makro.xlsm", b"PK")
    log = keeper.at(AuditLogPage)
    keeper.open(AuditLogsPage).open_newest("upload_refused")

    log.resolve(everything("isi"))

    keeper.open(AuditLogsPage).open_newest("upload_refused")
    keepers_visits.expect_all_shown("the note on an event", "isi", within=log.notes)


@pytest.mark.usefixtures("empty_staging")
def test_no_name_of_a_file_runs_where_checks_and_conversions_are_listed(
    keeper: Session, keepers_visits: Visits, own_library: OwnLibrary, fake: Fake
) -> None:
    name = "".join(IN_NAMES_OF_FILES)
    printed = keeper.arrange.get(f"/referensi/export/single/{own_library.digging.id}/pdf/").body()
    keeper.open(ValidateExcelPage).upload(f"{name}.xlsx", sheet(digging_and_filling(fake.mark)))
    keepers_visits.expect_all_shown("the report of a check", payloads=IN_NAMES_OF_FILES)
    checks = keeper.open(ValidateExcelPage)
    keepers_visits.expect_all_shown("the list of checks", payloads=IN_NAMES_OF_FILES, within=checks.reports)
    convert = keeper.open(ConvertPdfPage)
    convert.choose_raw()

    convert.upload(f"{name}.pdf", printed)

    keepers_visits.expect_all_shown("the list of conversions", payloads=IN_NAMES_OF_FILES, within=convert.conversions)


def test_no_text_that_a_visitor_reports_runs_where_staff_reads_it(
    visitor: Session, admin: Session, admins_visits: Visits
) -> None:
    report_metrics(visitor.api)

    admin.open(PerformanceDashboardPage)

    admins_visits.expect_all_shown("what browsers have reported", "jenis", "isi")
