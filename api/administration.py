"""What an administrator does in the administration site (``/admin/``)."""

from __future__ import annotations

from datetime import date, timedelta

from bs4 import BeautifulSoup, Tag

from api.client import ApiClient, ApiError

_USERS = "/admin/accounts/customuser/"
_YEAR = timedelta(days=365)


def raise_to_pro(admin: ApiClient, username: str) -> None:
    """Give a user a running PRO subscription. Raises ``ApiError`` when the site refuses."""
    _subscribe(admin, username, "PRO", date.today() + _YEAR)


def let_lapse(admin: ApiClient, username: str) -> None:
    """End a user's subscription. Raises ``ApiError`` when the site refuses."""
    _subscribe(admin, username, "EXPIRED", date.today() - timedelta(days=1))


def _subscribe(admin: ApiClient, username: str, status: str, end: date) -> None:
    path = _address_of(admin, username)
    fields = _fields(BeautifulSoup(admin.get(path).text(), "html.parser"))
    fields |= {
        "subscription_status": status,
        "subscription_end_date_0": end.isoformat(),
        "subscription_end_date_1": "00:00:00",
    }
    answer = admin.post_form(path, fields)
    if answer.status != 302:
        raise ApiError(f"{username} did not become {status}: {answer.status} {_errors(answer.text())}")


def take_password_away(admin: ApiClient, username: str) -> None:
    """Leave a user without a password: he can sign in by mail only. Raises ``ApiError`` when the site refuses."""
    path = f"{_address_of(admin, username).removesuffix('change/')}password/"
    answer = admin.post_form(path, {"usable_password": "false", "unset-password": "1"})
    if answer.status != 302:
        raise ApiError(f"{username} keeps his password: {answer.status} {_errors(answer.text())}")


def give_address(admin: ApiClient, username: str, email: str) -> None:
    """Add an e-mail address that is not confirmed, without any mail. Raises ``ApiError`` when the site refuses."""
    user_id = _address_of(admin, username).removeprefix(_USERS).partition("/")[0]
    answer = admin.post_form("/admin/account/emailaddress/add/", {"user": user_id, "email": email})
    if answer.status != 302:
        raise ApiError(f"{username} did not get {email}: {answer.status} {_errors(answer.text())}")


def _address_of(admin: ApiClient, username: str) -> str:
    """The address of a user's form: the list's own link."""
    page = BeautifulSoup(admin.get(_USERS, {"q": username}).text(), "html.parser")
    for link in page.select("#result_list .field-username a"):
        if link.get_text(strip=True) == username:
            return str(link["href"]).partition("?")[0]
    raise ApiError(f"the administration site lists no user {username!r}")


def _fields(page: BeautifulSoup) -> dict[str, str]:
    """What a browser would send if nothing were changed; lists of permissions are empty for such users."""
    fields: dict[str, str] = {}
    for field in page.select("#customuser_form [name]"):
        name, kind = str(field["name"]), str(field.get("type", ""))
        if kind in {"submit", "button"} or (kind == "checkbox" and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            if chosen is not None:
                fields[name] = _value(chosen)
        else:
            fields[name] = _value(field)
    fields.pop("csrfmiddlewaretoken", None)  # the client sends its own
    return fields


def _value(field: Tag) -> str:
    return str(field.get("value", "on" if field.get("type") == "checkbox" else ""))


def _errors(text: str) -> str:
    found = BeautifulSoup(text, "html.parser").select(".errornote, .errorlist")
    return " ".join(error.get_text(" ", strip=True) for error in found)[:500]
