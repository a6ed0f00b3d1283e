"""Pages beside the way of accounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fixtures.obligations import covers
from fixtures.sessions import Session
from pages.account_pages import (
    ConnectionCancelledPage,
    ConnectionsPage,
    InactivePage,
    LogoutPage,
    VerificationSentPage,
)
from pages.dashboard import DashboardPage
from pages.landing import LandingPage
from pages.login import LoginPage
from pages.pricing import UpgradePage


@covers("account.session.view_sign_out", "account.session.sign_out")
def test_the_sign_out_page_asks_first(own_session: Session, copy_of: Callable[[Session], Session]) -> None:
    asking = own_session.open(LogoutPage)
    own_session.open(DashboardPage).topbar.expect_signed_in()
    with_the_same_cookies = copy_of(own_session)

    asking.open().confirm()

    own_session.at(LandingPage).expect_here()
    # The browser has thrown its cookie away; the server must have ended the session too.
    with_the_same_cookies.page.goto(DashboardPage.path)
    with_the_same_cookies.at(LoginPage).expect_here()


@pytest.mark.read_only
@covers("account.email.view_sent", "account.inactive.view", "account.social.view_cancelled")
def test_what_a_visitor_is_told_on_the_way_signs_nobody_in(visitor: Session) -> None:
    visitor.open(VerificationSentPage).topbar.expect_signed_out()
    visitor.open(InactivePage).topbar.expect_signed_out()
    visitor.open(ConnectionCancelledPage).topbar.expect_signed_out()


@covers(
    "account.social.view",
    "account.social_alias.connections",
    "account.social_alias.cancelled",
    "account.social_alias.error",
    "account.social_alias.sign_up",
)
def test_former_addresses_of_third_parties_lead_to_the_present_ones(own_session: Session) -> None:
    own_session.open(ConnectionsPage).expect_no_provider()

    assert own_session.api.get("/accounts/social/connections/").location == ConnectionsPage.path
    assert own_session.api.get("/accounts/social/login/cancelled/").location == ConnectionCancelledPage.path
    assert own_session.api.get("/accounts/social/login/error/").location == "/accounts/3rdparty/login/error/"
    assert own_session.api.get("/accounts/social/signup/").location == "/accounts/3rdparty/signup/"


@pytest.mark.read_only
@covers("billing.pricing.view")
def test_the_price_list_under_subscriptions_is_open_to_a_visitor_and_sells_nothing_to_him(visitor: Session) -> None:
    prices = visitor.open(UpgradePage)

    prices.expect_offer("Trial", "Gratis")
    prices.topbar.expect_signed_out()
    prices.expect_way_to_sign_up()
