"""Projects: what is stored, numbered, completed, refused (CONTRACT 1.3, W28 to W31)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.forms import model_to_dict
from django.http import Http404
from django.test import Client
from django.utils import timezone

from app.accounts.models import CustomUser
from app.dashboard.models import Project, completed_end, get_owned_project
from tests.app.bad_input import Case, Field, Kind, cases, replaced
from tests.app.support import MakeProject, SignIn, written_before_the_lock

VALID = {
    "nama": "Gedung Serbaguna",
    "tanggal_mulai": "2026-01-05",
    "tanggal_selesai": "2026-03-29",
    "sumber_dana": "APBD",
    "lokasi_project": "Bandung",
    "nama_client": "Dinas PU",
    "anggaran_owner": "Rp 1.500.000.000",
}
SHORT_TEXTS = (
    "jabatan_client",
    "instansi_client",
    "nama_kontraktor",
    "instansi_kontraktor",
    "nama_konsultan_perencana",
    "instansi_konsultan_perencana",
    "nama_konsultan_pengawas",
    "instansi_konsultan_pengawas",
    "ket_project1",
    "ket_project2",
)
FIELDS = [
    Field("nama", Kind.TEXT, required=True, max_length=200),
    *(
        Field(name, Kind.TEXT, required=True, max_length=255)
        for name in ("sumber_dana", "lokasi_project", "nama_client")
    ),
    *(Field(name, Kind.TEXT, max_length=255) for name in SHORT_TEXTS),
    Field("deskripsi", Kind.TEXT, max_length=10_000),
    Field("kategori", Kind.TEXT, max_length=100),
    Field("anggaran_owner", Kind.NUMBER, required=True),
    Field("durasi_hari", Kind.NUMBER, maximum=36_500),
    Field("tanggal_mulai", Kind.DATE, required=True),
    Field("tanggal_selesai", Kind.DATE),
]
# The three operations share one form: each field meets every case once, the telling ones meet them in all three.
TELLING = [field for field in FIELDS if field.name in {"nama", "anggaran_owner", "durasi_hari", "tanggal_mulai"}]
MATRIX = [
    *(("edit", case) for case in cases(FIELDS, json=False)),
    *((operation, case) for operation in ("create", "duplicate") for case in cases(TELLING, json=False)),
]


def rows(*projects: Mapping[str, object]) -> dict[str, object]:
    """Return the form's body for several new projects."""
    body: dict[str, object] = {"form-TOTAL_FORMS": str(len(projects)), "form-INITIAL_FORMS": "0"}
    for number, project in enumerate(projects):
        body |= {f"form-{number}-{name}": value for name, value in project.items()}
    return body


def messages(page: str) -> list[str]:
    """Return the server's messages of a page."""
    return [part.split('"')[0] for part in page.split('data-message="')[1:]]


def test_a_new_project_is_complete(client: Client, user: CustomUser) -> None:
    answer = client.post("/dashboard/", rows(VALID), follow=True)
    assert answer.redirect_chain == [("/dashboard/", 302)]
    assert messages(answer.content.decode()) == ["1 proyek berhasil disimpan."]
    project = Project.objects.get()
    assert project.owner == user
    assert project.index_project == f"PRJ-{user.pk:02}-{timezone.localdate():%d%m%y}-0001"
    assert (project.tahun_project, project.durasi_hari, project.anggaran_owner) == (2026, 84, Decimal(1_500_000_000))
    assert (project.week_start_day, project.week_end_day, project.is_active) == (0, 6, True)


def test_several_rows_are_stored_and_blank_ones_skipped(client: Client) -> None:
    answer = client.post("/dashboard/", rows(VALID, {}, VALID | {"nama": "Jalan"}), follow=True)
    assert messages(answer.content.decode()) == ["2 proyek berhasil disimpan."]
    assert set(Project.objects.values_list("nama", flat=True)) == {"Gedung Serbaguna", "Jalan"}
    assert {index[-4:] for index in Project.objects.values_list("index_project", flat=True)} == {"0001", "0002"}


def test_nothing_typed_stores_nothing(client: Client) -> None:
    answer = client.post("/dashboard/", rows({}), follow=True)
    assert messages(answer.content.decode()) == ["Tidak ada baris yang disimpan (semua kosong)."]
    assert not Project.objects.exists()


