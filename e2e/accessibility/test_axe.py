from fixtures.accessibility import Axe
from fixtures.estimates import Estimate
from fixtures.hostile import pages_of
from fixtures.library import OwnLibrary
from fixtures.obligations import covers, provokes
from fixtures.schedules import Schedule
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.jadwal import JadwalPage
from pages.list_pekerjaan import ListPekerjaanPage

FOR_VISITORS = ("/", "/pricing/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/",
                "/accounts/password/reset/done/", "/accounts/password/reset/key/done/", "/accounts/login/code/",
                "/accounts/confirm-email/", "/accounts/confirm-email/salah/", "/accounts/inactive/",
                "/accounts/3rdparty/login/cancelled/")  # fmt: skip
OF_THE_ACCOUNT = ("/accounts/email/", "/accounts/password/change/", "/accounts/logout/", "/accounts/3rdparty/",
                  "/accounts/reauthenticate/", "/subscriptions/payment/finish/",
                  "/subscriptions/checkout/1/")  # fmt: skip
OF_THE_LIBRARY = ("/referensi/admin-portal/", "/referensi/admin/database-v2/", "/referensi/admin/database-v2/?edit=1",
                  "/referensi/import/", "/referensi/import/excel/", "/referensi/import/validate/",
                  "/referensi/import/pdf-convert/", "/referensi/import/staging/", "/referensi/audit/",
                  "/referensi/audit/logs/", "/referensi/audit/statistics/", "/referensi/debug/clear-data/",
                  "/detail_project/monitoring/performance-dashboard/",
                  "/detail_project/monitoring/deprecation-dashboard/")  # fmt: skip


@covers("site.landing.view", "site.pricing.view", "account.session.view_sign_in", "account.registration.view")
def test_what_a_visitor_sees_has_no_serious_violation(visitor: Session, axe: Axe) -> None:
    axe.scan_all(visitor, *FOR_VISITORS)

    axe.expect_no_serious_violation()


@covers("billing.checkout.view")
def test_an_accounts_own_pages_have_no_serious_violation(own_session: Session, axe: Axe) -> None:
    axe.scan_all(own_session, *OF_THE_ACCOUNT)

    axe.expect_no_serious_violation()


@covers("dashboard.project.view", "dashboard.project.view_edit", "dashboard.project.view_delete")
@covers("dashboard.project.view_duplicate")
def test_every_page_of_a_project_has_no_serious_violation(estimate: Estimate, owner: Session, axe: Axe) -> None:
    axe.scan_all(owner, *pages_of(estimate.project))

    axe.expect_no_serious_violation()


@covers("dashboard.page.view")
def test_the_dashboard_and_its_dialogs_have_no_serious_violation(estimate: Estimate, owner: Session, axe: Axe) -> None:
    axe.scan_all(owner, "/dashboard/", "/dashboard/upload/")
    dashboard = owner.open(DashboardPage)
    dashboard.search(estimate.project.nama)
    dashboard.ask_to_delete(estimate.project.nama)
    axe.scan(owner.page, "the question before a deletion")
    dashboard.cancel_deletion()
    dashboard.open_new_project()
    axe.scan(owner.page, "the form for new projects")

    axe.expect_no_serious_violation()


def test_the_schedules_chart_and_curve_have_no_serious_violation(schedule: Schedule, owner: Session, axe: Axe) -> None:
    jadwal = owner.open(JadwalPage, schedule.project)
    jadwal.show_gantt()
    axe.scan(owner.page, "the Gantt chart")
    jadwal.show_kurva_s()
    axe.scan(owner.page, "the S-curve")

    axe.expect_no_serious_violation()


def test_the_librarys_pages_have_no_serious_violation(keeper: Session, own_library: OwnLibrary, axe: Axe) -> None:
    axe.scan_all(keeper, *OF_THE_LIBRARY)

    axe.expect_no_serious_violation()


@provokes("works.page.view", 404)
def test_a_page_that_is_not_there_has_no_serious_violation(second_owner: Session, estimate: Estimate, axe: Axe) -> None:
    axe.scan_all(second_owner, second_owner.at(ListPekerjaanPage, estimate.project).address)

    axe.expect_no_serious_violation()
