"""Projects through the dashboard's own forms (CONTRACT 1.3, 4.6)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bs4 import BeautifulSoup

from api.client import ApiClient, ApiError

_PAGES = 50
_PROJECT_LINK = re.compile(r"^/detail_project/(\d+)/list-pekerjaan/$")


@dataclass(frozen=True)
class NewProject:
    """What the form asks for. Money in rupiah."""

    nama: str
    sumber_dana: str
    lokasi_project: str
    nama_client: str
    anggaran_owner: Decimal
    tanggal_mulai: date
    tanggal_selesai: date | None = None

    def fields(self) -> dict[str, str]:
        """The form's fields by name, as a browser sends them."""
        values = {
            "nama": self.nama,
            "sumber_dana": self.sumber_dana,
            "lokasi_project": self.lokasi_project,
            "nama_client": self.nama_client,
            "anggaran_owner": str(self.anggaran_owner),
            "tanggal_mulai": self.tanggal_mulai.isoformat(),
        }
        if self.tanggal_selesai is not None:
            values["tanggal_selesai"] = self.tanggal_selesai.isoformat()
        return values


@dataclass(frozen=True)
class Project:
    """A stored project."""

    id: int
    nama: str
    details: NewProject


def create(client: ApiClient, new: NewProject) -> Project:
    """Create a project through the dashboard's form and find its id. Raises ``ApiError`` when it is refused."""
    _send(client, [new])
    return Project(find(client, new.nama), new.nama, new)


def create_many(client: ApiClient, new: Sequence[NewProject]) -> None:
    """Create projects by one form with a row for each, and read the message, as a browser would on its next page.

    Raises ``ApiError`` when it is refused.
    """
    _send(client, new)
    client.get("/dashboard/")


def _send(client: ApiClient, new: Sequence[NewProject]) -> None:
    counts = {"TOTAL": str(len(new)), "INITIAL": "0", "MIN_NUM": "0", "MAX_NUM": "1000"}
    fields = {f"form-{name}_FORMS": value for name, value in counts.items()}
    for row, project in enumerate(new):
        fields |= {f"form-{row}-{name}": value for name, value in project.fields().items()}
    answer = client.post_form("/dashboard/", fields)
    if answer.status != 302:
        raise ApiError(f"{new[0].nama!r} was refused: {answer.status} {_messages(answer.text())}")


def find(client: ApiClient, nama: str) -> int:
    """Return the id of the client's project called ``nama``. Raises ``ApiError`` when the dashboard lists none."""
    ids = listed(client, {"search": nama}).get(nama, [])
    if not ids:
        raise ApiError(f"the dashboard lists no project called {nama!r}")
    return ids[0]


def listed(client: ApiClient, query: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the projects on one page of the dashboard: ids by name."""
    return links_to_projects(client.get("/dashboard/", query).text())


def links_to_projects(html: str) -> dict[str, list[int]]:
    """Return the projects that a dashboard's page links to by their names: ids by name.

    A link without words, as a button with an icon alone, names nothing.
    """
    found: dict[str, list[int]] = {}
    for link in BeautifulSoup(html, "html.parser").find_all("a", href=_PROJECT_LINK):
        match = _PROJECT_LINK.match(str(link["href"]))
        name = " ".join(link.get_text().split())
        if match and name and int(match[1]) not in found.setdefault(name, []):
            found[name].append(int(match[1]))
    return found


def all_listed(client: ApiClient, query: Mapping[str, str]) -> dict[int, str]:
    """Return the projects on all pages of the dashboard, a thousand at most: names by id."""
    found: dict[int, str] = {}
    for page in range(1, _PAGES + 1):
        listing = listed(client, {**query, "page": str(page)}).items()
        here = {number: name for name, numbers in listing for number in numbers}
        if not set(here) - set(found):
            break  # a page beyond the last one shows the last one again
        found |= here
    return found


def delete(client: ApiClient, project_id: int) -> None:
    """Delete a project (the application only hides it). A project that is already gone is no error.

    Raises ``ApiError`` when it is refused, as for a session that has ended or an account that has lapsed: both are led
    elsewhere.
    """
    answer = client.post_form(f"/dashboard/project/{project_id}/delete/", {})
    led_away = (answer.location or "").startswith(("/accounts/login/", "/pricing/"))
    if answer.status not in (302, 404) or led_away:
        raise ApiError(f"project {project_id} was not deleted: {answer.status} {answer.location or ''}")


def _messages(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    return "; ".join(str(item.get("data-message", "")) for item in soup.select(".message-item"))
