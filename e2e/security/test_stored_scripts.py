from api.library import add_jobs, stage
from fixtures.data import Arrange, Fake
from fixtures.hostile import PAYLOADS, Visits, classify, filled_with, headed_by, library_rows, template_named
from fixtures.sessions import Session
from pages.audit_trail import AuditTrailPage
from pages.jadwal import JadwalPage
from pages.library import LibraryDatabasePage, LibraryMassEditPage
from pages.library_audit import AuditLogsPage
from pages.library_import import StagingPage
from pages.work_templates import WorkTemplatesPage


def test_no_text_of_a_projects_form_runs_anywhere_it_is_shown(arrange: Arrange, visits: Visits) -> None:
    headed = [headed_by(arrange, payload) for payload in PAYLOADS]

    visits.visit_list_of(arrange.fake.mark)
    visits.expect_all_seen()
    visits.visit_headers_of(*headed)
    visits.visit_pages_of(headed[0])

    visits.expect_all_seen()


def test_no_text_of_works_rows_parameters_and_phases_runs_on_any_page(
    arrange: Arrange, owner: Session, visits: Visits
) -> None:
    project = filled_with(arrange)

    visits.visit_pages_of(project)
    visits.expect_all_seen()
    jadwal = owner.open(JadwalPage, project)
    jadwal.open_tahapan()
    visits.expect_all_shown("the phases of the schedule", within=jadwal.tahapan_dialog)
    owner.open(JadwalPage, project).show_gantt()
    visits.look("the Gantt chart")
    trail = owner.open(AuditTrailPage, project)
    trail.look_at("removed 1")

    visits.expect_all_shown("the detail of a change", within=trail.details)


def test_no_text_of_a_template_runs_in_the_library_of_templates(
    arrange: Arrange, owner: Session, visits: Visits
) -> None:
    project = filled_with(arrange)
    names = [template_named(arrange, project, payload) for payload in PAYLOADS]
    works = owner.open(WorkTemplatesPage, project)

    works.open_library()
    works.find_template(arrange.fake.mark)
    works.expect_template(names[-1])

    visits.expect_all_shown("the library of templates", within=works.library)
    works.reload().open_template(names[-1])
    visits.expect_all_shown("the preview of a template", within=works.preview)


def test_no_text_that_waits_for_the_library_runs_where_it_is_reviewed(
    keeper: Session, keepers_visits: Visits, fake: Fake
) -> None:
    stage(keeper.arrange, library_rows(fake.mark))

    keeper.open(StagingPage)

    keepers_visits.expect_all_shown("the staging area")


def test_no_text_of_the_library_runs_where_its_keepers_read_and_change_it(
    keeper: Session, keepers_visits: Visits, fake: Fake
) -> None:
    add_jobs(keeper.arrange, library_rows(fake.mark))
    classify(keeper.arrange, PAYLOADS[::-1])  # so that the latest event on record holds the first

    database = keeper.open(LibraryDatabasePage)
    database.search(fake.mark)
    keepers_visits.expect_all_shown("the table of jobs")
    database.show_items()
    database.search(fake.mark)
    keepers_visits.expect_all_shown("the table of items")
    keeper.at(LibraryMassEditPage).open_for(fake.mark)
    keepers_visits.expect_all_shown("the form of many lines")
    keeper.open(AuditLogsPage).open_newest("library_edit")
    keepers_visits.expect_all_shown("the record of the last change of the library", PAYLOADS[:1])
