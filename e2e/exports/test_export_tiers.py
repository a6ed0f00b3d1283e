from collections.abc import Callable

from api import exports, projects
from documents.read import read
from fixtures.data import Fake
from fixtures.documents import WATERMARK
from fixtures.estimates import Estimate
from fixtures.obligations import provokes
from fixtures.sessions import Session
from fixtures.sweeps import Sweep
from pages.rekap_rab import RekapRabPage


def test_an_estimator_on_trial_exports_nothing(own_session: Session, fake: Fake, sweep: Sweep) -> None:
    project = projects.create(own_session.arrange, fake.project())

    sweep.expect_exports_of_tier(own_session.api, project, pdf=False)

    answer = exports.post_job(own_session.api, project.id, "rekap-rab", "pdf")
    assert (answer.status, answer.json()["code"]) == (403, "TRIAL_NO_EXPORT")
    answer = exports.post_begin(own_session.api, "pdf")
    assert (answer.status, answer.json()["code"]) == (403, "TRIAL_NO_EXPORT")


@provokes("export.rab.csv", 403)
def test_on_trial_the_page_says_why_there_is_no_document(own_session: Session, fake: Fake) -> None:
    project = projects.create(own_session.arrange, fake.project())
    summary = own_session.open(RekapRabPage, project)

    summary.exports.choose("csv")

    summary.exports.expect_refused("Export CSV hanya tersedia untuk pengguna Pro")
    summary.expect_here()  # nobody was led to a page of JSON


def test_who_has_lapsed_gets_pdfs_with_a_watermark_and_nothing_else(
    own_session: Session, let_own_account_lapse: Callable[[], None], fake: Fake, sweep: Sweep
) -> None:
    project = projects.create(own_session.arrange, fake.project())
    let_own_account_lapse()

    sweep.expect_exports_of_tier(own_session.api, project, pdf=True)

    file = exports.file_of(exports.get_document(own_session.api, project.id, "rekap-rab", "pdf"))
    assert read(file.name, file.content).watermarks == (WATERMARK, WATERMARK)  # one a page
    answer = exports.post_job(own_session.api, project.id, "rekap-rab", "pdf")
    assert (answer.status, answer.json()["code"]) == (403, "SUBSCRIPTION_EXPIRED")


def test_a_subscriber_gets_clean_documents(estimate: Estimate, owner: Session) -> None:
    file = exports.file_of(exports.get_document(owner.api, estimate.project.id, "rekap-rab", "pdf"))

    assert read(file.name, file.content).watermarks == ("", "")
