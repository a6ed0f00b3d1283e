"""What an administrator does in the administration site (``/admin/``)."""

from __future__ import annotations

from datetime import date, timedelta

from bs4 import BeautifulSoup, Tag

from api.client import ApiClient, ApiError

_USERS = "/admin/accounts/customuser/"
_YEAR = timedelta(days=365)


def raise_to_pro(admin: ApiClient, username: str) -> None:
    """Give a user a running PRO subscription. Raises ``ApiError`` when the site refuses."""
    path = _address_of(admin, username)
    fields = _fields(BeautifulSoup(admin.get(path).text(), "html.parser"))
    fields |= {
        "subscription_status": "PRO",
        "subscription_end_date_0": (date.today() + _YEAR).isoformat(),
        "subscription_end_date_1": "00:00:00",
    }
    answer = admin.post_form(path, fields)
    if answer.status != 302:
        raise ApiError(f"{username} was not raised to PRO: {answer.status} {_errors(answer.text())}")


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
