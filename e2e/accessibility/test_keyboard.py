from dataclasses import replace
from decimal import Decimal

from api import projects
from fixtures.accounts import Account
from fixtures.data import Fake
from fixtures.documents import text_of
from fixtures.estimates import Estimate
from fixtures.obligations import covers
from fixtures.schedules import Schedule
from fixtures.sessions import Session, SessionFor
from oracle.numbers import rupiah
from oracle.rab import rab
from pages.components.keyboard import Keyboard
from pages.dashboard import DashboardPage
from pages.harga_items import HargaItemsPage
from pages.jadwal import JadwalPage
from pages.list_pekerjaan import ListPekerjaanPage
from pages.login import LoginPage
from pages.project_forms import ProjectEditPage
from pages.rekap_rab import RekapRabPage
from pages.template_ahsp import TemplateAhspPage
from pages.volume_pekerjaan import VolumePekerjaanPage


@covers("account.session.sign_in", "dashboard.project.create")
def test_an_estimator_signs_in_and_makes_a_project_by_keyboard_alone(
    visitor: Session, own_account: Account, session_for: SessionFor, fake: Fake
) -> None:
    new, keys = fake.project(), Keyboard(visitor.page)
    needed = {"sumber_dana": "APBD", "lokasi_project": "Bandung", "nama_client": "PU", "anggaran_owner": "1500000"}

    dashboard = visitor.open(LoginPage).sign_in_by_keyboard(keys, own_account.email, own_account.password)
    dashboard.messages.close_by_keyboard(keys)
    dashboard.add_project_by_keyboard(keys, nama=new.nama, day_and_month=5, year=2027, **needed)

    later = session_for(own_account)
    later.open(DashboardPage).expect_order([new.nama])  # and only once
    project = projects.Project(projects.find(later.arrange, new.nama), new.nama, new)
    form = later.open(ProjectEditPage, project)
    form.expect_values(tanggal_mulai="2027-05-05", sumber_dana="APBD", lokasi_project="Bandung", nama_client="PU")


@covers("works.list.upsert")
def test_works_are_listed_and_saved_by_keyboard_alone(
    project: projects.Project, owner: Session, next_session: Session
) -> None:
    keys = Keyboard(owner.page)
    dashboard = owner.open(DashboardPage)
    dashboard.search(project.nama)

    works = dashboard.open_project_by_keyboard(keys, project.nama)
    works.add_work_by_keyboard(keys, klasifikasi="Struktur", sub="Beton", uraian="Galian tanah", satuan="m3")
    works.save_by_keyboard()

    later = next_session.open(ListPekerjaanPage, project)
    later.expect_klasifikasi("Struktur")
    later.expect_sub(1, "Beton")
    later.expect_works("Galian tanah")  # and no row besides
    later.expect_work(1, satuan="m3", source="custom")


@covers("volume.quantity.save", "pricing.harga_items.save")
def test_volumes_and_prices_are_typed_and_saved_by_keyboard_alone(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    keys = Keyboard(owner.page)

    volumes = owner.open(VolumePekerjaanPage, estimate.project)
    volumes.type_volume_by_keyboard(keys, estimate.laying.uraian, "250,5")
    volumes.save_by_keyboard()
    prices = owner.open(HargaItemsPage, estimate.project)
    prices.type_markup_by_keyboard(keys, "12,5")
    prices.type_price_by_keyboard(keys, "B.01", "15000")
    prices.save_by_keyboard(keys)

    seen_later = next_session.open(VolumePekerjaanPage, estimate.project)
    seen_later.expect_volume(estimate.laying.uraian, "250,5")
    seen_later.expect_volume(estimate.helping.uraian, "12,345")
    later = next_session.open(HargaItemsPage, estimate.project)
    later.expect_markup("12,5")
    later.expect_price("B.01", "15.000")
    later.expect_price("L.01", "4.000,5")  # and no other price moved


@covers("ahsp.detail.save")
def test_an_analysis_gets_a_row_and_a_bundle_by_keyboard_alone(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    keys, editor = Keyboard(owner.page), owner.open(TemplateAhspPage, estimate.project)

    editor.choose_job_by_keyboard(keys, estimate.helping.uraian)
    editor.add_row_by_keyboard(keys, "BHN", kode="M.77", uraian="Pasir halus", satuan="m3", koefisien="0,5")
    editor.add_bundle_by_keyboard(keys, "CT.B.01", koefisien="1,25")
    editor.save_by_keyboard()

    later = next_session.open(TemplateAhspPage, estimate.project)
    later.choose_job(estimate.helping.uraian)
    later.expect_rows("BHN", [("M.77", "0,5")])
    later.expect_uraian("BHN", 1, "Pasir halus")
    later.expect_rows("LAIN", [("CT.B.01", "1,25")])
    later.expect_rows("TK", [("L.01", "0,75"), ("L.04", "0,025")])  # as they were


@covers("pricing.project.save")
def test_tax_and_rounding_are_set_and_the_summary_is_fetched_by_keyboard_alone(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    wanted = rab(replace(estimate.plan, ppn=Decimal("12.5"), rounding_base=100_000))
    keys, summary = Keyboard(owner.page), owner.open(RekapRabPage, estimate.project)

    summary.type_ppn_by_keyboard(keys, "12,5")
    summary.choose_rounding_by_keyboard(keys, 100_000, typed="100")
    summary.expect_rounded(rupiah(wanted.pembulatan))
    document = text_of(summary.exports.download_by_keyboard(keys, "csv"))

    assert rupiah(wanted.pembulatan).removeprefix("Rp ") in document
    assert rupiah(estimate.rab.pembulatan).removeprefix("Rp ") not in document  # as it was before
    next_session.open(RekapRabPage, estimate.project).expect_pricing(ppn="12,5", rounding=100_000)


@covers("schedule.progress.save")
def test_a_week_is_planned_and_saved_by_keyboard_alone(
    unplanned: Schedule, owner: Session, next_session: Session
) -> None:
    first, second, _ = unplanned.names
    keys, jadwal = Keyboard(owner.page), owner.open(JadwalPage, unplanned.project)

    jadwal.grid.plan_by_keyboard(keys, first, 2, "40")
    jadwal.save_by_keyboard()

    later = next_session.open(JadwalPage, unplanned.project)
    later.grid.expect_cell(first, 2, "40.0")
    later.grid.expect_cell(first, 1, "-")
    later.grid.expect_cell(second, 2, "-")


def test_escape_leaves_the_form_for_a_new_project_and_nothing_is_made(own_session: Session, fake: Fake) -> None:
    keys, dashboard = Keyboard(own_session.page), own_session.open(DashboardPage)

    dashboard.open_new_project_by_keyboard(keys)
    dashboard.type_name_by_keyboard(keys, fake.name())
    dashboard.leave_new_project_by_keyboard(keys)

    keys.expect_focus_shown(dashboard.new_project_button)  # back where one was
    dashboard.reload().expect_count(0)
