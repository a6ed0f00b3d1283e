from api.administration import take_password_away
from api.client import ApiClient
from api.library import sheet
from api.payments import order_plan
from fixtures.accessibility import Axe
from fixtures.accounts import Account
from fixtures.data import Fake
from fixtures.estimates import Estimate
from fixtures.every_page import Reader, pages_for
from fixtures.hostile import pages_of
from fixtures.library import OwnLibrary, digging_and_filling
from fixtures.mail import Mail
from fixtures.obligations import covers, provokes
from fixtures.payments import Gateway
from fixtures.schedules import Schedule
from fixtures.sessions import Session
from pages.account_emails import EmailConfirmationPage
from pages.account_pages import ConnectionFailedPage
from pages.account_passwords import NewPasswordPage, PasswordResetPage, PasswordSetPage
from pages.checkout import PaymentFinishPage
from pages.dashboard import DashboardPage
from pages.jadwal import JadwalPage
from pages.library import LibraryDatabasePage
from pages.library_audit import AuditLogsPage
from pages.library_import import ValidateExcelPage
from pages.list_pekerjaan import ListPekerjaanPage
from pages.login_code import LoginCodePage

CONFIRM, RESET = "/accounts/confirm-email/", "/accounts/password/reset/key/"


@covers("site.landing.view", "site.pricing.view", "account.session.view_sign_in", "account.registration.view")
@covers("account.social.view_cancelled", "account.inactive.view")
def test_what_a_visitor_sees_has_no_serious_violation(visitor: Session, axe: Axe) -> None:
    axe.scan_all(visitor, *pages_for(Reader.VISITOR))

    axe.expect_no_serious_violation()


@provokes("account.social.view_error", 401)
def test_a_sign_in_that_failed_elsewhere_has_no_serious_violation(visitor: Session, axe: Axe) -> None:
    visitor.open(ConnectionFailedPage).topbar.expect_signed_out()

    axe.scan_page(visitor.page, "account.social.view_error")

    axe.expect_no_serious_violation()


@covers("billing.checkout.view")
def test_an_accounts_own_pages_have_no_serious_violation(own_session: Session, axe: Axe) -> None:
    axe.scan_all(own_session, *pages_for(Reader.USER))

    axe.expect_no_serious_violation()


@covers("dashboard.project.view", "dashboard.project.view_edit", "dashboard.project.view_delete")
@covers("dashboard.project.view_duplicate")
def test_every_page_of_a_project_has_no_serious_violation(estimate: Estimate, owner: Session, axe: Axe) -> None:
    axe.scan_all(owner, *pages_of(estimate.project))

    axe.expect_no_serious_violation()


@covers("dashboard.page.view")
def test_the_dashboard_and_its_dialogs_have_no_serious_violation(estimate: Estimate, owner: Session, axe: Axe) -> None:
    axe.scan_all(owner, DashboardPage.path)
    dashboard = owner.open(DashboardPage)
    dashboard.search(estimate.project.nama)
    dashboard.charts.open()
    axe.scan(owner.page, "the dashboard's charts")
    dashboard.ask_to_delete(estimate.project.nama)
    axe.scan(owner.page, "the question before a deletion")
    dashboard.cancel_deletion()
    dashboard.open_new_project()
    axe.scan_dialog(owner.page, "addProjectModal")

    axe.expect_no_serious_violation()


def test_the_schedules_chart_and_curve_have_no_serious_violation(schedule: Schedule, owner: Session, axe: Axe) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)
    jadwal.show_gantt()
    axe.scan(owner.page, "the Gantt chart")
    jadwal.show_kurva_s()
    axe.scan(owner.page, "the S-curve")

    axe.expect_no_serious_violation()


def test_the_librarys_pages_have_no_serious_violation(keeper: Session, own_library: OwnLibrary, axe: Axe) -> None:
    axe.scan_all(keeper, *pages_for(Reader.KEEPER))
    keeper.open(LibraryDatabasePage).show_items()
    axe.scan(keeper.page, "the library's items")

    axe.expect_no_serious_violation()


@provokes("works.page.view", 404)
def test_a_page_that_is_not_there_has_no_serious_violation(second_owner: Session, estimate: Estimate, axe: Axe) -> None:
    axe.scan_all(second_owner, second_owner.at(ListPekerjaanPage, estimate.project).address, status=404)

    axe.expect_no_serious_violation()


@covers("account.password.view_new", "account.email.view_confirm")
def test_what_the_links_of_mails_lead_to_has_no_serious_violation(
    visitor: Session, own_account: Account, mail: Mail, axe: Axe
) -> None:
    visitor.open(PasswordResetPage).ask(own_account.email)
    visitor.at(NewPasswordPage).follow(mail.newest(own_account.email, RESET).link(RESET))
    axe.scan_page(visitor.page, "account.password.view_new")
    visitor.at(EmailConfirmationPage).follow(mail.newest(own_account.email, CONFIRM).link(CONFIRM))
    axe.scan_page(visitor.page, "account.email.view_confirm")

    axe.expect_no_serious_violation()


@covers("account.code.view", "account.password.view_set")
def test_the_way_of_who_has_no_password_has_no_serious_violation(
    visitor: Session, own_account: Account, administration: ApiClient, mail: Mail, axe: Axe
) -> None:
    take_password_away(administration, own_account.username)
    by_code = visitor.open(LoginCodePage)
    by_code.ask(own_account.email)
    axe.scan_page(visitor.page, "account.code.view")
    by_code.sign_in(mail.newest(own_account.email).code).messages.close()
    visitor.open(PasswordSetPage)
    axe.scan_page(visitor.page, "account.password.view_set")

    axe.expect_no_serious_violation()


@covers("billing.payment.view_finish")
def test_a_payment_has_no_serious_violation_before_it_is_settled_and_after(
    own_account: Account, own_session: Session, gateway: Gateway, axe: Axe
) -> None:
    order_plan(own_session.arrange, 3)
    order = gateway.order_of(own_account.email)
    finish = own_session.at(PaymentFinishPage)
    finish.open_for(order.order_id).expect_status("Menunggu pembayaran")
    axe.scan_page(own_session.page, "billing.payment.view_finish")
    gateway.notify(order, "settlement")
    finish.open_for(order.order_id).expect_status("Berhasil")
    axe.scan_page(own_session.page, "billing.payment.view_finish")

    axe.expect_no_serious_violation()


@covers("library.validation.report", "library.audit_log.view")
def test_what_a_check_found_and_what_was_done_have_no_serious_violation(
    keeper: Session, own_library: OwnLibrary, fake: Fake, axe: Axe
) -> None:
    good, other = digging_and_filling(fake.mark)
    keeper.open(ValidateExcelPage).upload(f"{fake.mark}.xlsx", sheet([good, (*other[:2], "Zat", *other[3:])]))
    axe.scan_page(keeper.page, "library.validation.report")
    body = {"field": "satuan", "value": "m1"}
    keeper.arrange.patch_json(f"/referensi/api/jobs/{own_library.digging.id}/", body)
    keeper.open(AuditLogsPage).open_newest("library_edit")
    axe.scan_page(keeper.page, "library.audit_log.view")

    axe.expect_no_serious_violation()
