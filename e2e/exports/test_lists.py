from decimal import Decimal

from api import exports
from api.projects import Project
from fixtures.data import Arrange
from fixtures.documents import json_of, opened, text_of
from fixtures.estimates import Estimate
from fixtures.obligations import covers
from fixtures.sessions import Session
from oracle.numbers import angka, rupiah
from pages.dashboard import DashboardPage
from pages.dashboard_bulk import BulkDashboardPage
from pages.list_pekerjaan import ListPekerjaanPage
from pages.project_forms import ProjectDetailPage
from pages.rekap_rab import RincianRabPage
from pages.template_ahsp import TemplateAhspPage


@covers("export.dashboard.xlsx")
def test_the_list_of_projects_is_exported_as_the_dashboard_filters_it(
    arrange: Arrange, project: Project, owner: Session
) -> None:
    other = arrange.project()
    dashboard = owner.open(DashboardPage)
    dashboard.filter(search=project.nama)
    dashboard.expect_not_listed(other.nama)

    book = opened(dashboard.export_full())

    assert book.tables[0].column("Nama Project") == [project.nama]
    assert book.tables[0].column("Nilai Anggaran (Rp)") == [project.details.anggaran_owner]
    assert book.tables[0].column("Progress (%)") == [Decimal(0)]


@covers("export.dashboard.csv")
def test_scripts_get_the_list_of_projects_as_csv_by_the_same_filter(
    arrange: Arrange, project: Project, owner: Session
) -> None:
    other = arrange.project()

    sheet = opened(exports.file_of(owner.api.get("/dashboard/export/csv/", {"search": project.nama})))

    assert sheet.tables[0].column("Nama Project") == [project.nama]
    assert other.nama not in sheet.tables[0].column("Nama Project")


@covers("export.selected_projects.xlsx")
def test_chosen_projects_alone_are_exported(
    arrange: Arrange, project: Project, owner: Session, second_owner: Session
) -> None:
    other, third = arrange.project(), arrange.project()
    dashboard = owner.open(BulkDashboardPage)
    dashboard.search(arrange.fake.mark)
    dashboard.choose(third.nama, project.nama)

    names = opened(dashboard.export_chosen()).tables[0].column("Nama Project")

    assert sorted(map(str, names)) == sorted([third.nama, project.nama])
    assert other.nama not in names
    assert second_owner.api.get(f"/dashboard/bulk/export/excel/?ids={third.id}").status == 404


@covers("export.project.pdf")
def test_a_project_on_paper_says_what_its_page_says(estimate: Estimate, owner: Session) -> None:
    document = opened(owner.open(ProjectDetailPage, estimate.project).export_pdf())

    assert ("Lokasi project", estimate.project.details.lokasi_project) in document.tables[0].rows
    assert ("", "PEMBULATAN", estimate.rab.pembulatan) in document.tables[1].rows


@covers("export.list_pekerjaan.json")
def test_works_are_handed_over_as_json(estimate: Estimate, owner: Session) -> None:
    works = json_of(owner.open(ListPekerjaanPage, estimate.project).export_json())

    assert [klas["sub"][0]["pekerjaan"][0]["snapshot_uraian"] for klas in works["klasifikasi"]] == [
        estimate.laying.uraian,
        estimate.helping.uraian,
    ]


@covers("export.template_ahsp.json")
def test_analyses_are_handed_over_as_json_and_scripts_get_the_same(estimate: Estimate, owner: Session) -> None:
    analyses = json_of(owner.open(TemplateAhspPage, estimate.project).export_json())
    by_script = json_of(exports.file_of(exports.get_document(owner.api, estimate.project.id, "template-ahsp", "json")))

    assert by_script["pekerjaan_list"] == analyses["pekerjaan_list"]
    laying, helping = analyses["pekerjaan_list"]
    assert (laying["items"][0]["kode"], laying["items"][0]["koefisien"]) == ("L.01", 0.123456)
    assert [(row["kode"], row["koefisien"]) for row in helping["items"]] == [("L.01", 0.75), ("L.04", 0.025)]


@covers("export.test_page.view")
def test_one_page_offers_every_document(estimate: Estimate, owner: Session) -> None:
    answer = owner.api.get(f"/detail_project/{estimate.project.id}/export-test/")

    assert answer.status == 200
    assert answer.text().count("data-export-format=") == 26


@covers("export.rincian_rab.csv")
def test_the_rows_of_the_rab_are_the_same_on_screen_and_for_programs(estimate: Estimate, owner: Session) -> None:
    page = owner.open(RincianRabPage, estimate.project)
    page.expect_total(rupiah(estimate.rab.total))

    lines = text_of(page.export_csv()).splitlines()

    assert lines[0].startswith("pekerjaan_kode;pekerjaan_uraian;kategori;kode;")
    assert len([line for line in lines if line.startswith("CUST-")]) == 7
    assert lines[-1] == f"GRAND TOTAL (D+E);{angka(estimate.rab.total, 20).replace('.', '').replace(',', '.')}"
