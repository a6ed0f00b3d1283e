"""Where the application leads to by an address that the request names: never off the site."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.authorisation.cells import taken_back
from tests.authorisation.rules import Role
from tests.authorisation.world import PASSWORD, World

pytestmark = pytest.mark.django_db
OFF = (
    "https://jahat.example/",
    "//jahat.example/",
    "///jahat.example",
    " //jahat.example",
    "/\\jahat.example/",
    "\\\\jahat.example",
    "https:///jahat.example/",
    "http:jahat.example",
    "https://testserver@jahat.example/",
    "javascript:alert(1)",
)
FORMS = ("/accounts/login/", "/accounts/logout/", "/accounts/signup/", "/accounts/reauthenticate/", "edit", "duplicate")


def led_to(world: World, form: str, target: str) -> str:
    """Where the form leads that was sent with ``next`` naming ``target``."""
    owner = world.things[Role.OWNER]["project"]
    client = Client() if form in {"/accounts/login/", "/accounts/signup/"} else world.client(Role.OWNER)
    fields = {
        "/accounts/login/": {"login": world.users[Role.OWNER].email, "password": PASSWORD},
        "/accounts/signup/": {
            "email": "baru@wewenang.example",
            "username": "baru",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
        "/accounts/reauthenticate/": {"password": PASSWORD},
    }.get(form, dict(_PROJECT))
    path = form if form.startswith("/") else f"/dashboard/project/{owner}/{form}/"
    with taken_back():
        answer = client.post(path, {**fields, "next": target})
    assert answer.status_code == 302, f"{path} refused the form"
    return str(answer.headers["Location"])


_PROJECT = {
    "nama": "Gedung lain",
    "sumber_dana": "APBD",
    "lokasi_project": "Bandung",
    "nama_client": "Dinas PU",
    "anggaran_owner": "1500000",
    "tanggal_mulai": "2026-01-05",
}


@pytest.mark.parametrize("target", OFF)
@pytest.mark.parametrize("form", FORMS)
def test_no_form_leads_off_the_site(world: World, form: str, target: str) -> None:
    place = led_to(world, form, target)

    assert urlsplit(place).netloc == "", f"{form} leads to {place}"
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))


def test_a_place_on_the_site_is_led_to(world: World) -> None:
    assert led_to(world, "/accounts/login/", "/pricing/") == "/pricing/"
