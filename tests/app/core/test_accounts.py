"""Sign-up, sign-in, sign-out, passwords, and the limits on trying (CONTRACT 2.1, 2.2)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from app.accounts.models import CustomUser
from tests.app.bad_input import Case, Field, Kind, cases, replaced
from tests.app.support import PASSWORD, MakeUser, SignIn

LOGIN = "/accounts/login/"
SIGNUP = "/accounts/signup/"
WRONG = "Alamat e-mail dan/atau kata sandi yang anda masukkan tidak benar."
LOCKED = "Terlalu banyak percobaan masuk yang gagal. Coba lagi nanti."
NEW = {"email": "citra@contoh.example", "username": "citra", "password1": PASSWORD, "password2": PASSWORD}


def try_login(browser: Client, email: str, password: str, address: str = "10.0.0.1") -> str | None:
    """Return where a sign-in led, or None when the form came back."""
    answer = browser.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address)
    assert answer.status_code in {200, 302}
    return answer["Location"] if answer.status_code == 302 else None


def test_the_sign_in_page_has_what_the_contract_names(db: None) -> None:
    page = Client().get(LOGIN).content.decode()
    assert "<title>Login | AHSP-RAB</title>" in page
    assert re.search(r'<input type="email"[^>]*placeholder="Alamat e-mail"[^>]*id="id_login"', page)
    assert re.search(r'<input type="password"[^>]*placeholder="Sandi"[^>]*id="id_password"', page)
    assert '<button type="submit" class="btn btn-primary w-100">Login</button>' in page
    assert "Masuk ke Sistem" in page
    assert "Belum punya akun?" in page
    assert page.count('type="submit"') == 1


def test_signing_in_greets_and_signing_out_ends_the_session(user: CustomUser) -> None:
    browser = Client()
    assert try_login(browser, user.email, PASSWORD) == "/dashboard/"
    assert browser.cookies["sessionid"]["httponly"]
    assert browser.cookies["sessionid"]["samesite"] == "Lax"
    assert f'data-message="Berhasil masuk sebagai {user.username}."' in browser.get("/dashboard/").content.decode()
    assert browser.post("/accounts/logout/")["Location"] == "/"
    assert browser.get("/dashboard/").status_code == 302


def test_a_visitors_session_is_not_the_one_that_is_signed_in(user: CustomUser) -> None:
    browser, planted = Client(), Client()
    visitors = browser.session  # makes one
    visitors["seen"] = True
    visitors.save()
    planted.cookies["sessionid"] = before = browser.cookies["sessionid"].value

    assert try_login(browser, user.email, PASSWORD) == "/dashboard/"

    assert browser.cookies["sessionid"].value != before
    assert browser.session["seen"]
    assert planted.get("/dashboard/").status_code == 302


def test_a_wrong_password_is_refused_with_the_reason(user: CustomUser) -> None:
    page = Client().post(LOGIN, {"login": user.email, "password": "salah-sekali"}).content.decode()
    assert f"<li>{WRONG}</li>" in page
    assert f'value="{user.email}"' in page


LOGIN_FIELDS = [
    Field("login", Kind.EMAIL, required=True, max_length=254),
    Field("password", Kind.TEXT, required=True),
]


@pytest.mark.parametrize("case", cases(LOGIN_FIELDS, json=False), ids=str)
def test_bad_sign_ins_are_refused(user: CustomUser, case: Case) -> None:
    browser = Client()
    answer = browser.post(LOGIN, replaced({"login": user.email, "password": PASSWORD}, case))
    assert answer.status_code in ({200} if case.refused else {200, 302})
    if answer.status_code == 200:
        assert "alert alert-danger" in answer.content.decode()
        assert browser.get("/dashboard/").status_code == 302, "nobody is signed in"


@pytest.mark.parametrize(
    ("target", "leads_to"), [("/dashboard/?page=2", "/dashboard/?page=2"), ("https://jahat.example/", "/dashboard/")]
)
def test_after_signing_in_only_own_addresses_are_followed(user: CustomUser, target: str, leads_to: str) -> None:
    answer = Client().post(LOGIN, {"login": user.email, "password": PASSWORD, "next": target})
    assert answer["Location"] == leads_to


def test_five_failures_lock_an_account_from_every_address(user: CustomUser, other_user: CustomUser) -> None:
    browser = Client()
    for number in range(5):
        assert try_login(browser, user.email, "salah-sekali", f"10.0.0.{number}") is None
    answer = browser.post(LOGIN, {"login": user.email, "password": PASSWORD}, REMOTE_ADDR="10.0.1.1")
    assert answer.status_code == 200
    assert LOCKED in answer.content.decode()
    assert try_login(Client(), other_user.email, PASSWORD) == "/dashboard/"


def test_ten_failures_a_minute_lock_an_address(user: CustomUser) -> None:
    for number in range(10):
        assert try_login(Client(), f"orang{number}@contoh.example", "salah-sekali", "10.0.0.9") is None
    assert try_login(Client(), user.email, PASSWORD, "10.0.0.9") is None
    assert try_login(Client(), user.email, PASSWORD, "10.0.0.8") == "/dashboard/"


def test_thirty_sign_ins_a_minute_from_one_address(user: CustomUser) -> None:
    for _ in range(30):
        assert try_login(Client(), user.email, PASSWORD, "10.0.0.7") == "/dashboard/"
    refused = Client().post(LOGIN, {"login": user.email, "password": PASSWORD}, REMOTE_ADDR="10.0.0.7")
    assert refused.status_code == 429
    assert "Terlalu banyak permintaan" in refused.content.decode()
    assert try_login(Client(), user.email, PASSWORD, "10.0.0.6") == "/dashboard/"


@pytest.mark.django_db
def test_twenty_sign_ups_a_minute_from_one_address() -> None:
    answers = [
        Client()
        .post(SIGNUP, NEW | {"email": f"u{n}@contoh.example", "username": f"u{n}"}, REMOTE_ADDR="10.0.0.5")
        .status_code
        for n in range(21)
    ]
    assert answers == [302] * 20 + [429]
    assert CustomUser.objects.count() == 20


@pytest.mark.django_db
def test_a_new_account_is_on_trial_and_its_time_starts_with_the_confirmation() -> None:
    browser = Client()
    assert browser.post(SIGNUP, NEW)["Location"] == "/dashboard/"
    user = CustomUser.objects.get()
    assert (user.email, user.username, user.subscription_status, user.trial_end_date) == (
        NEW["email"],
        "citra",
        "TRIAL",
        None,
    )
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", str(mail.outbox[0].body))
    assert link
    assert browser.get(link[1]).status_code == 200
    assert browser.post(link[1]).status_code == 302
    user.refresh_from_db()
    assert user.trial_end_date is not None
    assert timedelta(days=13, hours=23) < user.trial_end_date - timezone.now() <= timedelta(days=14)
    assert user.days_until_expiry == 13


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"email": "ani@contoh.example"}, "sudah terdaftar"),
        ({"email": "ANI@contoh.example"}, "sudah terdaftar"),
        ({"username": "ani"}, "sudah ada"),
        ({"username": "a b"}, "Masukkan"),
        ({"username": "x" * 151}, "150"),
        ({"email": "bukan-email"}, "valid"),
        ({"email": ""}, "tidak boleh kosong"),
        ({"password2": "lain-sekali-9"}, "sama"),
        ({"password1": "pendek1", "password2": "pendek1"}, "8"),
        ({"password1": "password", "password2": "password"}, "umum"),
        ({"password1": "8264917350", "password2": "8264917350"}, "numerik"),
        ({"password1": "citra@contoh", "password2": "citra@contoh"}, "mirip"),
    ],
)
def test_a_bad_sign_up_says_why_and_keeps_what_was_typed(user: CustomUser, change: dict[str, str], text: str) -> None:
    answer = Client().post(SIGNUP, NEW | change)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert text in page.split('class="invalid-feedback d-block"')[1]
    if "username" not in change:
        assert 'value="citra"' in page
    assert PASSWORD not in page
    assert CustomUser.objects.count() == 1


SIGNUP_FIELDS = [
    Field("email", Kind.EMAIL, required=True, max_length=254),
    Field("username", Kind.TEXT, required=True, max_length=150),
    Field("password1", Kind.TEXT, required=True),
]


@pytest.mark.parametrize("case", cases(SIGNUP_FIELDS, json=False), ids=str)
def test_bad_sign_ups_make_no_account(user: CustomUser, case: Case) -> None:
    sent = replaced(NEW, case)
    answer = Client().post(SIGNUP, {**sent, "password2": sent["password1"]})
    assert answer.status_code in ({200} if case.refused else {200, 302})
    if answer.status_code == 200:
        assert 'class="invalid-feedback d-block"' in answer.content.decode()
        assert CustomUser.objects.count() == 1


def test_who_is_signed_in_needs_no_sign_up(client: Client) -> None:
    assert client.get(SIGNUP)["Location"] == "/dashboard/"
    assert client.get(LOGIN)["Location"] == "/dashboard/"


@pytest.mark.parametrize("known", [True, False])
def test_a_reset_looks_the_same_for_any_address(user: CustomUser, known: bool) -> None:
    email = user.email if known else "siapa@contoh.example"
    answer = Client().post("/accounts/password/reset/", {"email": email})
    assert answer["Location"] == "/accounts/password/reset/done/"


def test_a_reset_by_mail_sets_a_new_password(user: CustomUser) -> None:
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert link
    form = browser.get(link[1])["Location"]
    answer = browser.post(form, {"password1": "baru-sekali-88", "password2": "baru-sekali-88"})
    assert answer.status_code == 302
    assert try_login(Client(), user.email, PASSWORD) is None
    assert try_login(Client(), user.email, "baru-sekali-88") == "/dashboard/"
    assert browser.get(link[1]).status_code == 200, "a used link leads nowhere"


def test_a_password_is_changed_by_who_knows_it(user: CustomUser, client: Client) -> None:
    path = "/accounts/password/change/"
    new = {"password1": "baru-sekali-88", "password2": "baru-sekali-88"}
    assert client.post(path, {"oldpassword": "salah"} | new).status_code == 200
    assert client.post(path, {"oldpassword": PASSWORD} | new).status_code == 302
    assert try_login(Client(), user.email, "baru-sekali-88") == "/dashboard/"


def test_a_user_without_password_signs_in_by_code(make_user: MakeUser) -> None:
    user = make_user("tanpa")
    user.set_unusable_password()
    user.save()
    browser = Client()
    assert browser.post("/accounts/login/code/", {"email": user.email})["Location"].startswith(
        "/accounts/login/code/confirm/"
    )
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", str(mail.outbox[0].body), re.MULTILINE)
    assert code
    assert browser.post("/accounts/login/code/confirm/", {"code": "SALAH1"}).status_code == 200
    assert browser.post("/accounts/login/code/confirm/", {"code": code[1]})["Location"] == "/dashboard/"
    assert browser.get("/dashboard/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "login/code/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/done/",
        "confirm-email/",
        "confirm-email/salah/",
        "inactive/",
        "3rdparty/login/cancelled/",
        "3rdparty/login/error/",
    ],
)
@pytest.mark.django_db
def test_account_pages_for_visitors_wear_the_chrome(path: str) -> None:
    page = Client().get(f"/accounts/{path}")
    assert page.status_code == (401 if path == "3rdparty/login/error/" else 200)
    assert 'id="dp-topbar"' in page.content.decode()


@pytest.mark.parametrize("path", ["email/", "password/change/", "logout/", "3rdparty/", "reauthenticate/"])
def test_account_pages_for_users_wear_the_chrome(client: Client, path: str) -> None:
    page = client.get(f"/accounts/{path}", follow=True)
    assert page.status_code == 200
    assert 'id="dp-topbar"' in page.content.decode()


def test_the_verification_page_leads_home(db: None) -> None:
    assert (
        '<a class="btn btn-outline-primary" href="/">Back to Home</a>'
        in Client().get("/accounts/confirm-email/").content.decode()
    )


def test_the_administration_uses_the_same_sign_in(db: None) -> None:
    assert Client().get("/admin/login/")["Location"] == "/accounts/login/?next=%2Fadmin%2F"


def test_staff_sees_the_administration_and_others_do_not(make_user: MakeUser, sign_in: SignIn) -> None:
    admin = make_user("kepala", is_staff=True, is_superuser=True)
    assert sign_in(admin).get("/admin/").status_code == 200
    assert sign_in(make_user("biasa")).get("/admin/").status_code == 403


def test_subscriptions_add_up(user: CustomUser) -> None:
    user.activate_subscription(3)
    first = user.subscription_end_date
    user.activate_subscription(6)
    assert first is not None
    assert user.subscription_end_date == first + timedelta(days=180)
    assert user.is_pro_active


def test_csrf_is_checked_before_anybody_is_signed_in(user: CustomUser) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert browser.get("/dashboard/").status_code == 302
