import re

from api.administration import take_password_away
from api.client import ApiClient
from fixtures.accounts import Account
from fixtures.data import Fake
from fixtures.mail import Mail
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.account_passwords import NewPasswordPage, PasswordChangePage, PasswordResetPage, PasswordSetPage
from pages.dashboard import DashboardPage
from pages.login import LoginPage
from pages.login_code import LoginCodePage

WRONG = "Alamat e-mail dan/atau kata sandi yang anda masukkan tidak benar."
RESET = "/accounts/password/reset/key/"


@covers("account.password.change", "account.password.view_change")
@provokes("account.session.sign_in", 200)
def test_after_a_change_only_the_new_password_signs_in_and_who_changed_it_stays(
    own_account: Account, own_session: Session, visitor: Session, fake: Fake
) -> None:
    new_password = fake.account().password

    own_session.open(PasswordChangePage).change(own_account.password, new_password)

    own_session.open(DashboardPage).topbar.expect_signed_in()
    login = visitor.open(LoginPage)
    login.try_to_sign_in(own_account.email, own_account.password)
    login.expect_refused(WRONG)
    login.sign_in(own_account.email, new_password).topbar.expect_signed_in()


@provokes("account.password.change", 200)
def test_who_does_not_know_the_password_cannot_change_it(
    own_account: Account, own_session: Session, visitor: Session, fake: Fake
) -> None:
    form = own_session.open(PasswordChangePage)

    form.change("bukan-sandinya", fake.account().password)

    form.expect_refused(re.compile("sandi Anda saat ini", re.IGNORECASE))
    visitor.open(LoginPage).sign_in(own_account.email, own_account.password).topbar.expect_signed_in()


@covers("account.password.ask_reset", "account.password.view_reset", "account.password.view_reset_sent")
def test_a_reset_is_mailed_to_the_accounts_own_address_only(
    visitor: Session, own_account: Account, fake: Fake, mail: Mail
) -> None:
    nobody = fake.account()
    visitor.open(PasswordResetPage).ask(own_account.email)
    visitor.open(PasswordResetPage).ask(nobody.email)

    link = mail.newest(own_account.email, RESET).link(RESET)
    visitor.at(NewPasswordPage).follow(link)
    mail.expect_nothing(nobody.email, RESET)


@covers("account.password.reset", "account.password.view_new", "account.password.view_reset_finished")
@provokes("account.session.sign_in", 200)
def test_the_mailed_link_sets_a_new_password_once(
    visitor: Session, own_account: Account, fake: Fake, mail: Mail
) -> None:
    new_password = fake.account().password
    visitor.open(PasswordResetPage).ask(own_account.email)
    link = mail.newest(own_account.email, RESET).link(RESET)
    form = visitor.at(NewPasswordPage)
    form.follow(link)

    form.set(new_password)

    login = visitor.open(LoginPage)
    login.try_to_sign_in(own_account.email, own_account.password)
    login.expect_refused(WRONG)
    form.expect_spent(link)
    visitor.open(LoginPage).sign_in(own_account.email, new_password).topbar.expect_signed_in()


@covers("account.password.set", "account.password.view_set")
def test_who_has_no_password_signs_in_by_code_and_sets_one(
    visitor: Session, own_account: Account, administration: ApiClient, fake: Fake, mail: Mail
) -> None:
    new_password = fake.account().password
    take_password_away(administration, own_account.username)
    by_code = visitor.open(LoginCodePage)
    by_code.ask(own_account.email)
    by_code.sign_in(mail.newest(own_account.email).code).messages.close()

    visitor.open(PasswordSetPage).set(new_password)

    visitor.open(DashboardPage).topbar.sign_out()
    visitor.open(LoginPage).sign_in(own_account.email, new_password).topbar.expect_signed_in()
