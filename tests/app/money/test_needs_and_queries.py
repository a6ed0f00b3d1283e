"""Filters of the needs, and reads whose number of queries does not grow with the project."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from app.detail_project.models import (
    DetailAHSPExpanded,
    HargaItemProject,
    ItemConversionProfile,
    Klasifikasi,
    Pekerjaan,
    SubKlasifikasi,
)
from tests.app.money.conftest import Api, MakeJob, bundle, row


@pytest.fixture
def two_jobs(api: Api, make_job: MakeJob) -> tuple[Pekerjaan, Pekerjaan]:
    """A job with labour and material, and one elsewhere with the same labour and a tool."""
    klas = Klasifikasi.objects.create(project=api.project, name="Atap", ordering_index=2)
    roof = SubKlasifikasi.objects.create(project=api.project, klasifikasi=klas, name="Rangka", ordering_index=1)
    first, second = make_job(volume="10"), make_job(volume="5", sub_klasifikasi=roof)
    api.save_rows(first, [row("TK", "L.01", "2"), row("BHN", "B.01", "0.5", uraian="Semen")])
    api.save_rows(second, [row("TK", "L.01", "1"), row("ALT", "E.1", "3")])
    return first, second


def quantities(api: Api, **query: object) -> dict[str, str]:
    return {each["kode"]: each["quantity"] for each in api.get("rekap-kebutuhan/", **query)["rows"]}


def test_the_filters_select(api: Api, two_jobs: tuple[Pekerjaan, Pekerjaan]) -> None:
    first, second = two_jobs
    assert quantities(api) == {"L.01": "25", "B.01": "5", "E.1": "15"}
    assert quantities(api, pekerjaan=first.pk) == {"L.01": "20", "B.01": "5"}
    assert quantities(api, pekerjaan=f"{first.pk},{second.pk}", kategori="TK,ALT") == {"L.01": "25", "E.1": "15"}
    assert quantities(api, klasifikasi=second.sub_klasifikasi.klasifikasi_id) == {"L.01": "5", "E.1": "15"}
    assert quantities(api, sub_klasifikasi=first.sub_klasifikasi_id, search="semen") == {"B.01": "5"}
    assert quantities(api, search="tidak ada") == {}


def test_the_filters_offered_are_the_projects(api: Api, two_jobs: tuple[Pekerjaan, Pekerjaan]) -> None:
    offered = api.get("rekap-kebutuhan/filters/")
    assert [(klas["name"], [sub["name"] for sub in klas["sub"]]) for klas in offered["klasifikasi"]] == [
        ("Struktur", ["Beton"]),
        ("Atap", ["Rangka"]),
    ]
    assert [each["id"] for each in offered["pekerjaan"]] == [job.pk for job in two_jobs]


def test_market_units_are_told_where_they_are_known(api: Api, two_jobs: tuple[Pekerjaan, Pekerjaan]) -> None:
    cement = HargaItemProject.objects.get(kode_item="B.01")
    ItemConversionProfile.objects.create(
        harga_item=cement, market_unit="zak", market_price=Decimal(75000), factor_to_base=Decimal(50)
    )
    rows = {each["kode"]: each for each in api.get("rekap-kebutuhan-enhanced/", mode="all")["rows"]}
    assert (rows["B.01"]["market_unit"], rows["B.01"]["market_quantity"]) == ("zak", "0.100000")
    assert rows["E.1"]["market_unit"] is None
    assert api.get("conversion-profiles/")["profiles"][0]["factor_to_base"] == "50.000000"


def test_the_timeline_says_that_there_is_no_schedule(api: Api) -> None:
    answer = api.get("rekap-kebutuhan-timeline/", aggregate=1, full_range=1)
    assert answer["periods"] == []
    assert "Jadwal pekerjaan belum disusun" in answer["meta"]["message"]


READS = [
    "rekap/",
    "rincian-rab/",
    "rekap-kebutuhan/",
    "rekap-kebutuhan/filters/",
    "harga-items/list/",
    "audit-trail/",
    "change-status/",
]


@pytest.mark.parametrize("path", READS)
def test_a_read_asks_as_often_for_a_hundred_works_as_for_two(
    api: Api, make_job: MakeJob, two_jobs: tuple[Pekerjaan, Pekerjaan], path: str
) -> None:
    api.get(path)  # makes rows that a first read makes
    few = count(api, path)
    for number in range(98):
        many(api, make_job, number)
    assert count(api, path) == few
    assert few <= 12


def test_saving_a_bundle_asks_as_often_whatever_the_project_holds(api: Api, make_job: MakeJob, job: Pekerjaan) -> None:
    inner = make_job()
    api.save_rows(inner, [row("TK", "L.01", "1")])
    api.save_rows(job, [bundle(inner, "1")])
    with CaptureQueriesContext(connection) as few:
        api.save_rows(job, [bundle(inner, "2")])
    for number in range(30):
        many(api, make_job, number)
    with CaptureQueriesContext(connection) as still:
        api.save_rows(job, [bundle(inner, "3")])
    assert len(still) == len(few)


def many(api: Api, make_job: MakeJob, number: int) -> None:
    """One more job with a priced row of its own, without the API's price in time."""
    job = make_job(volume="1")
    item = HargaItemProject.objects.create(
        project=api.project, kategori="BHN", kode_item=f"M.{number}", uraian="x", harga_satuan=1
    )
    values = {"project": api.project, "harga_item": item, "kategori": "BHN", "kode": item.kode_item, "uraian": "x"}
    raw = job.detail_rows.create(**values, koefisien=1)
    DetailAHSPExpanded.objects.create(**values, pekerjaan=job, source_detail=raw, koefisien=1)


def count(api: Api, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        api.get(path)
    return len(queries)
