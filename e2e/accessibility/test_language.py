from api.library import sheet, stage
from api.payments import order_plan
from fixtures.accounts import Account
from fixtures.data import Fake
from fixtures.estimates import Estimate
from fixtures.every_page import Reader, pages_for
from fixtures.hostile import pages_of
from fixtures.language import Language
from fixtures.library import OwnLibrary, digging_and_filling
from fixtures.payments import Gateway
from fixtures.schedules import Schedule
from fixtures.sessions import Session
from pages.audit_trail import AuditTrailPage
from pages.checkout import PaymentFinishPage
from pages.jadwal import JadwalPage
from pages.library import LibraryDatabasePage
from pages.library_import import StagingPage, ValidateExcelPage
from pages.price_conversion import PriceConversionPage
from pages.rincian_ahsp import RincianAhspPage

METRIC = "/detail_project/api/monitoring/report-client-metric/"


def test_numbers_and_dates_of_a_projects_pages_are_indonesian(
    estimate: Estimate, owner: Session, language: Language
) -> None:
    language.read_all(owner, *pages_of(estimate.project), "/dashboard/")

    language.expect_indonesian(numbers=40)


def test_numbers_and_dates_of_a_schedule_are_indonesian(
    unplanned: Schedule, owner: Session, language: Language
) -> None:
    language.read_all(owner, *pages_of(unplanned.project))

    language.expect_indonesian(numbers=10)


def test_percents_that_the_schedule_tells_are_indonesian(
    schedule: Schedule, owner: Session, language: Language
) -> None:
    _, _, third = schedule.names
    jadwal = owner.open(JadwalPage, schedule.project)
    language.read_page(owner.page, "the schedule's table")
    jadwal.show_gantt()
    jadwal.gantt.point_at_plan(third, 2)
    jadwal.gantt.expect_told("Rencana 10,50 %", never="10.5")
    language.read_page(owner.page, "the Gantt chart")
    jadwal.show_kurva_s()
    language.read_page(owner.page, "the S-curve")

    language.expect_indonesian(numbers=20)


def test_numbers_and_dates_of_an_estimates_dialogs_are_indonesian(
    estimate: Estimate, owner: Session, language: Language
) -> None:
    owner.open(PriceConversionPage, estimate.project).open_conversion("B.01")
    language.read_page(owner.page, "the conversion of a price")
    owner.open(RincianAhspPage, estimate.project).open_override()
    language.read_page(owner.page, "a job's own mark-up")
    owner.open(AuditTrailPage, estimate.project).look_at("added 2 (L.01, L.04)")
    language.read_page(owner.page, "what was changed")

    language.expect_indonesian(numbers=20)


def test_numbers_and_dates_of_prices_and_the_account_are_indonesian(own_session: Session, language: Language) -> None:
    language.read_all(own_session, "/pricing/", *pages_for(Reader.USER))

    language.expect_indonesian(numbers=3)


def test_numbers_and_dates_that_a_visitor_sees_are_indonesian(visitor: Session, language: Language) -> None:
    language.read_all(visitor, *pages_for(Reader.VISITOR))

    language.expect_indonesian(numbers=3)


def test_numbers_and_dates_of_a_payment_are_indonesian(
    own_account: Account, own_session: Session, gateway: Gateway, language: Language
) -> None:
    order_plan(own_session.arrange, 3)
    order = gateway.order_of(own_account.email)
    gateway.notify(order, "settlement")
    own_session.at(PaymentFinishPage).open_for(order.order_id).expect_status("Berhasil")

    language.read_page(own_session.page, "a payment")

    language.expect_indonesian(numbers=1)


def test_dates_of_the_librarys_pages_are_indonesian(
    keeper: Session, own_library: OwnLibrary, language: Language
) -> None:
    keeper.arrange.post_json(METRIC, {"type": "fps", "metric": {"value": 58}})  # a moment for the monitoring to show
    language.read_all(keeper, *pages_for(Reader.KEEPER))

    language.expect_indonesian(numbers=0)


def test_numbers_of_the_library_and_of_what_waits_for_it_are_indonesian(
    keeper: Session, own_library: OwnLibrary, fake: Fake, language: Language
) -> None:
    database = keeper.open(LibraryDatabasePage)
    database.show_items()
    database.search(own_library.digging.kode)
    database.expect_row("L.01", "0,75")
    database.open_cell("L.01", "koefisien")
    language.read_page(keeper.page, "an item's coefficient")
    keeper.open(ValidateExcelPage).upload(f"{fake.mark}.xlsx", sheet(digging_and_filling(fake.mark)))
    language.read_page(keeper.page, "a check")
    stage(keeper.arrange, digging_and_filling(fake.mark))
    keeper.open(StagingPage).expect_waiting(rows=2, faulty=0)
    language.read_page(keeper.page, "what waits")

    language.expect_indonesian(numbers=6)
