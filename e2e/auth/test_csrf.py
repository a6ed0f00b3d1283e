from api.projects import Project
from fixtures.obligations import provokes
from fixtures.sessions import Session
from fixtures.sweeps import Sweep
from pages.dashboard import DashboardPage


@provokes("account.session.sign_in", 403)
def test_no_write_is_accepted_without_a_csrf_token(
    owner: Session, next_session: Session, project: Project, sweep: Sweep
) -> None:
    sweep.expect_no_write_without_a_token(owner.api, project)

    seen_later = next_session.open(DashboardPage)
    seen_later.topbar.expect_signed_in()  # the forged sign-out did nothing either
    seen_later.search(project.nama)
    seen_later.expect_listed(project.nama)
