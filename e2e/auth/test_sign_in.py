from collections.abc import Callable

import pytest

from fixtures.accounts import Account, Accounts
from fixtures.data import Fake
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.landing import LandingPage
from pages.login import LoginPage

WRONG = "Alamat e-mail dan/atau kata sandi yang anda masukkan tidak benar."


@pytest.mark.smoke
@pytest.mark.read_only
@covers("account.session.sign_in")
def test_an_estimator_signs_in_and_is_greeted_on_the_dashboard(visitor: Session, accounts: Accounts) -> None:
    account = accounts.get("owner")

    dashboard = visitor.open(LoginPage).sign_in(account.email, account.password)

    dashboard.messages.expect_message(f"Berhasil masuk sebagai {account.username}.")
    dashboard.messages.close()
    dashboard.topbar.expect_signed_in()
    dashboard.reload()
    dashboard.messages.expect_none()  # greeted once, not on every page


@provokes("account.session.sign_in", 200)
def test_a_wrong_password_is_refused_and_the_address_stays_typed(visitor: Session, accounts: Accounts) -> None:
    account = accounts.get("owner")
    login = visitor.open(LoginPage)

    login.try_to_sign_in(account.email, f"{account.password}-salah")

    login.expect_refused(WRONG)
    login.expect_email_kept(account.email)


@provokes("account.session.sign_in", 200)
def test_an_unknown_address_is_refused_in_the_same_words(visitor: Session, fake: Fake) -> None:
    nobody = fake.account()
    login = visitor.open(LoginPage)

    login.try_to_sign_in(nobody.email, nobody.password)

    login.expect_refused(WRONG)


@pytest.mark.read_only
def test_a_visitor_who_asks_for_the_dashboard_signs_in_first_and_then_gets_there(
    visitor: Session, accounts: Accounts
) -> None:
    account = accounts.get("owner")
    visitor.page.goto(DashboardPage.path)
    login = visitor.at(LoginPage)
    login.expect_here()
    login.topbar.expect_signed_out()

    login.sign_in(account.email, account.password).topbar.expect_signed_in()


@covers("account.session.sign_out")
def test_after_signing_out_the_dashboard_asks_for_the_password_again(
    visitor: Session, own_account: Account, copy_of: Callable[[Session], Session]
) -> None:
    dashboard = visitor.open(LoginPage).sign_in(own_account.email, own_account.password)
    dashboard.messages.close()
    with_the_same_cookies = copy_of(visitor)
    with_the_same_cookies.open(DashboardPage).topbar.expect_signed_in()

    dashboard.topbar.sign_out()

    visitor.at(LandingPage).expect_here()
    visitor.page.goto(DashboardPage.path)
    visitor.at(LoginPage).expect_here()
    # The browser has thrown its cookie away; the server must have ended the session too.
    with_the_same_cookies.page.goto(DashboardPage.path)
    with_the_same_cookies.at(LoginPage).expect_here()


@pytest.mark.read_only
def test_one_users_sign_in_is_nobody_elses(owner: Session, visitor: Session) -> None:
    owner.open(DashboardPage).topbar.expect_signed_in()

    visitor.page.goto(DashboardPage.path)

    visitor.at(LoginPage).expect_here()
    visitor.at(LoginPage).topbar.expect_signed_out()