def test_one_bad_row_keeps_all_rows_from_being_stored(client: Client) -> None:
    answer = client.post("/dashboard/", rows(VALID, VALID | {"nama": "ab"}))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert messages(page) == ["Baris 2 – nama: Nama project minimal 3 karakter."]
    assert 'value="Gedung Serbaguna"' in page
    assert 'value="ab"' in page
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"nama": "ab"}, "Nama project minimal 3 karakter."),
        ({"nama": ""}, "Bidang ini tidak boleh kosong."),
        ({"kategori": "Gedung/Jalan"}, "Kategori hanya boleh berisi huruf dan angka."),
        ({"tanggal_selesai": "2026-01-04"}, "Tanggal selesai harus setelah tanggal mulai."),
        ({"anggaran_owner": "lima juta"}, "Anggaran tidak valid. Contoh yang benar: 15000000 atau Rp 15.000.000"),
        ({"anggaran_owner": "-5"}, "Anggaran harus bernilai positif."),
        ({"tanggal_mulai": "1899-12-31"}, "Tanggal harus di antara tahun 1900 dan 2199."),
        ({"tanggal_selesai": "", "durasi_hari": "36501"}, "36500"),
    ],
)
def test_refusals_name_the_reason(client: Client, project: Project, change: dict[str, str], text: str) -> None:
    body = VALID | change
    for path, data in {
        "/dashboard/": rows(body),
        f"/dashboard/project/{project.pk}/edit/": body,
        f"/dashboard/project/{project.pk}/duplicate/": body,
    }.items():
        answer = client.post(path, data)
        assert answer.status_code == 200
        assert text in answer.content.decode()
    assert list(Project.objects.values_list("nama", flat=True)) == ["Gedung A"]


@pytest.mark.parametrize(("operation", "case"), MATRIX, ids=str)
def test_bad_input_is_never_a_500(client: Client, project: Project, operation: str, case: Case) -> None:
    body = replaced(VALID, case)
    if case.field.name == "durasi_hari":
        del body["tanggal_selesai"]
    before = Project.objects.values().get(pk=project.pk)
    if operation == "create":
        answer = client.post("/dashboard/", rows(body))
    else:
        answer = client.post(f"/dashboard/project/{project.pk}/{operation}/", body)
    assert answer.status_code in ({200} if case.refused else {200, 302})
    if answer.status_code == 200:
        assert Project.objects.values().get() == before
        assert 'class="invalid-feedback d-block"' in answer.content.decode()
    else:
        stored = Project.objects.latest("pk")
        assert client.get(f"/dashboard/project/{stored.pk}/").status_code == 200


@pytest.mark.parametrize(
    "management",
    [
        {},
        {"form-TOTAL_FORMS": "abc"},
        {"form-TOTAL_FORMS": "-1"},
        {"form-TOTAL_FORMS": "9" * 30},
        {"form-TOTAL_FORMS": "51"},
    ],
)
def test_a_broken_form_count_stores_nothing(client: Client, management: dict[str, str]) -> None:
    body = {**{f"form-0-{name}": value for name, value in VALID.items()}, "form-INITIAL_FORMS": "0", **management}
    assert client.post("/dashboard/", body).status_code in {200, 302}
    assert not Project.objects.exists()


@pytest.mark.parametrize("path", ["", "upload/", "project/{}/edit/", "project/{}/duplicate/", "project/{}/delete/"])
def test_forms_that_store_are_marked_to_be_sent_once(client: Client, project: Project, path: str) -> None:
    page = client.get(f"/dashboard/{path.format(project.pk)}").content.decode()

    forms = re.findall('<form[^>]*method="post"[^>]*>', page)
    others = ("logout", "importProjectForm")  # stores nothing; its own script guards it
    storing = [form for form in forms if not any(name in form for name in others)]
    assert storing
    assert all(" data-once" in form for form in storing)


