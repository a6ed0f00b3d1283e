from dataclasses import replace
from decimal import Decimal

from api import exports
from api.prices import save_prices
from fixtures.documents import (
    analysis_tables,
    expect_documents,
    json_of,
    needs_tables,
    price_tables,
    rab_tables,
    volume_tables,
)
from fixtures.estimates import Estimate
from fixtures.obligations import covers
from fixtures.sessions import Session
from oracle.analysis import Kategori
from oracle.needs import needs
from oracle.numbers import angka, rupiah
from pages.harga_items import HargaItemsPage
from pages.rekap_kebutuhan import RekapKebutuhanPage
from pages.rekap_rab import RekapRabPage
from pages.rincian_ahsp import RincianAhspPage
from pages.volume_pekerjaan import VolumePekerjaanPage

PAPER = ("pdf", "word")


@covers("export.rab.csv", "export.rab.pdf", "export.rab.word", "export.rab.xlsx", "export.rab.json")
def test_the_summary_of_costs_is_the_same_on_screen_and_in_every_format(estimate: Estimate, owner: Session) -> None:
    summary = owner.open(RekapRabPage, estimate.project)
    wanted = estimate.rab
    summary.expect_footer(
        total=rupiah(wanted.total),
        ppn=rupiah(wanted.ppn),
        grand=rupiah(wanted.grand),
        rounded=rupiah(wanted.pembulatan),
    )

    files = summary.exports.download_all("csv", "pdf", "word", "xlsx", "json")

    expect_documents(files, estimate, rab_tables(estimate))


@covers("export.needs.pdf", "export.needs.word", "export.needs.xlsx", "export.needs.json")
def test_the_needs_that_the_filter_shows_are_those_of_every_format(estimate: Estimate, owner: Session) -> None:
    labour = {kode: need for kode, need in needs(estimate.plan).items() if need.kategori is Kategori.TK}
    summary = owner.open(RekapKebutuhanPage, estimate.project)
    summary.filter_by_kategori("Tenaga Kerja")
    summary.expect_needs({kode: (angka(need.quantity, 6), rupiah(need.total)) for kode, need in labour.items()})
    summary.expect_total(rupiah(sum((need.total for need in labour.values()), Decimal())))

    files = summary.exports.download_all("PDF", "Word", "Excel", "JSON")

    expect_documents(files, estimate, needs_tables(estimate, Kategori.TK))  # and not a row of the others


@covers("export.harga_items.csv", "export.harga_items.pdf", "export.harga_items.word", "export.harga_items.xlsx")
def test_the_price_list_is_the_same_on_screen_and_in_every_format(estimate: Estimate, owner: Session) -> None:
    prices = owner.open(HargaItemsPage, estimate.project)
    prices.expect_price("L.01", "4.000,5")

    files = prices.exports.download_all("csv", "pdf", "word", "xlsx")

    expect_documents(files, estimate, price_tables(estimate))


@covers("export.rincian_ahsp.csv", "export.rincian_ahsp.pdf", "export.rincian_ahsp.word", "export.rincian_ahsp.xlsx")
def test_the_analyses_are_the_same_on_screen_and_in_every_format(estimate: Estimate, owner: Session) -> None:
    details = owner.open(RincianAhspPage, estimate.project)
    details.choose_job(estimate.laying.uraian)
    details.expect_figures(A="Rp 6.745", B="Rp 97.504", C="Rp 500", LAIN="Rp 0", E_base="Rp 104.749", G="Rp 120.461")

    files = details.exports.download_all("csv", "pdf", "word", "xlsx")

    expect_documents(files, estimate, analysis_tables(estimate))


def test_a_price_that_changed_is_in_the_next_document(estimate: Estimate, owner: Session) -> None:
    menu = owner.open(HargaItemsPage, estimate.project).exports
    menu.download("csv")
    save_prices(owner.arrange, estimate.project.id, {"B.01": Decimal("1.25")})
    changed = replace(estimate, plan=replace(estimate.plan, prices={**estimate.plan.prices, "B.01": Decimal("1.25")}))

    file = menu.download("csv")

    expect_documents([file], changed, price_tables(changed))


@covers("export.volume.xlsx", "export.volume.json")
def test_the_volumes_are_the_same_on_screen_and_in_a_workbook(estimate: Estimate, owner: Session) -> None:
    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.expect_volume(estimate.helping.uraian, "12,345")

    files = volumes.exports.download_all("xlsx", "json")

    expect_documents(files, estimate, volume_tables(estimate))


@covers("export.volume.pdf", "export.volume.word")
def test_scripts_get_the_volumes_at_once(estimate: Estimate, owner: Session) -> None:
    answers = [exports.get_document(owner.api, estimate.project.id, "volume-pekerjaan", form) for form in PAPER]

    expect_documents([exports.file_of(answer) for answer in answers], estimate, volume_tables(estimate))


@covers("export.harga_items.json")
def test_the_price_list_as_json_holds_every_price(estimate: Estimate, owner: Session) -> None:
    file = owner.open(HargaItemsPage, estimate.project).exports.download("json")

    prices = {item["kode_item"]: Decimal(str(item["harga_satuan"])) for item in json_of(file)["items"]}
    assert prices == estimate.plan.prices
