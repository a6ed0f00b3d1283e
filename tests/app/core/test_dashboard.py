"""The dashboard's list: pages of 20, filter, search, order, status, figures (CONTRACT 3.1)."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from app.accounts.models import CustomUser
from app.dashboard.listing import status_query, timeline_status
from app.dashboard.models import Project
from tests.app.support import MakeProject

TODAY = timezone.localdate()


def listed(client: Client, query: str = "") -> list[str]:
    """Return the names on a page of the dashboard, in order."""
    answer = client.get(f"/dashboard/{query}")
    assert answer.status_code == 200
    return re.findall(r'<a class="fw-semibold" href="[^"]*/list-pekerjaan/">([^<]*)</a>', answer.content.decode())


def test_pages_hold_twenty_projects_and_none_twice(client: Client, make_project: MakeProject) -> None:
    names = [make_project(f"Proyek {number:02}").nama for number in range(45)]
    Project.objects.update(updated_at=timezone.now())  # all alike: only the key can order them
    pages = [listed(client, f"?page={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert sorted(name for page in pages for name in page) == names
    assert listed(client, "?page=99") == pages[2], "beyond the end is the last page"
    assert listed(client, "?page=abc") == pages[0]
    assert listed(client) == pages[0]


def test_page_links_keep_the_filter(client: Client, make_project: MakeProject) -> None:
    for number in range(21):
        make_project(f"Jembatan {number:02}")
    page = client.get("/dashboard/?search=Jembatan&sort_by=nama").content.decode()
    assert 'href="?search=Jembatan&amp;sort_by=nama&amp;page=2"' in page.replace("&amp;amp;", "&amp;")


def test_the_number_of_queries_does_not_grow_with_the_projects(
    client: Client, make_project: MakeProject, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        make_project(f"Proyek {number:02}")
    with django_assert_max_num_queries(14):
        assert len(listed(client)) == 20


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?search=jemb", ["Jembatan"]),
        ("?search=Garut", ["Jalan"]),
        ("?search=tidak ada", []),
        ("?sort_by=nama", ["Gedung", "Jalan", "Jembatan"]),
        ("?sort_by=-nama", ["Jembatan", "Jalan", "Gedung"]),
        ("?sort_by=anggaran_owner", ["Jalan", "Gedung", "Jembatan"]),
        ("?sort_by=-anggaran_owner", ["Jembatan", "Gedung", "Jalan"]),
        ("?tahun_project=2025", ["Jalan"]),
        ("?sumber_dana=apbn", ["Jembatan"]),
        ("?anggaran_min=1.000.000", ["Jembatan", "Gedung"]),
        ("?anggaran_max=Rp 1.000.000", ["Jalan", "Gedung"]),
        ("?tanggal_mulai_from=2026-01-01&tanggal_mulai_to=2026-06-30", ["Gedung"]),
        ("?is_active=false", ["Arsip"]),
        ("?is_active=&sort_by=nama", ["Arsip", "Gedung", "Jalan", "Jembatan"]),
        (
            "?anggaran_min=abc&tanggal_mulai_from=kemarin&tahun_project=x&sort_by=owner__password",
            ["Jembatan", "Jalan", "Gedung"],
        ),
    ],
)
def test_filter_search_and_order(client: Client, make_project: MakeProject, query: str, expected: list[str]) -> None:
    make_project("Gedung", anggaran_owner=Decimal(1_000_000))
    make_project("Jalan", anggaran_owner=Decimal(500), tanggal_mulai=date(2025, 1, 1), lokasi_project="Garut")
    make_project(
        "Jembatan",
        anggaran_owner=Decimal(2_000_000),
        sumber_dana="APBN",
        tanggal_mulai=date(2026, 7, 1),
        tanggal_selesai=None,
    )
    make_project("Arsip", is_active=False)
    found = listed(client, query)
    if "sort_by" in query and "owner" not in query.replace("anggaran_owner", ""):
        assert found == expected
    else:
        assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("value", ["a\0b", "%", "'", "_", "x" * 5000, "\ud83c"])
@pytest.mark.parametrize(
    "name", ["search", "sumber_dana", "anggaran_min", "tanggal_mulai_to", "status_timeline", "is_active", "page"]
)
def test_strange_filters_are_no_500(client: Client, project: Project, name: str, value: str) -> None:
    assert client.get("/dashboard/", {name: value.encode("utf-8", "surrogatepass")}).status_code == 200


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        (-10, -1, "selesai"),
        (-10, 0, "deadline"),
        (5, 30, "deadline"),
        (0, 31, "berjalan"),
        (-1, 31, "berjalan"),
        (1, 31, "belum_mulai"),
    ],
)
def test_status_in_python_and_in_the_database(
    client: Client, make_project: MakeProject, start: int, end: int, status: str
) -> None:
    make_project(tanggal_mulai=TODAY + timedelta(days=start), tanggal_selesai=TODAY + timedelta(days=end))
    assert timeline_status(Project.objects.get(), TODAY) == status
    found = [
        name
        for name in ("selesai", "deadline", "berjalan", "belum_mulai")
        if Project.objects.filter(status_query(name, TODAY))
    ]
    assert found == [status]
    assert listed(client, f"?status_timeline={status}") == ["Gedung A"]


def test_the_figures_are_those_of_all_active_projects_of_the_owner(
    client: Client, make_project: MakeProject, other_user: CustomUser
) -> None:
    make_project(anggaran_owner=Decimal("1000000.50"))
    make_project(anggaran_owner=Decimal("500000.50"), sumber_dana="APBN")
    make_project(anggaran_owner=Decimal(7), is_active=False)
    make_project(anggaran_owner=Decimal(9), owner=other_user)
    page = client.get("/dashboard/?search=tidak-ada").content.decode()
    assert 'id="stat-count">2<' in page
    assert 'id="stat-budget">Rp 1.500.001<' in page
    found = re.search(r'<script id="dashboardCharts" type="application/json">(.*?)</script>', page)
    assert found
    charts = json.loads(found[1])
    assert charts["years"] == {"2026": 2}
    assert charts["funds"] == {"APBD": 1000000.5, "APBN": 500000.5}
    assert sum(charts["statuses"].values()) == 2


def test_a_visit_that_needs_a_project_says_so(client: Client) -> None:
    assert "Pilih atau buat project" in client.get("/dashboard/?need_project=1").content.decode()