def test_markup_is_stored_as_typed_and_shown_escaped(client: Client) -> None:
    client.post("/dashboard/", rows(VALID | {"nama": "<script>alert(1)</script>"}))
    project = Project.objects.get()
    assert project.nama == "<script>alert(1)</script>"
    for path in ("/dashboard/", f"/dashboard/project/{project.pk}/", f"/dashboard/project/{project.pk}/edit/"):
        page = client.get(path).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page


def test_an_edit_blanks_what_it_omits_and_keeps_owner_and_number(client: Client, make_project: MakeProject) -> None:
    project = make_project(ket_project1="lama", kategori="Gedung")
    answer = client.post(f"/dashboard/project/{project.pk}/edit/", VALID | {"durasi_hari": "10"}, follow=True)
    assert messages(answer.content.decode()) == ["Project berhasil diperbarui."]
    stored = Project.objects.get(pk=project.pk)
    assert (stored.nama, stored.index_project, stored.owner_id) == (
        "Gedung Serbaguna",
        project.index_project,
        project.owner_id,
    )
    assert not stored.ket_project1
    assert not stored.kategori
    assert stored.durasi_hari == 84, "a duration that contradicts the dates gives way"
    assert stored.updated_at > project.updated_at


def test_a_duration_alone_sets_the_end(client: Client) -> None:
    client.post("/dashboard/", rows({k: v for k, v in VALID.items() if k != "tanggal_selesai"} | {"durasi_hari": "10"}))
    assert Project.objects.get().tanggal_selesai == date(2026, 1, 14)


@pytest.mark.parametrize(
    ("start", "end", "days", "expected"),
    [
        (date(2026, 1, 5), None, None, date(2026, 12, 31)),
        (date(2026, 12, 31), None, None, date(2027, 12, 31)),
        (date(2026, 1, 5), None, 1, date(2026, 1, 5)),
        (date(2026, 1, 5), date(2026, 2, 1), 99, date(2026, 2, 1)),
    ],
)
def test_the_end_of_a_project(start: date, end: date | None, days: int | None, expected: date) -> None:
    assert completed_end(start, end, days) == expected


@pytest.mark.parametrize(
    ("target", "leads_to"), [("/referensi/", "/referensi/"), ("https://jahat.example/", "/dashboard/")]
)
def test_after_an_edit_only_own_addresses_are_followed(
    client: Client, project: Project, target: str, leads_to: str
) -> None:
    answer = client.post(f"/dashboard/project/{project.pk}/edit/", VALID | {"next": target})
    assert answer["Location"] == leads_to


def test_deleting_hides_a_project_and_keeps_it(client: Client, project: Project) -> None:
    assert client.get(f"/dashboard/project/{project.pk}/delete/").status_code == 200
    assert Project.objects.get().is_active, "a question deletes nothing"
    answer = client.post(f"/dashboard/project/{project.pk}/delete/", follow=True)
    assert messages(answer.content.decode()) == ["Project berhasil dihapus."]
    assert not Project.objects.get().is_active
    for page in ("", "edit/", "delete/", "duplicate/"):
        assert client.get(f"/dashboard/project/{project.pk}/{page}").status_code == 404


def test_an_edit_leaves_what_others_stored_a_moment_before(client: Client, project: Project) -> None:
    others = {"week_start_day": 2, "week_end_day": 1, "allow_bundle_soft_errors": True}
    with written_before_the_lock(lambda: Project.objects.update(**others)):
        assert client.post(f"/dashboard/project/{project.pk}/edit/", VALID).status_code == 302
    stored = Project.objects.get()
    assert model_to_dict(stored, fields=["nama", *others]) == {"nama": VALID["nama"], **others}


def test_an_edit_does_not_bring_a_project_back_that_was_just_deleted(client: Client, project: Project) -> None:
    with written_before_the_lock(lambda: Project.objects.update(is_active=False)):
        assert client.post(f"/dashboard/project/{project.pk}/edit/", VALID).status_code == 404
    stored = Project.objects.get()
    assert (stored.nama, stored.is_active) == (project.nama, False)


def test_a_duplicate_is_a_new_project_with_a_number_of_its_own(client: Client, project: Project) -> None:
    form = client.get(f"/dashboard/project/{project.pk}/duplicate/").content.decode()
    assert f'value="{project.nama}"' in form
    answer = client.post(f"/dashboard/project/{project.pk}/duplicate/", VALID, follow=True)
    assert messages(answer.content.decode()) == ["Proyek berhasil diduplikasi dan disimpan."]
    copy = Project.objects.exclude(pk=project.pk).get()
    assert copy.index_project != project.index_project


