from decimal import Decimal

from api import library_works, upkeep
from api.ahsp import NewRow, rows_of, save_rows
from api.client import expect_json
from fixtures.data import Arrange
from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.template_ahsp import TemplateAhspPage
from pages.template_reset import TemplateResetPage

BULK = "ahsp.details.save_legacy"


@covers(BULK)
def test_rows_of_two_jobs_are_saved_by_one_request(estimate: Estimate, owner: Session, next_session: Session) -> None:
    laying, helping = estimate.laying, estimate.helping
    rows = {
        laying.id: [NewRow("TK", "L.01", Decimal("0.9"), "Pekerja")],
        helping.id: [NewRow("TK", "L.04", Decimal("0.4"), "Mandor")],
    }

    answer = expect_json(upkeep.save_rows_of(owner.api, estimate.project.id, rows))

    assert answer["saved_rows"] == 2
    editor = next_session.open(TemplateAhspPage, estimate.project)
    editor.expect_rows("TK", [("L.01", "0,9")])
    editor.expect_rows("BHN", [])
    editor.expect_rows("LAIN", [])  # the bundle went too
    editor.choose_job(helping.kode)
    editor.expect_rows("TK", [("L.04", "0,4")])
    editor.expect_rows("LAIN", [])


@provokes(BULK, 400)
def test_a_bad_job_among_good_ones_stops_them_all(estimate: Estimate, owner: Session, arrange: Arrange) -> None:
    laying, helping = estimate.laying, estimate.helping
    before = rows_of(arrange.client, estimate.project.id, helping.id)
    rows = {
        helping.id: [NewRow("TK", "L.99", Decimal(5), "Pekerja")],
        laying.id: [NewRow("ALT", "L.01", Decimal(1), "Kategori lain")],
    }

    refused = upkeep.save_rows_of(owner.api, estimate.project.id, rows)

    assert refused.status == 400
    assert rows_of(arrange.client, estimate.project.id, helping.id) == before


@covers("ahsp.detail.reset")
def test_a_reset_brings_the_librarys_rows_back(owner: Session, next_session: Session, arrange: Arrange) -> None:
    project = arrange.project()
    job = library_works.add_modified(arrange.client, project.id)
    of_library = rows_of(arrange.client, project.id, job)
    taken = upkeep.components_of(arrange.client, project.id)
    save_rows(arrange.client, project.id, job, [NewRow("BHN", "B.77", Decimal("7.7"), "Milik saya")])
    editor = owner.open(TemplateResetPage, project)
    editor.expect_rows("BHN", [("B.77", "7,7")])

    editor.reset_to_library()

    next_session.open(TemplateResetPage, project).expect_row_total(len(of_library))
    assert rows_of(arrange.client, project.id, job) == of_library
    assert upkeep.components_of(arrange.client, project.id) == taken
