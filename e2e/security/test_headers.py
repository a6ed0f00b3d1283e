from api import exports
from fixtures.accounts import Accounts
from fixtures.estimates import Estimate
from fixtures.headers import expect_guarded, expect_kept_cookies
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.login import LoginPage
from pages.rekap_rab import RekapRabPage


def test_a_page_an_answer_and_a_document_say_that_nobody_may_frame_guess_or_keep_them(
    estimate: Estimate, owner: Session
) -> None:
    project = estimate.project

    expect_guarded(owner.api.get(owner.at(RekapRabPage, project).address))
    expect_guarded(owner.api.get(f"/detail_project/api/project/{project.id}/rekap/"))
    expect_guarded(exports.get_document(owner.api, project.id, "rekap-rab", "pdf"))


def test_neither_scripts_nor_other_sites_get_the_cookies_of_who_signs_in(visitor: Session, accounts: Accounts) -> None:
    account = accounts.get("owner")

    visitor.open(LoginPage).sign_in(account.email, account.password)

    expect_kept_cookies(visitor.context, visitor.base_url)
    visitor.open(DashboardPage).expect_no_cookie_of_the_session()
