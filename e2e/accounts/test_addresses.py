import re

import pytest

from api.accounts import reauthenticate
from api.administration import give_address
from api.client import ApiClient
from fixtures.accounts import Account, Accounts
from fixtures.data import Fake
from fixtures.mail import Mail
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session, SessionFor
from pages.account_emails import EmailAddressesPage, EmailConfirmationPage
from pages.account_passwords import ReauthenticationPage
from pages.dashboard import DashboardPage

CONFIRM = "/accounts/confirm-email/"


@pytest.mark.read_only
@covers("account.email.view")
def test_an_estimator_finds_his_own_address_and_nobody_elses(owner: Session, accounts: Accounts) -> None:
    others = accounts.get("second_owner")

    addresses = owner.open(EmailAddressesPage)

    addresses.expect_listed(accounts.get("owner").email)
    addresses.expect_not_listed(others.email)


@covers("account.email.change", "account.email.view")
def test_a_further_address_is_kept_and_asked_to_confirm(
    own_account: Account, own_session: Session, session_for: SessionFor, fake: Fake, mail: Mail
) -> None:
    further = fake.account().email
    reauthenticate(own_session.arrange, own_account.password)

    own_session.open(EmailAddressesPage).add(further)

    seen_later = session_for(own_account).open(EmailAddressesPage)
    seen_later.expect_listed(further)
    seen_later.expect_chosen(own_account.email)  # it is not the primary one
    mail.newest(further, CONFIRM)


@provokes("account.email.change", 200)
def test_an_address_that_is_the_accounts_already_is_refused_and_stays_typed(
    own_account: Account, own_session: Session, session_for: SessionFor
) -> None:
    reauthenticate(own_session.arrange, own_account.password)
    addresses = own_session.open(EmailAddressesPage)

    addresses.add(own_account.email)

    addresses.expect_refused("sudah", kept=own_account.email)
    session_for(own_account).open(EmailAddressesPage).expect_listed(own_account.email)


@covers("account.email.change")
def test_the_primary_address_is_the_one_that_was_chosen(
    own_account: Account, own_session: Session, session_for: SessionFor, administration: ApiClient, fake: Fake
) -> None:
    further = fake.account().email
    give_address(administration, own_account.username, further)
    reauthenticate(own_session.arrange, own_account.password)

    own_session.open(EmailAddressesPage).make_primary(further)

    seen_later = session_for(own_account).open(EmailAddressesPage)
    seen_later.expect_chosen(further)
    seen_later.expect_listed(own_account.email)


@covers("account.email.change")
def test_a_removed_address_is_gone_and_the_other_one_stays(
    own_account: Account, own_session: Session, session_for: SessionFor, administration: ApiClient, fake: Fake
) -> None:
    further = fake.account().email
    give_address(administration, own_account.username, further)
    reauthenticate(own_session.arrange, own_account.password)

    own_session.open(EmailAddressesPage).remove(further)

    seen_later = session_for(own_account).open(EmailAddressesPage)
    seen_later.expect_not_listed(further)
    seen_later.expect_listed(own_account.email)


@covers("account.email.change")
def test_the_confirmation_is_mailed_again_when_asked_for(
    own_account: Account, own_session: Session, administration: ApiClient, fake: Fake, mail: Mail
) -> None:
    further = fake.account().email
    give_address(administration, own_account.username, further)
    mail.expect_nothing(further)

    own_session.open(EmailAddressesPage).ask_for_confirmation(further)

    assert CONFIRM in mail.newest(further).text
    assert len(mail.to(own_account.email)) == 1  # the sign-up's own, and no other


@covers("account.email.confirm", "account.email.view_confirm")
def test_a_confirmed_address_starts_the_trial(
    own_account: Account, own_session: Session, session_for: SessionFor, mail: Mail
) -> None:
    own_session.open(DashboardPage).topbar.expect_badge("Trial 0d")
    confirmation = own_session.at(EmailConfirmationPage)
    confirmation.follow(mail.newest(own_account.email, CONFIRM).link(CONFIRM))

    confirmation.confirm()

    seen_later = session_for(own_account)
    seen_later.open(DashboardPage).topbar.expect_badge(re.compile(r"Trial 1[34]d"))
    seen_later.open(EmailAddressesPage).expect_confirmed(own_account.email)


@covers("account.reauthentication.confirm", "account.reauthentication.view")
@provokes("account.email.change", 302)
def test_an_address_is_only_added_for_who_types_the_password_again(
    own_account: Account, own_session: Session, session_for: SessionFor, fake: Fake
) -> None:
    further = fake.account().email
    asked = own_session.at(ReauthenticationPage)
    own_session.open(EmailAddressesPage).add(further)
    asked.expect_ready()
    asked.confirm("bukan-sandinya")
    asked.expect_ready()

    asked.confirm(own_account.password)

    session_for(own_account).open(EmailAddressesPage).expect_listed(further)
