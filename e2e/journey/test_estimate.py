from decimal import Decimal

import pytest

from api import projects
from fixtures.accounts import Accounts
from fixtures.data import Arrange, Fake
from fixtures.obligations import covers
from fixtures.sessions import Session
from oracle.analysis import Kategori, Row
from oracle.numbers import rupiah
from oracle.rab import Job, Project, rab
from pages.harga_items import HargaItemsPage
from pages.login import LoginPage
from pages.rekap_rab import RekapRabPage
from pages.template_ahsp import TemplateAhspPage
from pages.volume_pekerjaan import VolumePekerjaanPage

PLAN = Project(
    jobs=(
        Job(
            "CUST-0001",
            (
                Row(Kategori.TK, "L.01", Decimal("0.123456")),
                Row(Kategori.BHN, "B.01", Decimal("7.5")),
                Row(Kategori.LAIN, "CUST-0002", Decimal(2), bundle="CUST-0002"),
            ),
            volume=Decimal("1250.5"),
        ),
        Job("CUST-0002", (Row(Kategori.TK, "L.04", Decimal("0.025")),), volume=Decimal("12.345")),
    ),
    prices={"L.01": Decimal("150000.50"), "B.01": Decimal("13000.50"), "L.04": Decimal(175000)},
    markup=Decimal("12.5"),
    rounding_base=1000,
)


@pytest.mark.smoke
@covers(
    "account.session.sign_in",
    "dashboard.project.create",
    "works.list.upsert",
    "volume.quantity.save",
    "ahsp.detail.save",
    "pricing.harga_items.save",
    "pricing.project.save",
)
def test_an_estimator_goes_from_an_empty_dashboard_to_a_total_that_is_right_to_the_last_rupiah(
    visitor: Session, next_session: Session, accounts: Accounts, arrange: Arrange, fake: Fake
) -> None:
    account = accounts.get("owner")
    new, laying, helping = fake.project(), fake.name("Pasangan bata"), fake.name("Plesteran")
    arrange.remove_by_name(new.nama)

    dashboard = visitor.open(LoginPage).sign_in(account.email, account.password)
    dashboard.messages.close()
    dashboard.add_project(**new.fields())
    dashboard.search(new.nama)
    works = dashboard.open_project(new.nama)
    works.add_klasifikasi("Pekerjaan Dinding")
    works.add_sub("Bata")
    works.add_custom_work(laying, "m2")
    works.add_custom_work(helping, "m2")
    works.save()
    works.reload().expect_works(laying, helping)
    project = projects.Project(projects.find(arrange.client, new.nama), new.nama, new)

    volumes = visitor.open(VolumePekerjaanPage, project)
    volumes.type_volume(laying, "1.250,5")
    volumes.type_volume(helping, "12,345")
    volumes.save()

    editor = visitor.open(TemplateAhspPage, project)
    editor.choose_job(helping)
    editor.add_row("TK", kode="L.04", uraian="Mandor", satuan="OH", koefisien="0,025")
    editor.save()
    editor.expect_saved()
    editor.choose_job(laying)
    editor.add_row("TK", kode="L.01", uraian="Pekerja", satuan="OH", koefisien="0,123456")
    editor.add_row("BHN", kode="B.01", uraian="Bata merah", satuan="buah", koefisien="7,5")
    editor.add_bundle(helping, koefisien="2")
    editor.save()

    prices = visitor.open(HargaItemsPage, project)
    prices.expect_listed("L.01")  # the analyses above named it
    prices.type_price("L.01", "150.000,50")
    prices.type_price("B.01", "13.000,50")
    prices.type_price("L.04", "175.000")
    prices.type_markup("12,5")
    prices.save()
    visitor.open(RekapRabPage, project).choose_rounding(1000)

    wanted, summary = rab(PLAN), next_session.open(RekapRabPage, project)
    summary.expect_job(laying, volume="1.250,5", harga=rupiah(wanted.jobs[0].g), total=rupiah(wanted.jobs[0].total))
    summary.expect_footer(
        total=rupiah(wanted.total),
        ppn=rupiah(wanted.ppn),
        grand=rupiah(wanted.grand),
        rounded=rupiah(wanted.pembulatan),
    )
