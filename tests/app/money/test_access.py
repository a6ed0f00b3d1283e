"""Who may read and write: the owner alone, with a CSRF token, by the right verb; and conflicts between two sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPProject, HargaItemProject, Pekerjaan, ProjectPricing
from app.detail_project.urls_money import urlpatterns
from tests.app.money.conftest import Api, MakeJob, bundle, row
from tests.app.support import SignIn

ROUTES = [str(pattern.name) for pattern in urlpatterns]
WRITES = [
    ("api_save_detail_ahsp_for_pekerjaan", {"rows": [{"kategori": "TK", "kode": "X", "uraian": "x", "koefisien": 1}]}),
    ("api_save_harga_items", {"items": [], "markup_percent": "50"}),
    ("api_project_pricing", {"ppn_percent": "50"}),
    ("api_pekerjaan_pricing", {"override_markup": "50"}),
]


@pytest.fixture
def address(api: Api, job: Pekerjaan, make_job: MakeJob) -> Callable[[str], str]:
    """The address of a route, for a project with a bundle in it."""
    inner = make_job("CUST-0002")
    api.save_rows(inner, [row("TK", "L.01", "1")])
    api.save_rows(job, [bundle(inner, "1")])
    detail = DetailAHSPProject.objects.get(pekerjaan=job)
    known = {"project_id": api.project.pk, "pekerjaan_id": job.pk, "bundle_id": detail.pk}

    def of(name: str) -> str:
        pattern = next(pattern for pattern in urlpatterns if pattern.name == name)
        return reverse(f"detail_project:{name}", kwargs={key: known[key] for key in pattern.pattern.converters})

    return of


def state() -> list[Any]:
    return [
        list(DetailAHSPProject.objects.values_list("kode", "koefisien").order_by("id")),
        list(HargaItemProject.objects.values_list("kode_item", "harga_satuan").order_by("id")),
        list(ProjectPricing.objects.values_list("markup_percent", "ppn_percent", "rounding_base")),
        list(Pekerjaan.objects.values_list("id", "markup_override_percent")),
    ]


def ask(client: Client, name: str, address: str, **extra: Any) -> Any:
    payload = dict(WRITES).get(name)
    if payload is None:
        return client.get(address, **extra)
    return client.post(address, payload, content_type="application/json", **extra)


@pytest.mark.parametrize("name", ROUTES)
def test_the_owner_is_served(client: Client, address: Callable[[str], str], name: str) -> None:
    assert ask(client, name, address(name)).status_code == 200


@pytest.mark.parametrize("name", ROUTES)
def test_nobody_else_is(
    address: Callable[[str], str], name: str, sign_in: SignIn, other_user: CustomUser, user: CustomUser
) -> None:
    where, before = address(name), state()
    assert ask(sign_in(other_user), name, where).status_code == 404
    visitor = ask(Client(), name, where)
    assert visitor.status_code == 302
    assert visitor["Location"].startswith("/accounts/login/")
    assert state() == before


@pytest.mark.parametrize(("name", "payload"), WRITES)
def test_a_write_without_a_token_is_refused(
    address: Callable[[str], str], name: str, payload: object, sign_in: SignIn, user: CustomUser
) -> None:
    where, before = address(name), state()
    strict = sign_in(user, enforce_csrf_checks=True)
    assert strict.post(where, payload, content_type="application/json").status_code == 403
    assert state() == before


@pytest.mark.parametrize("name", ROUTES)
def test_other_verbs_are_refused_with_an_empty_body(client: Client, address: Callable[[str], str], name: str) -> None:
    for verb in ("PUT", "PATCH", "DELETE"):
        answer = client.generic(verb, address(name))
        assert (answer.status_code, answer.content) == (405, b""), verb


def test_pages_of_an_archived_project_are_gone_but_its_data_is_not(
    client: Client, address: Callable[[str], str], project: Project
) -> None:
    page, data = address("rekap_rab"), address("api_get_rekap_rab")
    project.is_active = False
    project.save()
    assert (client.get(page).status_code, client.get(data).status_code) == (404, 200)


class TestConflicts:
    """The lock is the project's ``updated_at``; every answer brings the token for the next write."""

    def test_saving_twice_in_a_row_works_with_the_answered_token(self, api: Api, job: Pekerjaan) -> None:
        token = api.get(f"detail-ahsp/{job.pk}/")["project_updated_at"]
        for koefisien in ("1", "2", "3"):
            answer = api.save_rows(job, [row("TK", "L.01", koefisien)], client_updated_at=token)
            assert answer.status_code == 200
            token = answer.json()["project_updated_at"]
        assert api.rows_of(job)["L.01"]["koefisien"] == "3.000000"

    def test_an_older_copy_of_details_conflicts_and_changes_nothing(self, api: Api, job: Pekerjaan) -> None:
        token = api.get(f"detail-ahsp/{job.pk}/")["project_updated_at"]
        api.save_rows(job, [row("TK", "L.01", "1")])

        answer = api.save_rows(job, [row("TK", "L.01", "9")], client_updated_at=token)

        body = answer.json()
        assert (answer.status_code, body["ok"], body["conflict"]) == (409, False, True)
        assert body["user_message"].startswith("⚠️ KONFLIK DATA TERDETEKSI!")
        assert body["errors"] == [{"path": "updated_at", "message": "Data telah berubah sejak Anda membukanya"}]
        assert body["server_updated_at"] > token
        assert api.rows_of(job)["L.01"]["koefisien"] == "1.000000"
        assert api.save_rows(job, [row("TK", "L.01", "9")]).status_code == 200  # overwriting: without the token

    def test_an_older_copy_of_prices_conflicts_and_changes_nothing(self, api: Api, job: Pekerjaan) -> None:
        api.save_rows(job, [row("TK", "L.01", "1")])
        token = api.get("harga-items/list/")["meta"]["project_updated_at"]
        api.price(L_01="10")
        entries = api.price_entries({"L.01": "20"})
        answer = api.post("harga-items/save/", {"items": entries, "client_updated_at": token})
        assert answer.status_code == 409
        assert api.get("harga-items/list/")["items"][0]["harga_satuan"] == "10.00"

    def test_tax_and_rounding_disturb_nobody_who_is_typing(self, api: Api, job: Pekerjaan) -> None:
        token = api.get(f"detail-ahsp/{job.pk}/")["project_updated_at"]
        api.post("pricing/", {"ppn_percent": "12"})
        api.post(f"pekerjaan/{job.pk}/pricing/", {"override_markup": "12"})
        assert api.save_rows(job, [row("TK", "L.01", "1")], client_updated_at=token).status_code == 200
