from collections.abc import Callable
from typing import Any

import pytest

from api import projects
from api.accounts import sign_out
from api.library import refuse_upload, stage
from fixtures.accounts import Account, Accounts
from fixtures.data import Arrange, Fake
from fixtures.instances import Instance
from fixtures.library import OwnLibrary, digging_and_filling
from fixtures.mail import Mail
from fixtures.obligations import covers, provokes
from fixtures.schedules import Schedule, store
from fixtures.sessions import Session, SessionFor
from pages.account_passwords import NewPasswordPage, PasswordResetPage
from pages.base import ProjectPage
from pages.dashboard import DashboardPage
from pages.harga_items import HargaItemsPage
from pages.jadwal import JadwalPage
from pages.landing import LandingPage
from pages.library import LibraryMassEditPage, PortalPage
from pages.library_audit import AuditLogPage, AuditLogsPage
from pages.library_import import StagingPage
from pages.list_pekerjaan import ListPekerjaanPage
from pages.login import LoginPage
from pages.login_code import LoginCodePage
from pages.project_forms import ProjectEditPage
from pages.template_ahsp import TemplateAhspPage
from pages.volume_pekerjaan import VolumePekerjaanPage

CopyOf = Callable[[Session], Session]
Deed = Callable[[Any, Schedule], None]
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


def type_a_volume(page: VolumePekerjaanPage, schedule: Schedule) -> None:
    page.type_volume(schedule.names[0], "77,5")


def expect_the_volume(page: VolumePekerjaanPage, schedule: Schedule) -> None:
    page.expect_volume(schedule.names[0], "77,5")
    page.expect_volume(schedule.names[1], "30")


def type_a_price(page: HargaItemsPage, _: Schedule) -> None:
    page.type_price("L.01", "123.456")


def expect_the_price(page: HargaItemsPage, _: Schedule) -> None:
    page.expect_price("L.01", "123.456")
    page.expect_price("B.01", "100.000")


def type_a_coefficient(page: TemplateAhspPage, _: Schedule) -> None:
    page.type_koefisien("TK", 1, "3,5")


def expect_the_coefficient(page: TemplateAhspPage, _: Schedule) -> None:
    page.expect_rows("TK", [("L.01", "3,5")])


def plan_a_week(page: JadwalPage, schedule: Schedule) -> None:
    page.grid.plan(schedule.names[0], 1, "40")


def expect_the_week(page: JadwalPage, schedule: Schedule) -> None:
    page.grid.expect_cell(schedule.names[0], 1, "40.0")
    page.grid.expect_cell(schedule.names[1], 1, "-")


def saved_by_script(operation: str, page: type[ProjectPage], type_in: Deed, expect_it: Deed) -> Any:
    marks = [pytest.mark.covers(operation), pytest.mark.provokes(operation, 302)]
    return pytest.param(page, type_in, expect_it, marks=marks, id=page.slug)


@pytest.mark.parametrize(
    ("page_type", "type_in", "expect_it"),
    [
        saved_by_script("volume.quantity.save", VolumePekerjaanPage, type_a_volume, expect_the_volume),
        saved_by_script("pricing.harga_items.save", HargaItemsPage, type_a_price, expect_the_price),
        saved_by_script("ahsp.detail.save", TemplateAhspPage, type_a_coefficient, expect_the_coefficient),
        saved_by_script("schedule.progress.save", JadwalPage, plan_a_week, expect_the_week),
    ],
)
def test_what_was_typed_into_a_page_of_a_project_stays_until_the_next_sign_in(
    own_account: Account, own_session: Session, session_for: SessionFor, copy_of: CopyOf, fake: Fake,
    page_type: type[Any], type_in: Deed, expect_it: Deed,
) -> None:  # fmt: skip
    schedule = store(Arrange(own_session.arrange, fake), ({}, {}, {}), ({}, {}, {}))
    page = own_session.open(page_type, schedule.project)
    type_in(page, schedule)
    copy_of(own_session).open(DashboardPage).topbar.sign_out()

    page.save()

    page.toasts.expect_toast(ENDED)
    expect_it(page, schedule)
    own_session.another_tab().open(LoginPage).sign_in(own_account.email, own_account.password)
    page.save()
    expect_it(session_for(own_account).open(page_type, schedule.project), schedule)


