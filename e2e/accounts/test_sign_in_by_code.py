import re

from fixtures.accounts import Account
from fixtures.mail import Mail
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.login_code import LoginCodePage


@covers("account.code.confirm", "account.code.view")
def test_the_mailed_code_signs_in(visitor: Session, own_account: Account, mail: Mail) -> None:
    by_code = visitor.open(LoginCodePage)
    by_code.ask(own_account.email)

    dashboard = by_code.sign_in(mail.newest(own_account.email).code)

    dashboard.messages.close()
    dashboard.reload().topbar.expect_badge(re.compile(r"Trial 1[34]d"))  # who has the code has the address
    dashboard.expect_count(0)  # nobody else's projects


@provokes("account.code.confirm", 200)
def test_a_wrong_code_signs_nobody_in(visitor: Session, own_account: Account, mail: Mail) -> None:
    by_code = visitor.open(LoginCodePage)
    by_code.ask(own_account.email)
    wrong = "ZZZZ-ZZZZ"
    assert mail.newest(own_account.email).code != wrong

    by_code.try_code(wrong)

    by_code.expect_refused()
    visitor.page.goto(DashboardPage.path)
    by_code.topbar.expect_signed_out()
