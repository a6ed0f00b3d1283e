from datetime import date, timedelta

from api.administration import let_lapse
from api.client import ApiClient
from api.payments import order_plan
from fixtures.accounts import Account
from fixtures.obligations import covers, provokes
from fixtures.payments import Gateway
from fixtures.sessions import Session, SessionFor
from pages.checkout import PaymentFinishPage
from pages.pricing import PricingPage


def in_a_quarter() -> str:
    """The last day of a quarter that is paid for today."""
    return (date.today() + timedelta(days=90)).strftime("%d/%m/%Y")


@covers("billing.payment.create", "billing.checkout.view", "billing.payment.view_finish")
def test_an_order_is_known_here_and_at_the_gateway_and_not_paid_by_coming_back(
    own_account: Account, own_session: Session, session_for: SessionFor, gateway: Gateway
) -> None:
    page = own_session.open(PricingPage).choose("Pro 3 Bulan").pay()
    page.expect_total("Rp 900.000")
    page.go_back()

    seen_later = session_for(own_account).at(PaymentFinishPage)
    seen_later.open_for(gateway.order_of(own_account.email).order_id).expect_status("Menunggu pembayaran")
    seen_later.topbar.expect_badge("Trial 0d")  # the address of the way back claims a settlement


@covers("billing.payment.notify")
def test_a_settled_payment_makes_the_user_pro_for_what_was_paid(
    own_account: Account, own_session: Session, gateway: Gateway
) -> None:
    order_plan(own_session.arrange, 3)
    order = gateway.order_of(own_account.email)

    gateway.notify(order, "settlement")

    finish = own_session.at(PaymentFinishPage).open_for(order.order_id)
    finish.expect_status("Berhasil")
    finish.expect_active_until(in_a_quarter())
    finish.topbar.expect_badge("PRO")


@covers("billing.payment.notify")
def test_what_comes_after_a_settlement_changes_nothing(
    own_account: Account, own_session: Session, gateway: Gateway
) -> None:
    order_plan(own_session.arrange, 3)
    order = gateway.order_of(own_account.email)
    gateway.notify(order, "settlement")

    gateway.notify(order, "settlement")
    gateway.notify(order, "pending")
    gateway.notify(order, "expire")

    finish = own_session.at(PaymentFinishPage).open_for(order.order_id)
    finish.expect_status("Berhasil")
    finish.expect_active_until(in_a_quarter())  # and not twice the time


@covers("billing.payment.notify")
def test_money_that_comes_after_the_order_expired_still_counts(
    own_account: Account, own_session: Session, gateway: Gateway
) -> None:
    order_plan(own_session.arrange, 3)
    order = gateway.order_of(own_account.email)
    gateway.notify(order, "expire")
    finish = own_session.at(PaymentFinishPage).open_for(order.order_id)
    finish.expect_status("Kedaluwarsa")
    finish.topbar.expect_badge("Trial 0d")

    gateway.notify(order, "settlement")

    finish.open_for(order.order_id).expect_status("Berhasil")
    finish.topbar.expect_badge("PRO")


@provokes("billing.payment.notify", 403)
@provokes("billing.payment.notify", 400)
def test_a_forged_notification_and_another_amount_buy_nothing(
    own_account: Account, own_session: Session, gateway: Gateway
) -> None:
    order_plan(own_session.arrange, 12)
    order = gateway.order_of(own_account.email)

    assert gateway.forge(order, "settlement").status == 403
    assert gateway.notify(order, "settlement", gross_amount="1.00").status == 400

    finish = own_session.at(PaymentFinishPage).open_for(order.order_id)
    finish.expect_status("Menunggu pembayaran")
    finish.topbar.expect_badge("Trial 0d")


@covers("billing.payment.create", "billing.payment.notify")
def test_who_has_lapsed_pays_and_may_write_again(
    own_account: Account, own_session: Session, administration: ApiClient, second_owner: Session, gateway: Gateway
) -> None:
    let_lapse(administration, own_account.username)
    own_session.open(PricingPage).choose("Pro 12 Bulan").pay().expect_total("Rp 2.500.000")
    order = gateway.order_of(own_account.email)
    assert second_owner.api.get(PaymentFinishPage.path, {"order_id": order.order_id}).status == 404

    gateway.notify(order, "settlement")

    own_session.at(PaymentFinishPage).open_for(order.order_id).topbar.expect_badge("PRO")
