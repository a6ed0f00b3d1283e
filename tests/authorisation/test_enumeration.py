"""Whether an address has an account is nobody's business: every form answers both alike."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from app.accounts.models import CustomUser
from tests.authorisation.world import PASSWORD

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "terdaftar@contoh.example", "siapa.saja@contoh.example"
_TOKEN = re.compile(rb"[A-Za-z0-9]{64}")
FORMS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "sign-in": ("/accounts/login/", {"login": "<email>", "password": "bukan-sandinya"}),
    "reset": ("/accounts/password/reset/", {"email": "<email>"}),
    "code": ("/accounts/login/code/", {"email": "<email>"}),
    "sign-up": (
        "/accounts/signup/",
        {"email": "<email>", "username": "orang_baru", "password1": PASSWORD, "password2": PASSWORD},
    ),
}


def answers(form: str, email: str) -> list[tuple[int, str, bytes]]:
    """What a visitor sees who fills ``form`` with ``email``: each answer up to the last page, less the address."""
    cache.clear()
    path, fields = FORMS[form]
    visitor = Client()
    answer = visitor.post(path, {name: value.replace("<email>", email) for name, value in fields.items()}, follow=True)
    leads_to = [(status, where) for where, status in getattr(answer, "redirect_chain", [])]
    text = _TOKEN.sub(b"#", answer.content).replace(email.encode(), b"<email>")
    return [*((status, where, b"") for status, where in leads_to), (answer.status_code, "", text)]


def expect_alike(form: str) -> None:
    """Expect a form to answer an address with an account and one without in the same way."""
    CustomUser.objects.create_user("terdaftar", KNOWN, PASSWORD)
    known, unknown = answers(form, KNOWN), answers(form, UNKNOWN)
    assert known == unknown, f"the form {form} tells whether an address has an account"


@pytest.mark.parametrize("form", ["sign-in", "reset", "code"])
def test_a_form_does_not_tell_whether_an_address_has_an_account(form: str) -> None:
    expect_alike(form)


def test_the_sign_up_does_not_tell_either_where_addresses_must_be_confirmed() -> None:
    with override_settings(ACCOUNT_EMAIL_VERIFICATION="mandatory"):  # as in production (CONTRACT 2.1)
        expect_alike("sign-up")
    assert CustomUser.objects.filter(email=KNOWN).count() == 1


def test_where_they_need_no_confirmation_the_sign_up_has_to_say_that_an_address_is_taken() -> None:
    with pytest.raises(AssertionError, match="the form sign-up tells"):
        expect_alike("sign-up")
