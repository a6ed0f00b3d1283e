import re

from fixtures.accounts import Account, Accounts
from fixtures.data import Fake
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.login import LoginPage
from pages.signup import SignupPage


@covers("account.registration.sign_up")
def test_a_new_estimator_signs_up_and_can_sign_in_again(visitor: Session, fake: Fake) -> None:
    new = fake.account()

    dashboard = visitor.open(SignupPage).sign_up(new.email, new.username, new.password)

    dashboard.messages.close()
    dashboard.topbar.expect_badge(re.compile("Trial"))
    dashboard.expect_count(0)  # nobody else's projects
    dashboard.topbar.sign_out()
    again = visitor.open(LoginPage).sign_in(new.email, new.password)
    again.messages.expect_message(f"Berhasil masuk sebagai {new.username}.")


@provokes("account.session.sign_in", 200)
def test_two_different_passwords_are_refused_and_the_names_stay_typed(visitor: Session, fake: Fake) -> None:
    new = fake.account()
    form = visitor.open(SignupPage)

    form.try_to_sign_up(new.email, new.username, new.password, repeated_password=f"{new.password}x")

    form.expect_refused(re.compile("sandi", re.IGNORECASE))
    form.expect_typed(new.email, new.username)
    login = visitor.open(LoginPage)
    login.try_to_sign_in(new.email, new.password)
    login.expect_refused("tidak benar")


@provokes("account.session.sign_in", 200)
def test_an_address_that_is_taken_makes_no_account_and_leaves_its_owners_as_it_is(
    visitor: Session, own_account: Account, fake: Fake
) -> None:
    new, form = fake.account(), visitor.open(SignupPage)

    form.try_to_sign_up(own_account.email, new.username, new.password)

    form.expect_refused(re.compile("e-mail"))
    form.expect_hides_everywhere(own_account.username)
    login = visitor.open(LoginPage)
    login.try_to_sign_in(own_account.email, new.password)
    login.expect_refused("tidak benar")
    login.sign_in(own_account.email, own_account.password)


def test_a_password_of_digits_only_is_refused(visitor: Session, fake: Fake) -> None:
    new = fake.account()
    form = visitor.open(SignupPage)

    form.try_to_sign_up(new.email, new.username, "8402617395")

    form.expect_refused(re.compile("numerik|angka", re.IGNORECASE))
    form.expect_typed(new.email, new.username)


def test_a_signed_in_estimator_who_asks_for_the_sign_up_is_led_to_the_dashboard(own_session: Session) -> None:
    own_session.page.goto(SignupPage.path)

    own_session.at(DashboardPage).expect_here()
    own_session.at(DashboardPage).topbar.expect_signed_in()


@provokes("account.session.sign_in", 200)
def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(visitor: Session, own_account: Account) -> None:
    login = visitor.open(LoginPage)

    login.fail_to_sign_in(own_account.email, times=5)
    login.try_to_sign_in(own_account.email, own_account.password)

    login.expect_refused("Terlalu banyak percobaan masuk yang gagal. Coba lagi nanti.")


@provokes("account.session.sign_in", 200)
def test_one_users_wrong_passwords_do_not_lock_another_one_out(
    visitor: Session, own_account: Account, accounts: Accounts
) -> None:
    owner = accounts.get("owner")
    login = visitor.open(LoginPage)

    login.fail_to_sign_in(own_account.email, times=5)

    login.sign_in(owner.email, owner.password).topbar.expect_signed_in()
