"""Whether an address has an account is nobody's business: every form that takes one answers both alike.

But for the sign-up, where addresses need no confirmation: it has to say so (docs/decisions/0006-the-launch-gate.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from django.test import Client, override_settings

from app.accounts.models import CustomUser
from tests.authorisation.cells import taken_back
from tests.authorisation.world import PASSWORD

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "terdaftar@contoh.example", "siapa.saja@contoh.example"
LOCKED = "Terlalu banyak percobaan masuk yang gagal. Coba lagi nanti."
_TOKEN = re.compile(rb"[A-Za-z0-9]{64}")
FORMS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "sign-in": ("/accounts/login/", {"login": "<email>", "password": "bukan-sandinya"}),
    "reset": ("/accounts/password/reset/", {"email": "<email>"}),
    "code": ("/accounts/login/code/", {"email": "<email>"}),
    "another-address": ("/accounts/email/", {"email": "<email>", "action_add": ""}),
    "sign-up": (
        "/accounts/signup/",
        {"email": "<email>", "username": "orang_baru", "password1": PASSWORD, "password2": PASSWORD},
    ),
}


def answers(form: str, email: str, *, times: int = 1) -> list[tuple[int, str, bytes]]:
    """What somebody else sees who fills ``form`` with ``email``: each answer up to the last page, less the address.

    Sent ``times`` times, it is the last answer that counts.
    """
    path, fields = FORMS[form]
    filled = {name: value.replace("<email>", email) for name, value in fields.items()}
    with taken_back():
        sender = somebody_else() if form == "another-address" else Client()
        answer = [sender.post(path, filled, follow=True) for _ in range(times)][-1]
        assert CustomUser.objects.filter(email=KNOWN).count() == 1, "there are two accounts for one address"
    leads_to = [(status, where) for where, status in getattr(answer, "redirect_chain", [])]
    text = _TOKEN.sub(b"#", answer.content).replace(email.encode(), b"<email>")
    return [*((status, where, b"") for status, where in leads_to), (answer.status_code, "", text)]


def somebody_else() -> Client:
    """A user who has just typed his password once more, as adding an address asks for."""
    user = CustomUser.objects.create_user("orang_lain", "orang.lain@contoh.example", PASSWORD)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    return client


def expect_alike(form: str, *, times: int = 1) -> None:
    """Expect a form to answer an address with an account and one without in the same way."""
    CustomUser.objects.create_user("terdaftar", KNOWN, PASSWORD)
    known, unknown = answers(form, KNOWN, times=times), answers(form, UNKNOWN, times=times)
    assert known == unknown, f"the form {form} tells whether an address has an account"


@pytest.mark.parametrize("form", ["sign-in", "reset", "code", "another-address"])
def test_a_form_does_not_tell_whether_an_address_has_an_account(form: str) -> None:
    expect_alike(form)


def test_neither_does_the_sign_in_once_it_is_locked() -> None:
    expect_alike("sign-in", times=6)
    assert LOCKED in answers("sign-in", KNOWN, times=6)[-1][2].decode()


def test_the_sign_up_does_not_tell_either_where_addresses_must_be_confirmed() -> None:
    with override_settings(ACCOUNT_EMAIL_VERIFICATION="mandatory"):  # as in production (CONTRACT 2.1)
        expect_alike("sign-up")


def test_where_they_need_no_confirmation_the_sign_up_has_to_say_that_an_address_is_taken() -> None:
    with pytest.raises(AssertionError, match="the form sign-up tells"):
        expect_alike("sign-up")
