import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from api.projects import Project
from fixtures.data import Arrange, Fake
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.project_forms import ProjectDeletePage, ProjectDetailPage, ProjectDuplicatePage, ProjectEditPage


@pytest.mark.smoke
@covers("dashboard.project.create")
def test_a_new_project_is_on_the_owners_next_dashboard_and_on_nobody_elses(
    owner: Session, next_session: Session, second_owner: Session, arrange: Arrange, fake: Fake
) -> None:
    new = fake.project(anggaran_owner=Decimal("1500000000"))
    arrange.remove_by_name(new.nama)

    owner.open(DashboardPage).add_project(**new.fields())

    seen_later = next_session.open(DashboardPage)
    seen_later.search(new.nama)
    seen_later.expect_in_row(new.nama, "1.500.000.000")
    others = second_owner.open(DashboardPage)
    others.search(new.nama)
    others.expect_not_listed(new.nama)


@covers("dashboard.project.create")
def test_awkward_but_legal_text_is_shown_as_it_was_typed(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    new = fake.project(nama=fake.name("<b>Jembatan</b> & 'Jalan' \U0001f3d7"))
    arrange.remove_by_name(new.nama)

    owner.open(DashboardPage).add_project(**new.fields())

    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_listed(new.nama)
    seen_later.expect_no_markup_in(new.nama)


def test_a_name_that_is_too_short_is_refused_and_everything_typed_is_kept(
    owner: Session, next_session: Session, fake: Fake
) -> None:
    typed = fake.project(nama="ab").fields()
    dashboard = owner.open(DashboardPage)
    dashboard.open_new_project()
    dashboard.fill_new_project(**typed)

    dashboard.send_new_projects()

    dashboard.expect_refused("Nama project minimal 3 karakter.")
    dashboard.expect_still_typed(nama="ab", lokasi_project=typed["lokasi_project"], sumber_dana=typed["sumber_dana"])
    seen_later = next_session.open(DashboardPage)
    seen_later.search(typed["lokasi_project"])
    seen_later.expect_not_listed("ab")


@covers("dashboard.project.edit")
def test_an_edited_project_shows_its_new_name_place_and_budget(
    owner: Session, next_session: Session, arrange: Arrange, project: Project, fake: Fake
) -> None:
    renamed, place = fake.name("Gedung"), fake.faker.city()
    form = owner.open(ProjectEditPage, project)

    form.fill(
        nama=renamed,
        lokasi_project=place,
        anggaran_owner="2500000",
        tanggal_mulai=project.details.tanggal_mulai.isoformat(),
    )
    form.send()

    owner.at(DashboardPage).messages.expect_message("Project berhasil diperbarui.")
    next_session.open(ProjectEditPage, project).expect_values(nama=renamed, lokasi_project=place)
    dashboard = next_session.open(DashboardPage)
    dashboard.search(renamed)
    dashboard.expect_in_row(renamed, "2.500.000")
    dashboard.search(project.nama)
    dashboard.expect_not_listed(project.nama)


def test_an_end_before_the_start_is_refused_and_nothing_is_stored(
    owner: Session, next_session: Session, project: Project
) -> None:
    start = project.details.tanggal_mulai
    form = owner.open(ProjectEditPage, project)

    form.fill(
        nama="Tidak Boleh Tersimpan",
        tanggal_mulai=start.isoformat(),
        tanggal_selesai=(start - timedelta(days=1)).isoformat(),
    )
    form.send()

    form.expect_refused("Tanggal selesai harus setelah tanggal mulai.")
    form.expect_values(nama="Tidak Boleh Tersimpan", tanggal_selesai=(start - timedelta(days=1)).isoformat())
    next_session.open(ProjectEditPage, project).expect_values(nama=project.nama)


@pytest.mark.smoke
@covers("dashboard.project.delete")
def test_a_deleted_project_is_gone_and_its_neighbour_is_not(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    doomed, kept = arrange.project(), arrange.project()
    dashboard = owner.open(DashboardPage)
    dashboard.search(fake.mark)

    dashboard.delete(doomed.nama)

    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_listed(kept.nama)
    seen_later.expect_not_listed(doomed.nama)


def test_a_deletion_that_is_not_confirmed_deletes_nothing(
    owner: Session, next_session: Session, project: Project
) -> None:
    dashboard = owner.open(DashboardPage)
    dashboard.search(project.nama)

    dashboard.ask_to_delete(project.nama)
    dashboard.cancel_deletion()

    seen_later = next_session.open(DashboardPage)
    seen_later.search(project.nama)
    seen_later.expect_listed(project.nama)


@covers("dashboard.project.delete")
def test_the_page_that_asks_before_deleting_deletes_too(
    owner: Session, next_session: Session, project: Project
) -> None:
    owner.open(ProjectDeletePage, project).confirm()

    seen_later = next_session.open(DashboardPage)
    seen_later.search(project.nama)
    seen_later.expect_not_listed(project.nama)


@covers("dashboard.project.duplicate")
def test_a_duplicate_takes_the_header_along_and_leaves_the_source_alone(
    owner: Session, next_session: Session, arrange: Arrange, project: Project, fake: Fake
) -> None:
    copy = fake.name("Salinan")
    arrange.remove_by_name(copy)
    form = owner.open(ProjectDuplicatePage, project)

    form.fill(nama=copy, tanggal_mulai=date.today().isoformat())
    form.send()

    owner.at(DashboardPage).messages.expect_message("Proyek berhasil diduplikasi dan disimpan.")
    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_listed(project.nama)
    seen_later.edit(copy).expect_values(nama=copy, lokasi_project=project.details.lokasi_project)


@provokes("dashboard.project.duplicate", 200)
def test_a_duplicate_with_too_short_a_name_is_refused_and_stays_typed(
    owner: Session, next_session: Session, project: Project, fake: Fake
) -> None:
    form = owner.open(ProjectDuplicatePage, project)

    form.fill(nama="ab", lokasi_project="Ende", tanggal_mulai=date.today().isoformat())
    form.send()

    form.expect_refused("Nama project minimal 3 karakter.")
    form.expect_values(nama="ab", lokasi_project="Ende")
    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_order([project.nama])


@provokes("dashboard.project.view", 404)
def test_another_owners_project_cannot_be_opened(second_owner: Session, project: Project) -> None:
    second_owner.at(ProjectDetailPage, project).expect_denied(404)


def test_the_overview_shows_the_projects_own_data(owner: Session, arrange: Arrange) -> None:
    project, other = arrange.project(), arrange.project()
    overview = owner.open(ProjectDetailPage, project)

    overview.expect_shows(project.nama)
    overview.expect_shows(re.compile(r"\b84\b"))  # days, both ends counted
    overview.expect_hides(other.nama)