def test_numbers_count_per_owner_and_day(
    make_project: MakeProject, user: CustomUser, other_user: CustomUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = make_project(), make_project()
    others = make_project(owner=other_user)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("app.dashboard.models.timezone.localdate", lambda: tomorrow)
    later = make_project()
    assert [project.index_project[-4:] for project in (first, second, others, later)] == [
        "0001",
        "0002",
        "0001",
        "0001",
    ]
    assert len({project.index_project for project in (first, second, others, later)}) == 4
    assert user.pk != other_user.pk


@pytest.mark.parametrize(
    "fields",
    [{"anggaran_owner": Decimal(-1)}, {"tanggal_selesai": date(2020, 1, 1)}, {"week_start_day": 7, "week_end_day": 6}],
)
def test_the_database_itself_refuses_nonsense(make_project: MakeProject, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_project(**fields)


def test_what_a_project_lacks_is_filled_in(make_project: MakeProject) -> None:
    project = make_project(sumber_dana="", lokasi_project="", nama_client="", week_start_day=2)
    assert (project.sumber_dana, project.lokasi_project, project.nama_client) == ("N/A", "Tidak Ditentukan", "Client")
    assert project.week_end_day == 1


def test_touching_moves_the_lock_token_only(project: Project) -> None:
    before = Project.objects.get(pk=project.pk)
    project.touch()
    after = Project.objects.get(pk=project.pk)
    assert after.updated_at > before.updated_at
    before.updated_at = after.updated_at
    assert model_to_dict(after) == model_to_dict(before)


def test_a_helper_finds_only_own_projects(project: Project, user: CustomUser, other_user: CustomUser) -> None:
    assert get_owned_project(user, project.pk) == project
    for who, pk in ((other_user, project.pk), (user, project.pk + 1), (user, 10**30)):
        with pytest.raises(Http404):
            get_owned_project(who, pk)


PAGES = ("", "edit/", "delete/", "duplicate/")


@pytest.mark.parametrize("page", PAGES)
def test_other_peoples_projects_are_not_there(
    project: Project, other_user: CustomUser, sign_in: SignIn, page: str
) -> None:
    before = Project.objects.values().get()
    stranger = sign_in(other_user)
    path = f"/dashboard/project/{project.pk}/{page}"
    missing = f"/dashboard/project/{project.pk + 1000}/{page}"
    assert stranger.get(path).status_code == 404
    assert stranger.post(path, VALID).status_code == (405 if page == "" else 404)
    assert project.nama not in stranger.get(path).content.decode()
    assert stranger.get(missing).status_code == 404
    assert stranger.get(f"/dashboard/project/{10**20}/{page}").status_code == 404
    assert Project.objects.values().get() == before
    assert project.nama not in stranger.get("/dashboard/?is_active=").content.decode()


@pytest.mark.parametrize("path", ["/dashboard/", *(f"/dashboard/project/1/{page}" for page in PAGES)])
@pytest.mark.django_db
def test_visitors_are_sent_to_sign_in(path: str) -> None:
    for answer in (Client().get(path), Client().post(path)):
        assert answer.status_code == 302
        assert answer["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize(
    "path",
    ["/dashboard/", "/dashboard/project/{}/edit/", "/dashboard/project/{}/delete/", "/dashboard/project/{}/duplicate/"],
)
def test_writes_need_the_csrf_token(project: Project, user: CustomUser, sign_in: SignIn, path: str) -> None:
    browser = sign_in(user, enforce_csrf_checks=True)
    address = path.format(project.pk)
    before = list(Project.objects.values())
    refused = browser.post(address, rows(VALID) | VALID)
    assert refused.status_code == 403
    assert "Traceback" not in refused.content.decode()
    assert list(Project.objects.values()) == before
    browser.get(address)
    token = browser.cookies["csrftoken"].value
    assert browser.post(address, rows(VALID) | VALID | {"csrfmiddlewaretoken": token}).status_code == 302
