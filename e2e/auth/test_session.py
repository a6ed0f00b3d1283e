from collections.abc import Callable

import pytest

from api import projects
from fixtures.accounts import Account, Accounts
from fixtures.data import Fake
from fixtures.mail import Mail
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session, SessionFor
from pages.account_passwords import NewPasswordPage, PasswordResetPage
from pages.dashboard import DashboardPage
from pages.landing import LandingPage
from pages.list_pekerjaan import ListPekerjaanPage
from pages.login import LoginPage
from pages.login_code import LoginCodePage
from pages.project_forms import ProjectEditPage

CopyOf = Callable[[Session], Session]
ENDED = "Sesi Anda telah berakhir. Silakan masuk kembali."


@covers("account.code.confirm")
def test_a_session_that_was_there_before_the_sign_in_is_not_the_one_that_is_signed_in(
    visitor: Session, own_account: Account, copy_of: CopyOf, mail: Mail
) -> None:
    by_code = visitor.open(LoginCodePage)
    by_code.ask(own_account.email)  # a visitor's session
    planted_by_a_stranger = copy_of(visitor)

    by_code.sign_in(mail.newest(own_account.email).code).topbar.expect_signed_in()

    planted_by_a_stranger.page.goto(DashboardPage.path)
    planted_by_a_stranger.at(LoginPage).expect_here()
    planted_by_a_stranger.at(LoginPage).topbar.expect_signed_out()


@covers("account.session.sign_in")
def test_nor_is_it_where_the_password_signs_in(
    visitor: Session, own_account: Account, copy_of: CopyOf, mail: Mail
) -> None:
    visitor.open(PasswordResetPage).ask(own_account.email)
    by_link = visitor.at(NewPasswordPage)
    by_link.follow(mail.newest(own_account.email, by_link.path).link(by_link.path))
    planted_by_a_stranger = copy_of(visitor)
    planted_by_a_stranger.at(NewPasswordPage).follow(by_link.page.url)  # it is the visitor's session, and not none

    visitor.open(LoginPage).sign_in(own_account.email, own_account.password).topbar.expect_signed_in()

    planted_by_a_stranger.page.goto(DashboardPage.path)
    planted_by_a_stranger.at(LoginPage).expect_here()
    planted_by_a_stranger.at(LoginPage).topbar.expect_signed_out()


@covers("dashboard.project.edit")
@provokes("dashboard.project.edit", 302)
def test_what_was_typed_into_a_form_is_back_after_the_session_had_ended_meanwhile(
    own_account: Account, own_session: Session, session_for: SessionFor, copy_of: CopyOf, fake: Fake
) -> None:
    project, renamed = projects.create(own_session.arrange, fake.project()), fake.name("Gedung")
    form = own_session.open(ProjectEditPage, project)
    start = project.details.tanggal_mulai.isoformat()
    form.fill(nama=renamed, ket_project1="Diketik sebelum sesi berakhir", tanggal_mulai=start)
    copy_of(own_session).open(DashboardPage).topbar.sign_out()

    form.send()
    own_session.at(LoginPage).try_to_sign_in(own_account.email, own_account.password)
    form.messages.close()

    form.expect_here()
    form.expect_values(nama=renamed, ket_project1="Diketik sebelum sesi berakhir")
    session_for(own_account).open(ProjectEditPage, project).expect_values(nama=project.nama)  # nothing is stored yet
    form.send()
    session_for(own_account).open(ProjectEditPage, project).expect_values(nama=renamed)


@provokes("dashboard.project.edit", 302)
@provokes("dashboard.project.view_edit", 404)
def test_what_one_user_typed_is_not_shown_to_who_signs_in_after_him(
    own_account: Account, own_session: Session, accounts: Accounts, copy_of: CopyOf, fake: Fake
) -> None:
    project, other = projects.create(own_session.arrange, fake.project()), accounts.get("second_owner")
    form = own_session.open(ProjectEditPage, project)
    form.fill(nama="Rahasia saya", tanggal_mulai=project.details.tanggal_mulai.isoformat())
    copy_of(own_session).open(DashboardPage).topbar.sign_out()
    form.send()

    own_session.at(LoginPage).try_to_sign_in(other.email, other.password)
    form.expect_denied(404)  # it is not his

    dashboard = own_session.open(DashboardPage)
    dashboard.expect_hides_everywhere("Rahasia saya")
    dashboard.topbar.sign_out()
    own_session.open(LoginPage).sign_in(own_account.email, own_account.password)
    form.open().expect_values(nama=project.nama)


@covers("works.list.upsert")
@provokes("works.list.upsert", 302)
def test_a_page_that_saves_by_itself_keeps_what_was_typed_until_the_next_sign_in(
    own_account: Account, own_session: Session, session_for: SessionFor, copy_of: CopyOf, fake: Fake
) -> None:
    project = projects.create(own_session.arrange, fake.project())
    works = own_session.open(ListPekerjaanPage, project)
    works.add_klasifikasi("Struktur")
    works.add_sub("Pondasi")
    works.add_custom_work("Galian tanah", "m3")
    copy_of(own_session).open(DashboardPage).topbar.sign_out()

    works.save()

    works.toasts.expect_toast(ENDED)
    works.expect_klasifikasi("Struktur")
    works.expect_unsaved()
    own_session.another_tab().open(LoginPage).sign_in(own_account.email, own_account.password)
    works.save()
    session_for(own_account).open(ListPekerjaanPage, project).expect_klasifikasi("Struktur")


@provokes("works.list.upsert", 302)
def test_signing_out_ends_what_stands_open_in_other_tabs(own_session: Session, fake: Fake) -> None:
    project = projects.create(own_session.arrange, fake.project())
    other_tab = own_session.another_tab()
    works = other_tab.open(ListPekerjaanPage, project)
    works.add_klasifikasi("Struktur")
    works.add_sub("Pondasi")
    works.add_custom_work("Galian tanah", "m3")

    own_session.open(DashboardPage).topbar.sign_out()

    works.save()
    works.toasts.expect_toast(ENDED)
    other_tab.page.goto(DashboardPage.path)
    other_tab.at(LoginPage).expect_here()


def test_back_after_the_sign_out_shows_nothing(own_session: Session, fake: Fake) -> None:
    project = projects.create(own_session.arrange, fake.project())
    dashboard = own_session.open(DashboardPage)
    dashboard.expect_listed(project.nama)
    dashboard.topbar.sign_out()
    own_session.at(LandingPage).expect_here()

    dashboard.press_back()

    own_session.at(LoginPage).expect_here()
    own_session.at(LoginPage).expect_hides_everywhere(project.nama)


@pytest.mark.parametrize(
    "target",
    [
        "https://jahat.example/",
        "//jahat.example/",
        "/\\jahat.example/",
        "https:///jahat.example/",
        "javascript:window.ran=1",
    ],
)
def test_a_link_to_the_sign_in_never_leads_off_the_site(visitor: Session, own_account: Account, target: str) -> None:
    login = visitor.at(LoginPage)
    login.open_for(target)

    dashboard = login.sign_in(own_account.email, own_account.password)

    dashboard.topbar.expect_signed_in()
    dashboard.expect_nothing_ran()
