from decimal import Decimal

from api import exports, prices, projects, upkeep
from api.projects import Project
from fixtures.data import Fake
from fixtures.estimates import Estimate
from fixtures.obligations import provokes
from fixtures.refusals import expect_refused, repeated
from fixtures.sessions import Session
from pages.base import TypedAddress
from pages.harga_items import HargaItemsPage
from pages.list_pekerjaan import ListPekerjaanPage

NO_PICTURE = b"x" * 5_500_000
LONG_AGO = "2000-01-01T00:00:00Z"


@provokes("export.selected_projects.xlsx", 400)
@provokes("library.jobs.list", 403)
@provokes("dashboard.project.view", 404)
def test_an_address_that_is_refused_in_the_bar_shows_no_internals(owner: Session) -> None:
    TypedAddress(owner.page, "/dashboard/bulk/export/excel/").expect_denied(400)  # of no project
    TypedAddress(owner.page, "/referensi/api/jobs/").expect_denied(403)
    TypedAddress(owner.page, "/dashboard/project/2147483647/").expect_denied(404)


@provokes("pricing.harga_items.save", 400)
@provokes("pricing.harga_items.save", 409)
def test_a_script_that_saves_wrongly_or_too_late_is_told_no_internals(estimate: Estimate, owner: Session) -> None:
    late = prices.post_prices(owner.api, estimate.project.id, {"B.01": Decimal(1)}, client_updated_at=LONG_AGO)
    wrong = prices.post_prices(owner.api, estimate.project.id, {"B.01": Decimal(-1)})

    expect_refused(late, 409)
    expect_refused(wrong, 400)
    owner.open(HargaItemsPage, estimate.project).expect_price("B.01", "13.000,5")


@provokes("export.batch.upload", 413)
def test_a_script_that_sends_too_much_or_by_the_wrong_method_is_told_no_internals(
    project: Project, owner: Session
) -> None:
    session = exports.begin_session(owner.api, "pdf")

    expect_refused(exports.post_pages(owner.api, session, {1: NO_PICTURE}), 413)
    expect_refused(owner.api.get(f"/detail_project/api/project/{project.id}/volume-pekerjaan/save/"), 405)

    assert exports.session_status(owner.api, session)["pagesReceived"] == 0


@provokes("works.list.save_legacy", 429)
def test_a_script_that_asks_too_often_is_told_no_internals(own_session: Session, fake: Fake) -> None:
    project = projects.create(own_session.arrange, fake.project())

    refused = repeated(lambda: upkeep.append_works(own_session.api, project.id, {"Struktur": ["Galian"]}), times=21)

    expect_refused(refused, 429)
    own_session.open(ListPekerjaanPage, project).expect_klasifikasi(*["Struktur"] * 20)
