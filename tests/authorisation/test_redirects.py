"""Where the application leads to by an address that the request names, in its body or its query: never off the site."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from contract.requests import PROJECT_FIELDS
from tests.authorisation.account_forms import CODE, FORMS, LINKS, Form
from tests.authorisation.cells import taken_back
from tests.authorisation.rules import Role
from tests.authorisation.world import World

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
ON = "/pricing/"
WAYS = ("body", "query")
LEAD_NOWHERE = frozenset({"account.email.change", "account.social.sign_up", "account.social.connect"})
EDIT = Form(
    lambda world: f"/dashboard/project/{world.things[Role.OWNER]['project']}/edit/",
    lambda world: world.client(Role.OWNER),
    lambda world: {**PROJECT_FIELDS, "nama": "Gedung lain"},
)
ALL = {**FORMS, **LINKS, "dashboard.project.edit": EDIT}
LEAD = tuple(name for name in ALL if name not in LEAD_NOWHERE)
SHOWN_TO_VISITORS = ("/accounts/login/", "/accounts/signup/", f"/{CODE}")
"""Pages that lead on at once who is signed in."""


def led_to(world: World, form: str, way: str, target: str) -> str:
    """Where the form leads that was sent with ``next`` naming ``target``."""
    with taken_back():
        client = ALL[form].sender(world)
        fields = {**ALL[form].fields(world), **({"next": target} if way == "body" else {})}
        query = {"next": target} if way == "query" else None
        answer = client.post(ALL[form].path(world), fields, query_params=query)
    assert answer.status_code == 302, f"{form} was refused"
    return str(answer.headers["Location"])


def led_on(world: World, path: str, target: str) -> str:
    """Where somebody who is signed in is led who opens ``path`` with ``next`` naming ``target``."""
    with taken_back():
        answer = world.client(Role.OWNER).get(path, {"next": target})
    assert answer.status_code == 302, f"{path} was shown"
    return str(answer.headers["Location"])


def expect_on_the_site(place: str) -> None:
    assert urlsplit(place).netloc == "", f"leads to {place}"
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))


@pytest.mark.parametrize("target", OFF)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", LEAD)
def test_no_form_leads_off_the_site(world: World, form: str, way: str, target: str) -> None:
    expect_on_the_site(led_to(world, form, way, target))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", LEAD)
def test_each_of_them_leads_to_a_place_on_the_site_that_is_named(world: World, form: str, way: str) -> None:
    place = urlsplit(led_to(world, form, way, ON))

    # Who asks for a code types it first: the page for it is told where to lead after that.
    assert ON in (place.path, *parse_qs(place.query).get("next", []))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", ["account.email.change", "account.social.sign_up"])  # nothing can be connected
def test_the_others_read_no_next(world: World, form: str, way: str) -> None:
    assert ON not in led_to(world, form, way, ON), "it does lead there: take it out of LEAD_NOWHERE"


@pytest.mark.parametrize("target", OFF)
@pytest.mark.parametrize("path", SHOWN_TO_VISITORS)
def test_who_is_signed_in_already_is_not_led_off_the_site_either(world: World, path: str, target: str) -> None:
    assert led_on(world, path, ON) == ON

    expect_on_the_site(led_on(world, path, target))