@covers("dashboard.project.create")
@provokes("dashboard.project.create", 302)
def test_a_new_project_that_was_typed_is_back_after_the_session_had_ended_meanwhile(
    own_account: Account, own_session: Session, session_for: SessionFor, copy_of: CopyOf, fake: Fake
) -> None:
    nama, dashboard = fake.name("Gedung"), own_session.open(DashboardPage)
    typed = {"nama": nama, "tanggal_mulai": "2027-01-04", "sumber_dana": "APBD", "lokasi_project": "Bandung"}
    dashboard.open_new_project()
    dashboard.fill_new_project(**typed, nama_client="PU", anggaran_owner="1500000", ket_project1="Diketik sebelumnya")
    copy_of(own_session).open(DashboardPage).topbar.sign_out()

    dashboard.send_new_projects()
    own_session.at(LoginPage).try_to_sign_in(own_account.email, own_account.password)
    dashboard.messages.close_onto(dashboard.new_project_dialog)

    dashboard.expect_still_typed(**typed, ket_project1="Diketik sebelumnya")
    session_for(own_account).open(DashboardPage).expect_count(0)  # nothing is stored yet
    dashboard.send_new_projects()
    session_for(own_account).open(DashboardPage).expect_order([nama])


@covers("library.portal.save")
@provokes("library.portal.save", 302)
def test_a_note_for_the_keepers_is_back_after_the_session_had_ended_meanwhile(
    own_instance: Instance, next_keeper: Session, fake: Fake
) -> None:
    keeper, note = own_instance.fresh_session("admin"), fake.name("Impor")
    portal = keeper.open(PortalPage)
    portal.write_note(note)
    sign_out(keeper.arrange)

    portal.save()
    keeper.at(LoginPage).try_to_sign_in(own_instance.account("admin").email, own_instance.account("admin").password)
    portal.messages.close()

    portal.expect_typed(note)
    next_keeper.open(PortalPage).expect_no_note(note)  # nothing is stored yet
    portal.save()
    next_keeper.open(PortalPage).expect_note(note)


@covers("library.audit_log.resolve")
@provokes("library.audit_log.resolve", 302)
def test_a_note_on_an_event_is_back_after_the_session_had_ended_meanwhile(
    own_instance: Instance, next_keeper: Session, own_library: OwnLibrary, fake: Fake
) -> None:
    keeper, note = own_instance.fresh_session("admin"), fake.name("Sudah ditanyakan")
    refuse_upload(keeper.arrange, f"{fake.mark}.xlsm")
    keeper.open(AuditLogsPage).open_newest("upload_refused")
    event = keeper.at(AuditLogPage)
    event.write_note(note)
    sign_out(keeper.arrange)

    event.save()
    keeper.at(LoginPage).try_to_sign_in(own_instance.account("admin").email, own_instance.account("admin").password)
    event.messages.close()

    event.expect_typed(note)
    event.save()
    next_keeper.open(AuditLogsPage).open_newest("upload_refused")
    next_keeper.at(AuditLogPage).expect_resolved("admin", note)


@covers("library.database.save")
@provokes("library.database.save", 302)
def test_many_lines_of_the_library_are_back_each_in_its_place_after_the_session_had_ended_meanwhile(
    own_instance: Instance, next_keeper: Session, own_library: OwnLibrary
) -> None:
    keeper, (digging, filling) = own_instance.fresh_session("admin"), (own_library.digging, own_library.filling)
    form = keeper.at(LibraryMassEditPage)
    form.open_for(own_library.sumber)
    form.type(filling.id, "satuan", "ton")
    sign_out(keeper.arrange)
    moved = {"field": "kode_ahsp", "value": f"{filling.kode}-sesudahnya"}  # now the second line is the first
    next_keeper.arrange.patch_json(f"/referensi/api/jobs/{digging.id}/", moved)

    form.save()
    keeper.at(LoginPage).try_to_sign_in(own_instance.account("admin").email, own_instance.account("admin").password)
    form.messages.close()

    form.expect_value(filling.id, "satuan", "ton")
    form.expect_value(digging.id, "satuan", "m3")
    form.save()
    seen_later = next_keeper.at(LibraryMassEditPage)
    seen_later.open_for(own_library.sumber)
    seen_later.expect_value(filling.id, "satuan", "ton")
    seen_later.expect_value(digging.id, "satuan", "m3")


@covers("library.staging.save")
@provokes("library.staging.save", 302)
def test_corrections_of_what_waits_are_back_after_the_session_had_ended_meanwhile(
    own_instance: Instance, next_keeper: Session, fake: Fake
) -> None:
    keeper, (good, other) = own_instance.fresh_session("admin"), digging_and_filling(fake.mark)
    stage(keeper.arrange, [good, (*other[:6], "abc", *other[7:])])
    staging = keeper.open(StagingPage)
    staging.type(other[0], "koefisien", "0,5")
    sign_out(keeper.arrange)

    staging.save()
    keeper.at(LoginPage).try_to_sign_in(own_instance.account("admin").email, own_instance.account("admin").password)
    staging.messages.close()

    staging.expect_value(other[0], "koefisien", "0,5")
    next_keeper.open(StagingPage).expect_waiting(rows=2, faulty=1)  # nothing is stored yet
    staging.save()
    next_keeper.open(StagingPage).expect_waiting(rows=2, faulty=0)


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
