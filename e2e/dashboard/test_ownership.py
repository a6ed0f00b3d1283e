from api.projects import Project
from fixtures.belongings import Belongings
from fixtures.obligations import provokes
from fixtures.sessions import Session
from fixtures.sweeps import Sweep
from pages.dashboard import DashboardPage
from pages.list_pekerjaan import ListPekerjaanPage
from pages.login import LoginPage
from pages.project_forms import ProjectDeletePage, ProjectEditPage


@provokes("dashboard.project.view_edit", 404)
@provokes("dashboard.project.view_delete", 404)
@provokes("works.page.view", 404)
def test_another_owners_project_typed_into_the_address_bar_is_not_found(
    second_owner: Session, owner: Session, project: Project
) -> None:
    second_owner.at(ProjectEditPage, project).expect_denied(404)
    second_owner.at(ProjectDeletePage, project).expect_denied(404)
    second_owner.at(ListPekerjaanPage, project).expect_denied(404)

    owner.open(ProjectEditPage, project).expect_values(nama=project.nama)


def test_no_page_and_no_read_of_a_project_answers_another_owner(
    second_owner: Session, belongings: Belongings, sweep: Sweep
) -> None:
    sweep.expect_closed(second_owner.api, belongings)


def test_no_write_to_a_project_is_taken_from_another_owner(
    second_owner: Session, owner: Session, belongings: Belongings, sweep: Sweep
) -> None:
    sweep.expect_no_write(second_owner.api, belongings)

    belongings.expect_as_it_was(owner.api)
    theirs = second_owner.open(DashboardPage)
    theirs.search(belongings.mark)
    theirs.expect_count(0)  # nor has the other owner got a copy of anything


def test_a_visitor_is_asked_to_sign_in_before_seeing_a_project(visitor: Session, project: Project) -> None:
    visitor.page.goto(visitor.at(ListPekerjaanPage, project).address)

    visitor.at(LoginPage).expect_here()
    visitor.at(LoginPage).topbar.expect_signed_out()
