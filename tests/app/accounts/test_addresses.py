"""E-mail addresses, the password typed again, codes and links by mail: what is stored, and what is refused."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from app.accounts.models import CustomUser
from tests.app.bad_input import Case, Field, Kind, cases
from tests.app.support import PASSWORD, MakeUser, SignIn

EMAIL = "/accounts/email/"
AGAIN = "/accounts/reauthenticate/"
NEW = "baru@contoh.example"


@pytest.fixture
def confirmed(client: Client) -> Client:
    """``user``'s client, with the password typed again."""
    assert client.post(AGAIN, {"password": PASSWORD}).status_code == 302
    return client


def addresses(user: CustomUser) -> dict[str, bool]:
    """Every address of a user, and whether it is the primary one."""
    return dict(EmailAddress.objects.filter(user=user).values_list("email", "primary"))


def add(user: CustomUser, email: str = NEW) -> None:
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True, "verified": False})
    EmailAddress.objects.create(user=user, email=email)


def test_an_address_is_added_and_asked_to_confirm(user: CustomUser, confirmed: Client) -> None:
    assert confirmed.post(EMAIL, {"action_add": "", "email": NEW})["Location"] == EMAIL
    assert set(addresses(user)) == {user.email, NEW}
    assert addresses(user)[NEW] is False
    assert [message.to for message in mail.outbox] == [[NEW]]


@pytest.mark.parametrize("action", ["add", "remove", "primary"])
def test_nothing_changes_before_the_password_is_typed_again(user: CustomUser, client: Client, action: str) -> None:
    add(user, "lama@contoh.example")
    before = addresses(user)
    email = NEW if action == "add" else "lama@contoh.example"
    answer = client.post(EMAIL, {f"action_{action}": "", "email": email})
    assert answer["Location"].startswith(AGAIN)
    assert addresses(user) == before
    assert client.post(answer["Location"], {"password": "salah", "next": EMAIL}).status_code == 200
    assert addresses(user) == before
    client.post(answer["Location"], {"password": PASSWORD, "next": EMAIL})
    assert addresses(user) != before, "the deed goes on by itself"


def test_the_password_is_asked_again_after_the_time_out(user: CustomUser, confirmed: Client) -> None:
    session = confirmed.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    assert confirmed.post(EMAIL, {"action_add": "", "email": NEW})["Location"].startswith(AGAIN)
    assert NEW not in addresses(user)


def test_the_primary_address_is_chosen_and_cannot_be_removed(user: CustomUser, confirmed: Client) -> None:
    add(user)
    confirmed.post(EMAIL, {"action_primary": "", "email": NEW})
    user.refresh_from_db()
    assert user.email == NEW
    confirmed.post(EMAIL, {"action_remove": "", "email": NEW})
    assert addresses(user)[NEW] is True


def test_an_unconfirmed_address_does_not_take_over_from_a_confirmed_one(user: CustomUser, confirmed: Client) -> None:
    add(user)
    EmailAddress.objects.filter(email=user.email).update(verified=True)
    confirmed.post(EMAIL, {"action_primary": "", "email": NEW})
    assert addresses(user)[NEW] is False


@pytest.mark.parametrize("action", ["remove", "primary", "send"])
def test_another_users_address_is_out_of_reach(
    other_user: CustomUser, confirmed: Client, user: CustomUser, action: str
) -> None:
    EmailAddress.objects.create(user=other_user, email=other_user.email, primary=True)
    assert confirmed.post(EMAIL, {f"action_{action}": "", "email": other_user.email}).status_code == 302
    assert addresses(other_user) == {other_user.email: True}
    assert other_user.email not in addresses(user)
    assert not mail.outbox


ADDRESS = [Field("email", Kind.EMAIL, required=True, max_length=254)]


@pytest.mark.parametrize("case", cases(ADDRESS, json=False), ids=str)
def test_a_bad_address_is_not_added(user: CustomUser, confirmed: Client, case: Case) -> None:
    answer = confirmed.post(EMAIL, {"action_add": "", "email": case.value})
    assert answer.status_code in ({200} if case.refused else {200, 302})
    if answer.status_code == 200:
        assert 'class="invalid-feedback d-block"' in answer.content.decode()
        assert set(addresses(user)) <= {user.email}
        assert not mail.outbox


