import pytest

from api.jobs import jobs_of
from api.projects import Project
from fixtures.data import Arrange, Fake
from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from fixtures.watching import Watcher
from pages.list_pekerjaan import NOTHING_TO_SAVE, SAVED, ListPekerjaanPage
from pages.volume_pekerjaan import VolumePekerjaanPage

SAVE = "works.list.upsert"
CONCRETE = "Beton lantai kerja, tebal 5 cm"


@covers(SAVE, "works.page.view", "works.list.read", "library.sources.list")
def test_a_list_typed_by_the_owner_is_there_in_the_next_session(
    project: Project, owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    laying, plastering = fake.name("Pasangan bata"), fake.name("Plesteran")
    works = owner.open(ListPekerjaanPage, project)

    works.add_klasifikasi("Pekerjaan Dinding")
    works.add_sub("Bata")
    works.add_custom_work(laying, "m2")
    works.add_custom_work(plastering, "m3")
    works.save()

    seen_later = next_session.open(ListPekerjaanPage, project)
    seen_later.expect_klasifikasi("Pekerjaan Dinding")
    seen_later.expect_sub(1, "Bata")
    seen_later.expect_works(laying, plastering)
    seen_later.expect_work(1, satuan="m2", source="custom")
    seen_later.expect_work(2, satuan="m3", source="custom")
    assert [job.kode for job in jobs_of(arrange.client, project.id)] == ["CUST-0001", "CUST-0002"]


@covers(SAVE, "library.ahsp.search")
def test_a_work_of_the_library_brings_its_text_and_unit_along(
    project: Project, owner: Session, next_session: Session
) -> None:
    works = owner.open(ListPekerjaanPage, project)

    works.add_klasifikasi("Struktur")
    works.add_sub("Beton")
    works.add_library_work("CT.B.01")
    works.save()

    seen_later = next_session.open(ListPekerjaanPage, project)
    seen_later.expect_works(CONCRETE)
    seen_later.expect_work(1, satuan="m3", source="ref", kode="CT.B.01")
    seen_later.expect_read_only(1)


@covers(SAVE)
def test_a_modified_work_of_the_library_keeps_the_owners_words(
    project: Project, owner: Session, next_session: Session, fake: Fake
) -> None:
    own_words = fake.name("Beton lantai kerja, tebal 7 cm,")
    works = owner.open(ListPekerjaanPage, project)
    works.add_klasifikasi("Struktur")
    works.add_sub("Beton")
    works.add_library_work("CT.B.01")
    works.add_library_work("CT.B.01")

    works.change_source(2, "ref_modified")
    works.type_uraian(2, own_words)
    works.save()

    seen_later = next_session.open(ListPekerjaanPage, project)
    seen_later.expect_work(2, uraian=own_words, satuan="m3", source="ref_modified", kode="CT.B.01")
    seen_later.expect_work(1, uraian=CONCRETE, satuan="m3", source="ref")  # the library's own words stay


@covers(SAVE)
def test_an_edit_changes_what_was_edited_and_nothing_else(
    estimate: Estimate, owner: Session, next_session: Session, fake: Fake
) -> None:
    renamed = fake.name("Pasangan batu kali")
    works = owner.open(ListPekerjaanPage, estimate.project)

    works.rename_klasifikasi(1, "Pondasi")
    works.type_uraian(1, renamed)
    works.save()

    seen_later = next_session.open(ListPekerjaanPage, estimate.project)
    seen_later.expect_klasifikasi("Pondasi", "Penyelesaian")
    seen_later.expect_works(renamed, estimate.helping.uraian)
    next_session.open(VolumePekerjaanPage, estimate.project).expect_volume(renamed, "100")  # the same work as before


@covers(SAVE)
def test_a_deleted_work_is_gone_with_its_volume_and_the_other_is_not(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    works = owner.open(ListPekerjaanPage, estimate.project)

    works.delete_work(1)
    works.save()

    next_session.open(ListPekerjaanPage, estimate.project).expect_works(estimate.helping.uraian)
    volumes = next_session.open(VolumePekerjaanPage, estimate.project)
    volumes.expect_not_listed(estimate.laying.uraian)
    volumes.expect_volume(estimate.helping.uraian, "12,345")


@covers(SAVE)
def test_a_deleted_klasifikasi_takes_its_works_along(estimate: Estimate, owner: Session, next_session: Session) -> None:
    works = owner.open(ListPekerjaanPage, estimate.project)

    works.ask_to_delete_klasifikasi(2)
    works.confirmation.expect_question("beserta 1 pekerjaan")
    works.confirmation.agree()
    works.save()

    seen_later = next_session.open(ListPekerjaanPage, estimate.project)
    seen_later.expect_klasifikasi("Struktur")
    seen_later.expect_works(estimate.laying.uraian)


def test_a_klasifikasi_stays_when_its_deletion_is_not_confirmed_or_not_saved(
    estimate: Estimate, owner: Session
) -> None:
    works = owner.open(ListPekerjaanPage, estimate.project)

    works.ask_to_delete_klasifikasi(1)
    works.confirmation.cancel()
    works.expect_klasifikasi("Struktur", "Penyelesaian")
    works.ask_to_delete_klasifikasi(1)
    works.confirmation.agree()
    works.expect_unsaved()

    works.reload().expect_klasifikasi("Struktur", "Penyelesaian")


@covers(SAVE)
def test_a_work_keeps_the_place_it_was_dragged_to(
    project: Project, owner: Session, next_session: Session, arrange: Arrange
) -> None:
    works = owner.open(ListPekerjaanPage, project)
    works.add_klasifikasi("Persiapan")
    works.add_sub("Lahan")
    works.add_custom_work("Pengukuran", "m2")
    works.add_custom_work("Pembersihan", "m2")
    works.add_custom_work("Pagar", "m")
    works.save()
    works.toasts.expect_toast(SAVED)
    before = jobs_of(arrange.client, project.id)

    works.drag_work_below(1, 3)
    works.expect_works("Pembersihan", "Pagar", "Pengukuran")
    works.save()

    seen_later = next_session.open(ListPekerjaanPage, project)
    seen_later.expect_works("Pembersihan", "Pagar", "Pengukuran")
    assert jobs_of(arrange.client, project.id) == [before[1], before[2], before[0]]  # moved, not made anew


@covers(SAVE)
def test_a_work_is_moved_into_the_next_group_by_keyboard(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    works = owner.open(ListPekerjaanPage, estimate.project)

    works.move_work_by_keyboard(1, "ArrowDown")
    works.move_work_by_keyboard(1, "ArrowDown")
    works.save()

    seen_later = next_session.open(ListPekerjaanPage, estimate.project)
    seen_later.expect_works(estimate.helping.uraian, estimate.laying.uraian)
    seen_later.expect_works_in(1)
    seen_later.expect_works_in(2, estimate.helping.uraian, estimate.laying.uraian)


def test_an_empty_list_is_not_sent(project: Project, owner: Session, watcher: Watcher) -> None:
    works = owner.open(ListPekerjaanPage, project)

    works.press_save()

    works.toasts.expect_toast(NOTHING_TO_SAVE)
    works.reload().expect_works()
    watcher.expect_not_sent("POST", "/upsert/")


@provokes(SAVE, 400)
def test_a_work_without_a_text_is_refused_at_its_field_and_everything_typed_is_kept(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    works = owner.open(ListPekerjaanPage, estimate.project)

    works.rename_klasifikasi(1, "Tidak Boleh Tersimpan")
    works.type_uraian(2, "   ")
    works.type_satuan(2, "m3")
    works.press_save()

    works.expect_work_refused(2, "uraian", "Wajib untuk custom")
    works.expect_klasifikasi("Tidak Boleh Tersimpan", "Penyelesaian")
    works.expect_work(2, satuan="m3")
    seen_later = next_session.open(ListPekerjaanPage, estimate.project)
    seen_later.expect_klasifikasi("Struktur", "Penyelesaian")
    seen_later.expect_work(2, uraian=estimate.helping.uraian, satuan="m2")


@provokes(SAVE, 400)
def test_a_klasifikasi_without_a_name_is_refused_at_its_field(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    works = owner.open(ListPekerjaanPage, estimate.project)

    works.rename_klasifikasi(2, "")
    works.press_save()

    works.expect_klasifikasi_refused(2, "Wajib diisi")
    next_session.open(ListPekerjaanPage, estimate.project).expect_klasifikasi("Struktur", "Penyelesaian")


@covers(SAVE)
@provokes(SAVE, 400)
def test_a_refused_list_can_be_mended_and_saved(project: Project, owner: Session, next_session: Session) -> None:
    works = owner.open(ListPekerjaanPage, project)
    works.add_klasifikasi("Struktur")
    works.add_sub("Beton")
    works.add_custom_work("", "m3")
    works.press_save()
    works.expect_work_refused(1, "uraian", "Wajib untuk custom")

    works.type_uraian(1, "Beton siklop")
    works.save()

    next_session.open(ListPekerjaanPage, project).expect_works("Beton siklop")


@covers(SAVE)
@provokes(SAVE, 409)
def test_the_second_of_two_sessions_is_asked_and_may_overwrite(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    first = owner.open(ListPekerjaanPage, estimate.project)
    second = next_session.open(ListPekerjaanPage, estimate.project)
    first.type_uraian(1, "Kata sesi pertama")
    first.save()
    second.type_uraian(2, "Kata sesi kedua")
    second.save()
    second.conflict.expect_open()

    second.overwrite()

    first.reload().expect_works(estimate.laying.uraian, "Kata sesi kedua")


@provokes(SAVE, 409)
def test_the_second_of_two_sessions_may_look_first_and_loses_nothing_typed(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    first = owner.open(ListPekerjaanPage, estimate.project)
    second = next_session.open(ListPekerjaanPage, estimate.project)
    first.type_uraian(1, "Kata sesi pertama")
    first.save()
    second.type_uraian(2, "Kata sesi kedua")
    second.save()
    second.conflict.expect_open()

    second.conflict.reload()
    second.expect_works("Kata sesi pertama", estimate.helping.uraian)
    second.restore_draft()
    second.expect_works(estimate.laying.uraian, "Kata sesi kedua")
    second.save()

    first.reload().expect_works(estimate.laying.uraian, "Kata sesi kedua")


@covers(SAVE)
def test_another_source_resets_the_work_and_leaves_its_neighbour_alone(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    works = owner.open(ListPekerjaanPage, estimate.project)

    works.change_source(1, "ref")
    works.choose_reference(1, "CT.B.01")
    works.expect_reset_warning(1)
    works.save()

    next_session.open(ListPekerjaanPage, estimate.project).expect_work(
        1, uraian=CONCRETE, satuan="m3", source="ref", kode="CT.B.01"
    )
    volumes = next_session.open(VolumePekerjaanPage, estimate.project)
    volumes.expect_volume(CONCRETE, "")  # it counted square metres of something else
    volumes.expect_volume(estimate.helping.uraian, "12,345")


@covers(SAVE)
def test_another_analysis_of_the_library_replaces_the_works_text_unit_and_code(
    project: Project, owner: Session, next_session: Session
) -> None:
    works = owner.open(ListPekerjaanPage, project)
    works.add_klasifikasi("Struktur")
    works.add_sub("Beton")
    works.add_library_work("CT.B.01")
    works.add_library_work("CT.T.03")
    works.save()
    works.reload().expect_work(1, kode="CT.B.01")

    works.choose_reference(1, "CT.B.03")
    works.save()

    seen_later = next_session.open(ListPekerjaanPage, project)
    seen_later.expect_work(1, uraian="Pembesian dengan besi beton ulir", satuan="kg", source="ref", kode="CT.B.03")
    seen_later.expect_work(2, satuan="m3", source="ref", kode="CT.T.03")


@provokes(SAVE, 400)
def test_a_library_work_without_an_analysis_is_refused_at_its_field(
    estimate: Estimate, owner: Session, next_session: Session, arrange: Arrange
) -> None:
    works = owner.open(ListPekerjaanPage, estimate.project)

    works.change_source(1, "ref")
    works.leave_search()
    works.press_save()

    works.expect_work_refused(1, "referensi", "Wajib untuk source=ref/ref_modified (baris baru)")
    works.expect_works(estimate.laying.uraian, estimate.helping.uraian)
    next_session.open(ListPekerjaanPage, estimate.project).expect_work(1, source="custom")
    assert estimate.laying in jobs_of(arrange.client, estimate.project.id)


@pytest.mark.parametrize(
    "text", ["<b>Beton</b> & 'besi' \U0001f3d7", "<script>alert(1)</script>", "Beton \u2026 \u0928\u0940\u0935 \u0627"]
)
@covers(SAVE)
def test_awkward_but_legal_text_is_shown_as_it_was_typed(
    project: Project, owner: Session, next_session: Session, text: str
) -> None:
    works = owner.open(ListPekerjaanPage, project)

    works.add_klasifikasi(text)
    works.add_sub(text)
    works.add_custom_work(text, "m2")
    works.save()

    seen_later = next_session.open(ListPekerjaanPage, project)
    seen_later.expect_klasifikasi(text)
    seen_later.expect_sub(1, text)
    seen_later.expect_works(text)
    volumes = next_session.open(VolumePekerjaanPage, project)
    volumes.expect_listed(text)
    volumes.expect_no_markup_in(text)


@provokes("works.page.view", 404)
def test_another_owners_list_cannot_be_opened(second_owner: Session, estimate: Estimate) -> None:
    second_owner.at(ListPekerjaanPage, estimate.project).expect_denied(404)
