from api import exports
from fixtures.estimates import Estimate
from fixtures.sessions import Session
from fixtures.sweeps import Sweep
from pages.rekap_rab import RekapRabPage


def test_no_document_of_a_project_is_made_for_another_owner(
    estimate: Estimate, second_owner: Session, sweep: Sweep
) -> None:
    sweep.expect_exports_closed(second_owner.api, estimate.project)


def test_a_deleted_project_has_no_documents(estimate: Estimate, owner: Session, next_session: Session) -> None:
    job = exports.start_job(owner.api, estimate.project.id, "rekap-rab", "pdf")
    exports.expect_made(owner.api, job)

    owner.arrange.post_form(f"/dashboard/project/{estimate.project.id}/delete/", {})

    assert exports.get_document(next_session.api, estimate.project.id, "rekap-rab", "csv").status == 404
    exports.expect_unknown_job(next_session.api, job)


def test_a_visitor_reaches_no_document(estimate: Estimate, visitor: Session) -> None:
    answer = exports.get_document(visitor.api, estimate.project.id, "rekap-rab", "csv")

    assert answer.status in (302, 401)  # led to the sign-in, or refused outright
    assert estimate.project.nama not in answer.text()
    assert visitor.at(RekapRabPage, estimate.project).address not in answer.text()
