from collections.abc import Callable

from api import exports
from fixtures.data import Arrange, Fake
from fixtures.documents import expect_documents, json_of, opened, schedule_tables
from fixtures.obligations import covers, provokes
from fixtures.schedules import Schedule, store
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.jadwal import JadwalPage


@covers("export.schedule.pdf", "export.schedule.xlsx")
def test_the_schedule_and_its_curve_are_the_oracles_on_paper_and_in_a_workbook(
    schedule: Schedule, owner: Session
) -> None:
    page = owner.open(JadwalPage, schedule.project)

    files = [page.exports.download("Full", "Pdf"), page.exports.download("Weekly", "Excel")]

    expect_documents(files, schedule, schedule_tables(schedule))


def test_progress_takes_the_place_of_the_choices_until_the_document_has_come(
    schedule: Schedule, owner: Session
) -> None:
    page = owner.open(JadwalPage, schedule.project)

    with page.exports.under_way("Weekly", "Pdf"):
        page.exports.expect_under_way()

    page.exports.expect_no_progress()
    page.expect_ready()


@provokes("export.schedule.pdf", 302)
def test_a_document_asked_for_after_the_session_has_ended_is_told_and_nothing_is_under_way(
    own_session: Session, copy_of: Callable[[Session], Session], fake: Fake
) -> None:
    schedule = store(Arrange(own_session.arrange, fake), ({}, {}, {}), ({}, {}, {}))
    page = own_session.open(JadwalPage, schedule.project)
    copy_of(own_session).open(DashboardPage).topbar.sign_out()

    page.exports.choose("Full", "Pdf")

    page.exports.expect_refused("Sesi Anda telah berakhir. Silakan masuk kembali.")
    page.expect_here()  # nobody was led to the sign-in page and lost his place


def test_the_schedule_as_json_is_what_the_charts_read(schedule: Schedule, owner: Session) -> None:
    file = owner.open(JadwalPage, schedule.project).exports.download("Full", "Json")

    rows = [row["name"] for row in json_of(file)["rows"] if row["type"] == "pekerjaan"]
    assert rows == schedule.names


@covers("export.schedule.csv", "export.schedule.word", "export.schedule.csv_post", "export.schedule.pdf_post")
@covers("export.schedule.word_post", "export.schedule.xlsx_post")
def test_scripts_get_the_same_schedule_by_either_method(schedule: Schedule, owner: Session) -> None:
    project, whole = schedule.project.id, {"report_type": "full"}
    asked = [exports.get_document(owner.api, project, "jadwal-pekerjaan", form) for form in ("csv", "word")]
    posted = [exports.post_schedule(owner.api, project, form, whole) for form in ("csv", "pdf", "word", "xlsx")]

    files = [exports.file_of(answer) for answer in (*asked, *posted)]

    expect_documents(files, schedule, schedule_tables(schedule))


@covers("export.schedule.professional", "export.schedule.professional_post")
def test_the_report_for_the_client_holds_costs_schedule_and_curve(schedule: Schedule, owner: Session) -> None:
    answer = exports.get_document(owner.api, schedule.project.id, "jadwal-pekerjaan", "professional")
    posted = exports.post_schedule(owner.api, schedule.project.id, "professional", {"format": "xlsx"})

    paper, workbook = opened(exports.file_of(answer)), opened(exports.file_of(posted))

    assert paper.tables[0].title == "REKAPITULASI RENCANA ANGGARAN BIAYA"
    assert paper.tables[0].rows == workbook.tables[0].rows
    assert paper.tables[-1].rows == schedule_tables(schedule)[-1].rows