@pytest.mark.parametrize("action", ["remove", "primary", "send"])
@pytest.mark.parametrize("case", cases(ADDRESS, json=False), ids=str)
def test_nothing_is_done_to_an_address_that_is_none(
    user: CustomUser, confirmed: Client, action: str, case: Case
) -> None:
    add(user)
    before = addresses(user)
    assert confirmed.post(EMAIL, {f"action_{action}": "", "email": case.value}).status_code == 302
    assert addresses(user) == before
    assert confirmed.post(EMAIL, {}).status_code == 302


def test_the_same_address_twice_is_refused(user: CustomUser, confirmed: Client) -> None:
    add(user)
    assert confirmed.post(EMAIL, {"action_add": "", "email": NEW.upper()}).status_code == 200
    assert len(addresses(user)) == 2


def test_a_confirmation_link_works_once_and_for_its_address_only(user: CustomUser, confirmed: Client) -> None:
    add(user)
    confirmed.post(EMAIL, {"action_send": "", "email": NEW})
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", str(mail.outbox[0].body))
    assert link
    assert Client().post(link[1]).status_code == 302
    verified = dict(EmailAddress.objects.values_list("email", "verified"))
    assert verified == {user.email: False, NEW: True}
    assert confirmed.post(f"{link[1].rstrip('/')}x/").status_code in {302, 404}


def test_tokens_are_needed_and_an_expired_account_may_still_change(
    user: CustomUser, make_user: MakeUser, sign_in: SignIn
) -> None:
    strict = sign_in(user, enforce_csrf_checks=True)
    for path in (EMAIL, AGAIN, "/accounts/password/change/", "/accounts/password/reset/"):
        assert strict.post(path, {"email": NEW}).status_code == 403
    browser = sign_in(make_user("usai", subscription_status="EXPIRED"))
    new = {"oldpassword": PASSWORD, "password1": "baru-sekali-88", "password2": "baru-sekali-88"}
    assert browser.post("/accounts/password/change/", new).status_code == 302


@pytest.mark.parametrize("path", [EMAIL, AGAIN, "/accounts/password/change/", "/accounts/password/set/"])
@pytest.mark.django_db
def test_visitors_sign_in_first(path: str) -> None:
    assert Client().post(path, {"email": NEW})["Location"].startswith("/accounts/login/")


def test_a_code_is_for_one_browser_and_three_tries(user: CustomUser) -> None:
    browser = Client()
    browser.post("/accounts/login/code/", {"email": user.email})
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", str(mail.outbox[0].body), re.MULTILINE)
    assert code
    assert Client().post("/accounts/login/code/confirm/", {"code": code[1]}).status_code == 302
    for _ in range(3):
        browser.post("/accounts/login/code/confirm/", {"code": "ZZZZ-ZZZZ"})
    browser.post("/accounts/login/code/confirm/", {"code": code[1]})
    assert browser.get("/dashboard/").status_code == 302, "the code is spent"


def test_a_code_for_an_unknown_address_looks_the_same(user: CustomUser) -> None:
    answers = [Client().post("/accounts/login/code/", {"email": email}) for email in (user.email, "siapa@a.example")]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1


def test_a_password_is_set_once_by_who_has_none(make_user: MakeUser, sign_in: SignIn) -> None:
    user = make_user("tanpa")
    user.set_unusable_password()
    user.save()
    browser = sign_in(user)
    path = "/accounts/password/set/"
    assert browser.post(path, {"password1": "12345678", "password2": "12345678"}).status_code == 200
    assert browser.post(path, {"password1": "baru-sekali-88", "password2": "baru-sekali-88"}).status_code == 302
    user.refresh_from_db()
    assert user.check_password("baru-sekali-88")
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get(path)["Location"] == "/accounts/password/change/"
